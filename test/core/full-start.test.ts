import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { ApplicationView } from '../../src-shared/contract/counter/views.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { apply } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import { problemOf } from '../support/problem.ts';
import { SmallDisk } from '../support/small-disk.ts';
import { inShift } from '../support/shift.ts';

const MB = 1024 * 1024;
const policy = { ballastBytes: 4 * MB, freeDiskBytes: { warn: 3 * MB, stop: MB } };
const disk = SmallDisk.mount(48);
if (disk === undefined) console.warn('SKIPPED: nothing can be mounted here, so no start on a full disk.');

describe.skipIf(disk === undefined)('a start on a full disk', () => {
  let counter: TestCounter;
  let begun: ApplicationView;
  const ballast = () => existsSync(join(disk!.folder, 'ballast'));

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    counter = await startTestCounter({ dataDir: disk!.folder, policy });
    await counter.signIn('operator-1');
    begun = await apply(counter.client, { last: 'documents' });
    // Idle: the second look finds that nothing was written since the first.
    vi.advanceTimersByTime(10_000);
    await vi.waitFor(() => expect(ballast()).toBe(true));
  });
  afterAll(async () => {
    disk!.clear();
    await counter.core.stop();
    disk!.unmount();
    vi.useRealTimers();
  });

  test('gives up the ballast for the first write, says why nothing new begins, and lets begun work be finished', async () => {
    await counter.core.stop();
    disk!.fill();
    expect([ballast(), disk!.free]).toEqual([true, 0]);
    await counter.restart();
    expect(ballast()).toBe(false);
    await counter.signIn('operator-1');
    const { client } = counter;
    const { backlog, disk: shown } = counter.core.counter.status.now();
    expect(backlog).toMatchObject({ band: 'stop', why: 'disk' });
    expect(shown).toMatchObject({ freeBytes: 0, band: 'stop' });
    const refused = await problemOf(client.people.record({ person: sampleApplicant(2) }));
    expect(refused).toMatchObject({ code: 'work.stopped', detail: { why: 'disk' } });
    // What to do is told from the same status, at every entry that waits.
    const entryId = journalOf(counter)[0]!.id;
    expect(await client.exceptions.why({ entryId })).toMatchObject({ owner: 'technician', next: { do: 'freeDisk' } });

    const applicationId = begun.id;
    await inShift(client);
    const quote = await client.till.quote({ applicationId });
    await client.till.takeFee({ applicationId, tendered: quote.total, method: 'cash' });
    expect(await client.applications.get({ applicationId })).toMatchObject({ id: applicationId });
    expect(verifyJournal(counter.core.counter.store)).toMatchObject({ breaks: [], blobs: [] });
  });

  test('that has no ballast any more is refused as a full disk, and goes well once there is room', async () => {
    const written = journalOf(counter).map(({ hash }) => hash);
    await counter.core.stop();
    disk!.fill();
    expect(ballast()).toBe(false);
    const refused: unknown = await counter.restart().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Fault);
    expect(refused).toMatchObject({ code: 'store.full' });
    disk!.clear();
    await counter.restart();
    expect(journalOf(counter).map(({ hash }) => hash)).toEqual(written);
  });
});
