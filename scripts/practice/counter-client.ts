import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { CounterClient } from '../../src-shared/contract/counter.ts';

/** A screen without a screen: the contract over the loopback host's WebSocket, let in by a one-time URL. */
export interface LoopbackClient {
  readonly client: CounterClient;
  close(): void;
}

export async function connectToCounter(url: string): Promise<LoopbackClient> {
  const { origin, hash } = new URL(url);
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? '';
  const session = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { origin },
    body: JSON.stringify({ token }),
  });
  const cookie = session.headers.get('set-cookie')?.split(';')[0];
  if (session.status !== 204 || cookie === undefined)
    throw new Error(`the counter refused the token: ${session.status}`);
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { origin, cookie } });
  // A socket that breaks rejects the calls under way; nobody else needs to hear of it.
  socket.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('close', () => reject(new Error('the counter refused the socket')));
  });
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return { client: createORPCClient(link), close: () => socket.close() };
}
