import { createServer, connect, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultProxy } from '../support/fault-proxy.ts';
import { lineKinds } from '../support/slow-line.ts';

describe('a slow line', () => {
  let server: Server;
  let url: string;
  const echo = Buffer.alloc(16_000, 'e');
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => socket.end(echo));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  /** Bytes that come back for one byte, and how long it took, ms. */
  function ask(proxy: FaultProxy): Promise<{ bytes: number; ms: number; failed: boolean }> {
    const started = performance.now();
    const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
    let bytes = 0;
    socket.on('data', (chunk) => (bytes += chunk.length));
    socket.write('?');
    const { promise, resolve } = Promise.withResolvers<{ bytes: number; ms: number; failed: boolean }>();
    const end = (failed: boolean) => () => resolve({ bytes, ms: performance.now() - started, failed });
    socket.on('error', end(true));
    socket.on('close', end(false));
    return promise;
  }

  test('carries every byte at its rate, later by its round trip', async () => {
    const proxy = await FaultProxy.start(url, { kind: lineKinds['512kbit'] });
    const { bytes, ms, failed } = await ask(proxy);
    expect({ bytes, failed }).toEqual({ bytes: echo.length, failed: false });
    // 16 kB at 64 kB a second is 250 ms; opening the line costs a round trip, asking another.
    expect(ms).toBeGreaterThan(250 + 2 * 300 - 30);
    expect(ms).toBeLessThan(2_500);
    await proxy.stop();
  });

  test('is shared by all who send', async () => {
    const proxy = await FaultProxy.start(url, { kind: lineKinds['512kbit'] });
    const both = await Promise.all([ask(proxy), ask(proxy)]);
    expect(both.map(({ bytes }) => bytes)).toEqual([echo.length, echo.length]);
    expect(Math.max(...both.map(({ ms }) => ms))).toBeGreaterThan(2 * 250 + 2 * 300 - 30);
    await proxy.stop();
  });

  test('loses answers after the request went through', async () => {
    const proxy = await FaultProxy.start(url, { loseAnswers: 1 });
    expect(await ask(proxy)).toMatchObject({ bytes: 0, failed: true });
    expect(proxy.lostAnswers).toBe(1);
    await proxy.stop();
  });

  test('is reset by itself', async () => {
    const proxy = await FaultProxy.start(url, { kind: { bitsPerSecond: 800, roundTripMs: 10 }, resetEveryMs: 20 });
    expect(await ask(proxy)).toMatchObject({ failed: true });
    expect(proxy.resets).toBeGreaterThan(0);
    await proxy.stop();
  });
});
