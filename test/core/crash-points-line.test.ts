// First of all: chance, time and threads are the simulation's.
import '../simulator/virtual-host.ts';
import { describe, expect, it } from 'vitest';
import { checkWorld } from '../simulator/invariants.ts';
import type { CallFault } from '../simulator/line.ts';
import { drain, withWorld } from '../simulator/simulation.ts';

/** A world with two counters of two centres and good lines. */
const SEED = 4;
const ACTS = 25;
const LIMIT_MS = 300_000;

interface Ended {
  readonly calls: number;
  readonly failures: readonly string[];
}

/** Counters at work; one call of the first one's, counted from its enrolment, comes to grief. */
function work(call: number, how: CallFault): Promise<Ended> {
  return withWorld(SEED, { http: false }, async (world) => {
    await world.install();
    const { schedule, counters } = world;
    const { line } = counters[0]!;
    line.failCall(call, how);
    for (let act = 0; act < ACTS; act += 1) {
      await schedule.run(() => false, world.nextAct(1_000));
      world.act();
      await schedule.quiet();
    }
    const open = await drain(world);
    world.witness.look();
    const failures = [...(open === undefined ? [] : [open]), ...(await checkWorld(world))];
    const ended = { calls: line.sent, failures };
    await world.stop();
    return ended;
  });
}

describe('whatever call of a counter to central fails', () => {
  it.each(['lostRequest', 'lostAnswer', 'repeated'] as const)(
    'everything is settled all the same: %s',
    async (how) => {
      let calls = 0;
      for (let call = 1; ; call += 1) {
        const ended = await work(call, how);
        expect(ended.failures, `call ${call}`).toEqual([]);
        if (call > ended.calls) break;
        calls += 1;
      }
      expect(calls).toBeGreaterThan(8);
    },
    LIMIT_MS,
  );
});
