import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { license } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import { problemOf, type Problem } from '../support/problem.ts';
import { SmallDisk } from '../support/small-disk.ts';

/** Nothing is refused before the disk itself refuses. */
const policy = { freeDiskBytes: { warn: 0, stop: 0 } };
const disk = SmallDisk.mount(48);
if (disk === undefined) console.warn('SKIPPED: nothing can be mounted here, so no disk can be filled.');

describe.skipIf(disk === undefined)('a full disk', () => {
  let counter: TestCounter;
  let licence: string;
  const strays: unknown[] = [];
  const stray = (reason: unknown) => void strays.push(reason);
  const full: Problem = { kind: 'FAULT', code: 'store.full', detail: {} };

  beforeAll(async () => {
    process.on('uncaughtException', stray);
    process.on('unhandledRejection', stray);
    // The test says when the counter is idle long enough to empty its log.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    counter = await startTestCounter({ dataDir: disk!.folder, policy });
    await counter.signIn('supervisor-1');
    await counter.client.stock.receive({ quantity: 10, reference: 'opening' });
    ({
      licence: { number: licence },
    } = (await license(counter, { person: sampleApplicant(1) })) as { licence: { number: string } });
  });
  afterAll(async () => {
    disk!.clear();
    await counter.core.stop();
    disk!.unmount();
    vi.useRealTimers();
    process.off('uncaughtException', stray);
    process.off('unhandledRejection', stray);
  });

  /** Records people until the store takes no more; the answer is who was called recorded, and what the last one got. */
  async function recordUntilFull(first: number): Promise<{ recorded: PersonData[]; problem: Problem }> {
    const recorded: PersonData[] = [];
    for (let number = first; number < first + 5_000; number += 1) {
      const person = sampleApplicant(number);
      try {
        await counter.client.people.record({ person });
        recorded.push(person);
      } catch (error) {
        return { recorded, problem: await problemOf(Promise.reject(error)) };
      }
    }
    throw new Error('the disk was never full');
  }

  test('is said as such, every act is refused whole, and what was saved stays', async () => {
    disk!.fill();
    const { recorded, problem } = await recordUntilFull(100);
    expect(problem).toEqual(full);
    const before = journalOf(counter);
    const { client } = counter;
    const { cnic } = sampleApplicant(1);
    for (const call of [
      () => client.people.record({ person: sampleApplicant(99) }),
      () => client.drafts.save({ cnic, fields: { address: 'x'.repeat(500), phone: 'y'.repeat(500) } }),
      () => client.cards.print({ licenceNumber: licence, reason: null }),
    ]) {
      expect(await problemOf(call())).toEqual(full);
    }
    expect(journalOf(counter)).toEqual(before);
    expect(await client.drafts.get({ cnic })).toBeNull();
    // Reading and signing in go on.
    await counter.signIn('supervisor-1');
    await counter.signIn('operator-1');
    expect(await client.people.find({ cnic: sampleApplicant(99).cnic })).toMatchObject({ person: null });
    for (const person of recorded) {
      expect(await client.people.find({ cnic: person.cnic })).toMatchObject({ person });
    }
    // Nor do the log that is to be emptied now, and the other log, for which there is no room either, end the counter.
    vi.advanceTimersByTime(10_000);
    for (let line = 0; line < 500; line += 1) counter.core.counter.log.info('a line', { text: 'x'.repeat(100) });
    await new Promise<void>((resolve) => void setImmediate(resolve));
    expect(strays.map(String)).toEqual([]);
  });

  test('that has room again takes the same acts, and nothing is lost or half there', async () => {
    disk!.clear();
    const { client } = counter;
    await client.people.record({ person: sampleApplicant(99) });
    await client.drafts.save({ cnic: sampleApplicant(2).cnic, fields: { phone: '0300' } });
    const { jobId } = await client.cards.print({ licenceNumber: licence, reason: null });
    await counter.core.counter.prints.settled();
    await client.cards.recordOutcome({ jobId, outcome: 'good', reason: null });
    const { store, rules } = counter.core.counter;
    expect(verifyJournal(store)).toMatchObject({ breaks: [], blobs: [] });
    expect(rebuild(store, rules)).toMatchObject({ differing: [] });
  });

  test('lets the counter stop, and start again once there is room', async () => {
    const written = journalOf(counter).map(({ hash }) => hash);
    disk!.fill();
    await counter.core.stop();
    disk!.clear();
    await counter.restart();
    expect(journalOf(counter).map(({ hash }) => hash)).toEqual(written);
    expect(strays.map(String)).toEqual([]);
  });
});
