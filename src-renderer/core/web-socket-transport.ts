import { RPCLink } from '@orpc/client/websocket';
import { type Ending, type Transport, WindowRefused } from './transport.ts';

/** Close code of the host for a screen whose place another one has taken. */
const REPLACED = 4001;

/** Opens the socket of the loopback host, after trading the one-time token for a cookie. */
export async function connectWebSocket(): Promise<Transport> {
  await tradeToken();
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/rpc`);
  socket.binaryType = 'arraybuffer';
  const closed = new Promise<Ending>((resolve) => {
    socket.addEventListener('close', ({ code }) => resolve(code === REPLACED ? 'replaced' : 'gone'), { once: true });
  });
  const link = new RPCLink({ websocket: socket });
  await opened(socket);
  return { link, closed };
}

/** The token is in the URL fragment, which no server log sees; it works once and leaves the address. */
async function tradeToken(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return;
  const answer = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  history.replaceState(null, '', location.pathname + location.search);
  if (!answer.ok) throw new WindowRefused(`session answered ${answer.status}`);
}

async function opened(socket: WebSocket): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', () => reject(new Error('The socket closed before it opened.')), { once: true });
  });
}
