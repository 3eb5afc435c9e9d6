import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import type { Core } from '../../src-main/core.ts';
import { screenPort, type Port } from '../../src-main/hosts/electron/screen-port.ts';
import type { CounterClient } from '../../src-shared/contract/counter.ts';
import { LoopbackHost } from './loopback.ts';

/** A screen that reaches its core over one of the two transports. */
export interface Screen {
  readonly client: CounterClient;
  close(): Promise<void>;
}

/** Over the WebSocket of the loopback host. */
export async function overWebSocket(core: Core): Promise<Screen> {
  const host = await new LoopbackHost().start(core);
  const { client, socket } = await host.screen();
  return {
    client,
    close: async () => {
      socket.close();
      await host.stop();
    },
  };
}

/** Over a message port with the desktop host's doorkeeper, served as its core process serves one. */
export async function overMessagePort(core: Core): Promise<Screen> {
  const { router } = await import('../../src-main/router.ts');
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(router).upgrade(screenPort(electronPort(port1)), { context: core.context });
  port1.start();
  const client: CounterClient = createORPCClient(new RPCLink({ port: port2 }));
  port2.start();
  return {
    client,
    close: () => {
      port1.close();
      return Promise.resolve();
    },
  };
}

/** Electron's ports hand their listeners an event with the message inside; Node's hand over the message. */
function electronPort(port: MessagePort): Port {
  return {
    on: (event: string, listener: (event: { data: unknown }) => void) =>
      port.on(event as 'message', (data: unknown) => listener({ data })),
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  };
}
