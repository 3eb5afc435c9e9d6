import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { simulate } from './simulation.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

// A run that the limit leaves behind would go on in the next test's world.
vi.setConfig({ testTimeout: 300_000 });

describe('a seed', () => {
  it.each([3, 15, 20])('gives the same run twice, to the last line of its trace: %i', async (seed) => {
    const first = await simulate(seed, { acts: 120, trace: true });
    await simulate(seed + 1, { acts: 20 });
    const again = await simulate(seed, { acts: 120, trace: true });
    expect(again.lines).toEqual(first.lines);
    expect(again.hash).toBe(first.hash);
    expect(first.lines.length).toBeGreaterThan(100);
  });

  it.each([78, 20])('does not hang on when garbage is collected: %i', async (seed) => {
    const quiet = await simulate(seed);
    const run = { over: false };
    const running = simulate(seed).finally(() => {
      run.over = true;
    });
    for (let turns = 1; !run.over; turns += 1) {
      if (turns % 100 === 0) collect();
      await turn();
    }
    expect(await running).toMatchObject({ failures: [], hash: quiet.hash });
  });

  it('gives another run than the next', async () => {
    const [one, two] = [await simulate(1, { acts: 20 }), await simulate(2, { acts: 20 })];
    expect(one.hash).not.toBe(two.hash);
  });

  it('begins as its longer run begins, so that a failure can be cut short', async () => {
    const long = await simulate(7, { acts: 60, trace: true });
    const short = await simulate(7, { acts: 30, trace: true });
    const same = short.lines.findIndex((line, index) => line !== long.lines[index]);
    expect(same).toBeGreaterThan(20);
  });
});
