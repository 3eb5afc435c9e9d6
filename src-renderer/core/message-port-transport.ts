import { RPCLink } from '@orpc/client/message-port';
import type { Ending, Transport } from './transport.ts';

/** What the preload script posts together with a fresh port, each time a core has started. */
const PORT_MESSAGE = 'parwana:port';

const waiting: MessagePort[] = [];
const takers: ((port: MessagePort) => void)[] = [];

/** Starts listening for ports; call before anything else, so that none is missed. */
export function listenForPorts(): void {
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports;
    if (event.source !== window || event.data !== PORT_MESSAGE || port === undefined) return;
    const taker = takers.shift();
    if (taker === undefined) waiting.push(port);
    else taker(port);
  });
}

/** The next port from the Electron host. A new port means that the old core is gone. */
export async function connectMessagePort(): Promise<Transport> {
  const port = waiting.shift() ?? (await new Promise<MessagePort>((resolve) => takers.push(resolve)));
  const closed = new Promise<Ending>((resolve) => {
    port.addEventListener('close', () => resolve('gone'), { once: true });
  });
  const link = new RPCLink({ port });
  port.start();
  return { link, closed };
}
