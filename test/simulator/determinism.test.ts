import { describe, expect, it } from 'vitest';
import { simulate } from './simulation.ts';

describe('a seed', () => {
  it.each([3, 15, 10])('gives the same run twice, to the last line of its trace: %i', async (seed) => {
    const first = await simulate(seed, { acts: 120, trace: true });
    await simulate(seed + 1, { acts: 20 });
    const again = await simulate(seed, { acts: 120, trace: true });
    expect(again.lines).toEqual(first.lines);
    expect(again.hash).toBe(first.hash);
    expect(first.lines.length).toBeGreaterThan(100);
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
