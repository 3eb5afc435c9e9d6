import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startTestCounter, type TestCounter } from './counter.ts';
import { closed, LoopbackHost } from './loopback.ts';

/**
 * A counter behind its loopback host for the tests of one file. After each of them the host must serve
 * its page and a screen as if nothing had been, and nothing may have escaped that would end the process.
 */
export function attackedHost(): { readonly counter: TestCounter; readonly host: LoopbackHost } {
  let counter: TestCounter | undefined;
  const host = new LoopbackHost();
  const strays: unknown[] = [];
  const stray = (reason: unknown) => void strays.push(reason);
  beforeAll(async () => {
    counter = await startTestCounter();
    await host.start(counter.core);
    process.on('uncaughtException', stray);
    process.on('unhandledRejection', stray);
  });
  afterAll(async () => {
    process.off('uncaughtException', stray);
    process.off('unhandledRejection', stray);
    await host.stop();
    await counter?.stop();
  });
  afterEach(async () => {
    expect(await host.ask('/', { headers: { host: `127.0.0.1:${host.port}` } })).toMatchObject({ status: 200 });
    const { client, socket } = await host.screen();
    expect(await client.status.now()).toMatchObject({ practice: true });
    socket.close();
    await closed(socket);
    expect(strays.splice(0).map(String)).toEqual([]);
  });
  return {
    host,
    get counter() {
      if (counter === undefined) throw new Error('not started');
      return counter;
    },
  };
}
