import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { Settler } from '../../src-central/settle/settler.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';

let running: RunningCentral;
let counter: TestCounter;
let settler: Settler;
let rounds: number[];
let heard: () => void;
beforeAll(async () => {
  running = await startTestCentral();
  // Its own settler rests, so that the one under test is alone.
  await running.central.settler.stop();
  counter = await enrolTestCounter(running, 1);
});
afterAll(() => running.stop());
afterEach(() => settler.stop());

function start(): void {
  rounds = [];
  const { db, books } = running.central;
  const log = pino({ level: 'silent' });
  const onRound = (round: { settled: number }) => {
    rounds.push(round.settled);
    heard();
  };
  settler = new Settler({ ...running.central, db, books, log, onRound });
}

function settled(count: number): Promise<void> {
  return new Promise((resolve) => {
    heard = () => {
      if (rounds.reduce((sum, each) => sum + each, 0) >= count) resolve();
    };
  });
}

describe('a backlog', () => {
  it('that pauses is settled in the pause, all batches in one round', async () => {
    start();
    const done = settled(120);
    for (let batch = 0; batch < 3; batch += 1) {
      const entries = Array.from({ length: 40 }, () => counter.write(newPerson().draft));
      await counter.push(entries);
      settler.wakeInLull();
    }
    await done;
    expect(rounds).toEqual([120]);
  });

  it('that never pauses is settled all the same, within seconds', async () => {
    start();
    const done = settled(1);
    const started = performance.now();
    const stop = new AbortController();
    const sender = (async () => {
      while (!stop.signal.aborted) {
        await counter.push([counter.write(newPerson().draft)]);
        settler.wakeInLull();
      }
    })();
    await done;
    stop.abort();
    await sender;
    expect(performance.now() - started).toBeLessThan(8_000);
  });
});
