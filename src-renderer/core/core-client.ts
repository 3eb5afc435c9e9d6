import { createORPCClient } from '@orpc/client';
import type { CounterClient } from '../../src-shared/contract/counter.ts';
import { Fault } from '../../src-shared/errors.ts';
import { useConnection } from './connection-store.ts';
import { connectMessagePort, listenForPorts } from './message-port-transport.ts';
import { type Connect, type CoreLink, WindowRefused } from './transport.ts';
import { connectWebSocket } from './web-socket-transport.ts';

/** Pause between attempts to reach a core that is starting, ms. */
const RETRY_MS = 700;

let current: CoreLink | null = null;

/**
 * The core, as the contract describes it; stays the same object while transports come and go.
 * Without a transport every call fails at once with `core.unreachable`.
 */
export const core: CounterClient = createORPCClient<CounterClient>({
  call: async (path, input, options) => {
    if (current === null) throw new Fault('core.unreachable');
    const link = current;
    try {
      return await link.call(path, input, options);
    } catch (error) {
      // A call that a broken transport swallowed is not a fault of the core.
      throw link === current ? error : new Fault('core.unreachable', {}, { cause: error });
    }
  },
});

/** Connects, and connects again whenever the core was restarted, for as long as the window lives. */
export async function keepConnected(): Promise<void> {
  const connect = chooseTransport();
  while (useConnection.getState().state !== 'refused') {
    try {
      const transport = await connect();
      current = transport.link;
      useConnection.setState(({ generation }) => ({ state: 'up', generation: generation + 1 }));
      const ending = await transport.closed;
      current = null;
      // Connecting again would take the place back from the screen somebody is looking at.
      useConnection.setState({ state: ending === 'replaced' ? 'replaced' : 'lost' });
      if (ending === 'replaced') return;
    } catch (error) {
      if (error instanceof WindowRefused) useConnection.setState({ state: 'refused' });
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

function chooseTransport(): Connect {
  if (location.protocol !== 'app:') return connectWebSocket;
  listenForPorts();
  return connectMessagePort;
}
