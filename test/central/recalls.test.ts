import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { Desk } from '../support/desk.ts';
import { issueLicence } from '../support/sample-day.ts';
import { settleAll, startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, type TestCounter } from '../support/test-counter.ts';
import { portrait } from '../support/test-store.ts';

let running: RunningCentral;
let desk: Desk;
let counter: TestCounter;
let number = 0;
beforeAll(async () => {
  running = await startTestCentral({ leaseSize: 50 });
  desk = new Desk(running);
});
afterAll(() => running.stop());
beforeEach(async () => {
  counter = await enrolTestCounter(running, (number += 1));
});

/** A licence approved with a number that is nobody's: what a counter may print, and central may not confirm. */
function issueWrongly(): { approved: Entry; person: string; data: { applicationId: string; licenceNumber: string } } {
  const entries = issueLicence(counter, { lease: 'lease:GLT:900001', serial: 900_001, photo: portrait(2000) });
  const approved = entries.at(-1)!;
  const { applicationId, licenceNumber } = JSON.parse(approved.body) as {
    applicationId: string;
    licenceNumber: string;
  };
  return { approved, person: approved.subject, data: { applicationId, licenceNumber } };
}

/** One card printed under it, and how it came out. */
function print(
  { person, data }: ReturnType<typeof issueWrongly>,
  { outcome, handedTo, reason = null }: { outcome?: string; handedTo?: string; reason?: string | null },
): string {
  const jobId = uuidv7(new Date());
  const faces = { printer: 'practice', front: 'f'.repeat(64), back: 'b'.repeat(64) };
  const write = (type: string, body: object) => counter.write({ type, subject: person, data: { jobId, ...body } });
  write('card.started', { ...data, reason, ...faces });
  if (outcome !== undefined) write('card.ended', { outcome, reason: outcome === 'spoiled' ? 'streaks' : null });
  if (handedTo !== undefined) {
    write('card.handedOver', { receiver: { name: handedTo, relation: 'self', cnic: null } });
  }
  return jobId;
}

async function recalled(): Promise<readonly Record<string, unknown>[]> {
  await settleAll(running);
  const { rows } = await running.central.pool.query('select * from recall order by opened_at, job_id');
  return rows as Record<string, unknown>[];
}

/** Sends all that is written and rejects what the approval's number is wrong about. */
async function rejectApproval(): Promise<readonly string[]> {
  await counter.push(counter.entries);
  const taken = counter.entries.find(({ type }) => type === 'lease.numberTaken')!;
  expect(await desk.fates([taken])).toEqual(['exception lease.unknown']);
  await desk.decide(taken, 'reject');
  return desk.fates(counter.entries);
}

describe('an approval that is rejected', () => {
  it('recalls the cards that are out or may be, and none that came to nothing', async () => {
    const issued = issueWrongly();
    const spoiled = print(issued, { outcome: 'spoiled' });
    const out = print(issued, { outcome: 'good', handedTo: 'Sample Person', reason: 'first one spoiled' });
    const unknown = print(issued, { reason: 'the first was lost' });
    const fates = await rejectApproval();
    // Everything after the number was taken rests on it; nothing before does.
    expect(fates.slice(0, 7)).toEqual(Array.from({ length: 7 }, () => 'applied'));
    expect(fates.slice(7).every((fate) => fate.startsWith('rejected'))).toBe(true);
    const rows = await recalled();
    expect(rows.map((row) => row['job_id']).toSorted((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual(
      [out, unknown].toSorted((a, b) => (a < b ? -1 : 1)),
    );
    expect(rows.map((row) => row['job_id'])).not.toContain(spoiled);
    const taken = counter.entries.find(({ type }) => type === 'lease.numberTaken')!;
    const row = rows.find((each) => each['job_id'] === out)!;
    expect(row).toMatchObject({
      licence_number: issued.data.licenceNumber,
      cnic: issued.person.slice('person:'.length),
      why: 'lease.unknown',
      exception: `exception:${counter.stream}:${taken.seq}`,
      handed_to: 'Sample Person',
      stage: 'open',
    });
    expect(Date.parse(String(row['due_at'])) - Date.parse(String(row['opened_at']))).toBe(2 * 86_400_000);
  });

  it('recalls a card whose entries come after the decision, without another case', async () => {
    const before = (await recalled()).length;
    const issued = issueWrongly();
    await rejectApproval();
    expect(await recalled()).toHaveLength(before);
    const sent = counter.entries.length;
    const late = print(issued, { outcome: 'good' });
    await counter.push(counter.entries.slice(sent));
    expect((await desk.fates(counter.entries.slice(sent))).every((fate) => fate.startsWith('rejected'))).toBe(true);
    expect((await recalled()).map((row) => row['job_id'])).toContain(late);
    const { rows } = await running.central.pool.query("select 1 from exception_case where type like 'card.%'");
    expect(rows).toEqual([]);
  });

  it('has its cards accounted for by a supervisor of the centre, once, and by nobody else', async () => {
    const out = print(issueWrongly(), { outcome: 'good' });
    await rejectApproval();
    const mate = await enrolTestCounter(running, (number += 1));
    const heard = (item: { kind: string }) => (item as { entry?: Entry }).entry?.subject === `recall:${out}`;
    const items = await mate.feedUntil((all) => all.some(heard));
    expect(items.filter(heard)).toHaveLength(1);
    const close = (role: 'operator' | 'supervisor') =>
      mate.write({
        type: 'recall.closed',
        subject: `recall:${out}`,
        data: { outcome: 'destroyed', note: 'cut in two' },
        actor: `${role}-1`,
        role,
      });
    const entries = [close('operator'), close('supervisor'), close('supervisor')];
    await mate.push(entries);
    // What was refused leaves the next one waiting behind it, for its counter may have rested on it.
    expect((await desk.fates(entries)).slice(0, 2)).toEqual(['exception session.forbidden', 'applied']);
    const row = (await recalled()).find((each) => each['job_id'] === out);
    expect(row).toMatchObject({ stage: 'closed', outcome: 'destroyed', closed_by: 'supervisor-1' });
  });
});
