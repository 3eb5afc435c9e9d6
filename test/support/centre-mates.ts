import { practicePins } from '../../src-central/enrolment/practice.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import type { CounterClient } from '../../src-shared/contract/counter.ts';
import { startTestCounter, type TestCounter, type TestCounterOptions } from './counter.ts';
import { codeFor } from './test-central.ts';

/** A whole counter, enrolled at a real central in the practice centre. */
export async function startMate(
  running: RunningCentral,
  number: number,
  options: TestCounterOptions = {},
): Promise<TestCounter> {
  const counter = await startTestCounter({ ...options, enrolled: false });
  const code = await codeFor(running, number);
  await counter.client.enrolment.enrol({ centralUrl: running.url, code, language: 'en' });
  return counter;
}

/** Signs in with the PIN that central gave. */
export async function signIn({ client }: TestCounter, staffId: string): Promise<void> {
  await client.session.signIn({ staffId, pin: practicePins[staffId]! });
}

/** Waits until a counter can answer, looking each time its status changes; fails after a while. */
export async function until<Value>(
  { client }: { readonly client: CounterClient },
  look: () => Promise<Value | undefined>,
  limitMs = 15_000,
): Promise<Value> {
  const limit = AbortSignal.timeout(limitMs);
  const watch = await client.status.watch(undefined, { signal: limit });
  for await (const _ of watch) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`never: ${JSON.stringify((await client.status.now()).link)}`);
}
