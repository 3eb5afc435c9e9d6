import { setTimeout as pause } from 'node:timers/promises';
import { retryDelay } from '../../../src-main/replay/timers.ts';
import type { WaitingCounter } from './waiting-counter.ts';

/** How it went for one counter; times from the start of the stampede, ms. */
export interface Sent {
  readonly finished: number;
  /** How long each accepted batch waited for its acknowledgement, ms. */
  readonly acks: readonly number[];
  /** Times it was told to come later, and times the line or central failed. */
  readonly turnedAway: number;
  readonly failed: number;
}

/** Sends a counter's outbox as replay does: hello, then batch after batch, with its pauses after a failure. */
export async function sendAll(
  url: string,
  counter: WaitingCounter,
  { since, limit }: { since: number; limit: AbortSignal },
): Promise<Sent> {
  const base = `${url}/v1/streams/${counter.stream}`;
  const authorization = `Bearer ${counter.apiKey}`;
  const acks: number[] = [];
  const bad = { turnedAway: 0, failed: 0 };
  const hello = JSON.stringify({ build: '0.1.0', schemas: { oldest: 1, newest: 1 } });
  await insist(`${base}/hello`, { body: hello, type: 'application/json' });
  for (const { body } of counter.batches) acks.push(await insist(`${base}/batch`, { body, type: 'application/zstd' }));
  return { finished: performance.now() - since, acks, ...bad };

  async function insist(
    to: string,
    { body, type }: { body: string | Uint8Array<ArrayBuffer>; type: string },
  ): Promise<number> {
    for (let failures = 1; ; failures += 1) {
      const asked = performance.now();
      let retryAfter = 0;
      try {
        const headers = { authorization, 'content-type': type };
        const response = await fetch(to, { method: 'POST', headers, body, signal: limit });
        await response.arrayBuffer();
        if (response.ok) return performance.now() - asked;
        if (response.status < 429) throw new TypeError(`answered ${response.status}`);
        bad.turnedAway += 1;
        retryAfter = Number(response.headers.get('retry-after') ?? 0);
      } catch (error) {
        if (limit.aborted) throw error;
        bad.failed += 1;
      }
      await pause(retryDelay(failures, { random: Math.random(), retryAfter }), undefined, { signal: limit });
    }
  }
}
