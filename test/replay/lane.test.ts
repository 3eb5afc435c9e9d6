import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lane, type StepResult } from '../../src-main/replay/lane.ts';
import { LONGEST_MS, retryDelay, type Timers } from '../../src-main/replay/timers.ts';
import { Fault } from '../../src-shared/errors.ts';

/** Time that passes when the test says so. */
class HandTimers implements Timers {
  #waiting: { at: number; call: () => void }[] = [];
  #now = 0;
  chance = 0.5;

  after(ms: number, call: () => void): () => void {
    const item = { at: this.#now + ms, call };
    this.#waiting.push(item);
    return () => (this.#waiting = this.#waiting.filter((each) => each !== item));
  }

  random(): number {
    return this.chance;
  }

  get armed(): number[] {
    return this.#waiting.map((each) => each.at - this.#now);
  }

  async pass(ms: number): Promise<void> {
    this.#now += ms;
    const due = this.#waiting.filter((each) => each.at <= this.#now);
    this.#waiting = this.#waiting.filter((each) => each.at > this.#now);
    for (const { call } of due) call();
    await settle();
  }
}

/** Lets everything that needs no time happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

function laneOf(timers: Timers, steps: (() => Promise<StepResult>)[]) {
  const faults: string[] = [];
  let done = 0;
  const lane = new Lane({
    name: 'test',
    timers,
    idleMs: 60_000,
    step: async () => {
      done += 1;
      return (steps.shift() ?? (() => Promise.resolve('idle' as const)))();
    },
    onSuccess: () => undefined,
    onFault: (_lane, fault) => faults.push(fault.code),
  });
  return { lane, faults, count: () => done };
}

const fails =
  (code: 'central.unreachable' | 'central.unauthorised', detail = {}) =>
  () =>
    Promise.reject(new Fault(code, detail));
const more = () => Promise.resolve('more' as const);

describe('a lane', () => {
  it('works until there is nothing more, then looks again after a while', async () => {
    const timers = new HandTimers();
    const { lane, count } = laneOf(timers, [more, more]);
    lane.start();
    await settle();
    expect([count(), timers.armed]).toEqual([3, [60_000]]);
    await timers.pass(60_000);
    expect([count(), timers.armed]).toEqual([4, [60_000]]);
  });

  it('waits after a failure, longer each time, and is not hurried by new work', async () => {
    const timers = new HandTimers();
    timers.chance = 0.999999;
    const { lane, count } = laneOf(timers, Array(4).fill(fails('central.unreachable')));
    lane.start();
    await settle();
    for (const ms of [1_000, 2_000, 4_000]) {
      expect(timers.armed).toEqual([ms]);
      const before = count();
      lane.wake();
      await settle();
      expect(count()).toBe(before);
      await timers.pass(ms);
    }
    expect(timers.armed).toEqual([8_000]);
  });

  it('tries at once when a person asks or the link is back, and begins anew with short pauses', async () => {
    const timers = new HandTimers();
    timers.chance = 0.999999;
    const { lane, count } = laneOf(timers, Array(5).fill(fails('central.unreachable')));
    lane.start();
    await settle();
    await timers.pass(1_000);
    await timers.pass(2_000);
    lane.hurry();
    await settle();
    expect([count(), timers.armed]).toEqual([4, [1_000]]);
  });

  it('always has one timer armed, whatever happens to it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('more', 'idle', 'fail', 'pause', 'throw', 'wake', 'hurry', 'time'), { maxLength: 30 }),
        async (events) => {
          const timers = new HandTimers();
          const steps = events.flatMap((event) => {
            if (event === 'more') return [more];
            if (event === 'fail') return [fails('central.unreachable')];
            if (event === 'pause') return [fails('central.unauthorised')];
            return event === 'throw' ? [() => Promise.reject(new TypeError('a bug'))] : [];
          });
          const { lane } = laneOf(timers, steps);
          lane.start();
          await settle();
          for (const event of events) {
            if (event === 'wake') lane.wake();
            if (event === 'hurry') lane.hurry();
            if (event === 'time') await timers.pass(LONGEST_MS);
            await settle();
            expect(timers.armed).toHaveLength(1);
            expect(timers.armed[0]).toBeLessThanOrEqual(LONGEST_MS);
          }
          await lane.stop();
          expect(timers.armed).toEqual([]);
        },
      ),
    );
  });

  it('rests for a person’s sake, and says a bug is a bug', async () => {
    const timers = new HandTimers();
    const { lane, faults } = laneOf(timers, [fails('central.unauthorised'), () => Promise.reject(new TypeError('x'))]);
    lane.start();
    await settle();
    expect(timers.armed).toEqual([LONGEST_MS]);
    await timers.pass(LONGEST_MS);
    expect(faults).toEqual(['central.unauthorised', 'internal.fault']);
  });

  it('does what came while it was at work, without waiting', async () => {
    const timers = new HandTimers();
    const gate = Promise.withResolvers<StepResult>();
    const { lane, count } = laneOf(timers, [() => gate.promise]);
    lane.start();
    await settle();
    lane.wake();
    gate.resolve('idle');
    await settle();
    expect(count()).toBe(2);
  });
});

describe('the pause after a failure', () => {
  it('is anywhere under a ceiling that doubles from one second to five minutes, never before central asks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        fc.integer({ min: 0, max: 600 }),
        (failures, random, retryAfter) => {
          const ceiling = Math.min(LONGEST_MS, 1000 * 2 ** (failures - 1));
          const pause = retryDelay(failures, { random, retryAfter });
          expect(pause).toBeGreaterThanOrEqual(retryAfter * 1000);
          expect(pause).toBeLessThanOrEqual(Math.max(ceiling, retryAfter * 1000));
          expect(retryDelay(failures, { random: 0.5, retryAfter: 0 })).toBe(Math.round(ceiling / 2));
        },
      ),
    );
  });
});
