import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

const LOWEST = 15_000;

/**
 * A port for a server that is often away. The system lends none of these to those who call, who might else sit on the
 * server's port while it is away, or even be connected with themselves.
 */
export async function freePort(): Promise<number> {
  const lent = Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split('\t')[0]);
  for (;;) {
    const port = randomInt(LOWEST, Math.max(lent, LOWEST + 1_000));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once('error', () => resolve(false));
  probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  return promise;
}
