import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import type { ErrorCode } from '../../src-shared/errors.ts';
import type { EntryId, JobId } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { exceptionSubject, recallSubject } from '../../src-shared/ledger/subjects.ts';
import { CentralSays } from '../support/central-says.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { apply, fromFile, license } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import { problemOf } from '../support/problem.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 5);

let counter: TestCounter;
let central: CentralSays;
let skew = 0;
let applicants = 10;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => NOW + skew });
  central = new CentralSays(counter.core.counter);
});
afterAll(() => counter.stop());
beforeEach(() => {
  skew = 0;
});

const why = (entryId: string) => counter.client.exceptions.why({ entryId });

/** An application with its fee paid, and the entries of it. */
async function paidApplication(): Promise<{ entries: Record<string, Entry>; applicationId: string }> {
  await counter.signIn('operator-1');
  const before = journalOf(counter).length;
  const person = sampleApplicant((applicants += 1));
  const view = await apply(counter.client, { person, last: 'fee', photo: fromFile(counter) });
  const entries = Object.fromEntries(
    journalOf(counter)
      .slice(before)
      .map((entry) => [entry.type, entry]),
  );
  // The first application of the day opened the shift; what was taken in it rests on that.
  const shift = entries['till.shiftOpened'];
  if (shift !== undefined) central.receipt(shift, 'applied');
  return { entries, applicationId: view.id };
}

/** Central acknowledges all there is. */
function acknowledge(): void {
  const { store } = counter.core.counter;
  store.run(store.sql.updateTable('replay_cursor').set({ acked_seq: journalOf(counter).length }));
}

interface Opening {
  readonly code?: ErrorCode;
  readonly owner?: 'counter' | 'central';
  readonly days?: number;
}

function openCase(entry: Entry, { code = 'fee.linesDiffer', owner = 'central', days = 2 }: Opening = {}): void {
  const { id: entryId, stream, seq, type, subject: about } = entry;
  const dueAt = new Date(NOW + days * DAY_MS).toISOString();
  central.receipt(entry, 'exception', { code });
  central.entry('exception.opened', exceptionSubject(stream, seq), {
    entryId,
    stream,
    seq,
    type,
    about,
    code,
    owner,
    dueAt,
  });
}

function decide({ stream, seq }: Entry, decision: 'retry' | 'reject'): void {
  const subject = exceptionSubject(stream, seq);
  central.entry('exception.proposed', subject, { decision, reason: 'counted again', by: 'first', replacement: null });
  central.entry('exception.decided', subject, { agreed: true, by: 'second', reason: 'seen' });
}

describe('a case at the counter', () => {
  test('says whom it concerns, whose turn it is, until when, and how much waits behind it', async () => {
    const { entries, applicationId } = await paidApplication();
    const paid = entries['application.feePaid']!;
    acknowledge();
    openCase(paid);
    central.receipt(entries['application.documentsSeen']!, 'parked', { code: 'ledger.dependency', waitsFor: paid.id });
    const [view] = await counter.client.exceptions.list({ filter: 'open' });
    const { receiptNumber, total } = JSON.parse(paid.body) as { receiptNumber: string; total: number };
    const { nameEn, nameUr, cnic } = sampleApplicant(applicants);
    expect(view).toEqual({
      entryId: paid.id,
      stream: paid.stream,
      seq: paid.seq,
      type: 'application.feePaid',
      about: { cnic, nameEn, nameUr, applicationId, licenceNumber: null, receiptNumber, amount: total },
      code: 'fee.linesDiffer',
      owner: 'central',
      dueAt: '2026-11-25T05:00:00.000Z',
      openedAt: '2026-11-23T05:00:00.000Z',
      state: 'open',
      decision: null,
      reason: null,
      outcome: null,
      waiting: 1,
      next: { do: 'nothing' },
    });
    expect((await counter.client.status.now()).exceptions).toMatchObject({ open: 1, overdue: 0, band: 'ok' });
    skew = 3 * DAY_MS;
    await counter.signIn('operator-1');
    const [late] = await counter.client.exceptions.list({ filter: 'open' });
    expect(late!.next).toEqual({ do: 'callCentral' });
    expect((await counter.client.status.now()).exceptions).toMatchObject({ open: 1, overdue: 1, band: 'warn' });
  });

  test('that is the counter’s turn opens the application', async () => {
    const { entries, applicationId } = await paidApplication();
    acknowledge();
    openCase(entries['application.photographed']!, { code: 'application.photoMissing', owner: 'counter' });
    expect(await why(entries['application.photographed']!.id)).toMatchObject({
      state: 'exception',
      cause: 'application.photoMissing',
      owner: 'counter',
      dueAt: '2026-11-25T05:00:00.000Z',
      next: { do: 'openApplication', applicationId },
    });
  });

  test('once rejected leaves the money taken to be given back', async () => {
    const { entries } = await paidApplication();
    const opened = entries['application.opened']!;
    const paid = entries['application.feePaid']!;
    acknowledge();
    openCase(opened, { code: 'application.alreadyOpen' });
    central.receipt(paid, 'parked', { code: 'ledger.dependency', waitsFor: opened.id });
    decide(opened, 'reject');
    central.receipt(opened, 'rejected', { code: 'application.alreadyOpen' });
    central.receipt(paid, 'rejected', { code: 'ledger.restsOnRejected', waitsFor: opened.id });
    central.entry('exception.closed', exceptionSubject(opened.stream, opened.seq), { outcome: 'rejected' });
    const { receiptNumber } = JSON.parse(paid.body) as { receiptNumber: string };
    const refund = { do: 'refund', receiptNumber };
    const all = await counter.client.exceptions.list({ filter: 'all' });
    const view = all.find(({ entryId }) => entryId === opened.id);
    expect(view).toMatchObject({ state: 'closed', outcome: 'rejected', decision: 'reject', next: refund });
    expect((await counter.client.exceptions.list({ filter: 'open' })).map(({ entryId }) => entryId)).not.toContain(
      opened.id,
    );
    expect(await why(paid.id)).toMatchObject({ state: 'rejected', waitsFor: opened.id, next: refund });
  });

  test('of a centre mate is told as far as it is known here', async () => {
    const mate = { ...journalOf(counter)[0]!, stream: 'GLT-9-1', seq: 4, id: '01900000-0000-7000-8000-00000000abcd' };
    const { id: entryId, stream, seq, type } = mate as unknown as Entry;
    const about = `person:${sampleApplicant(applicants).cnic}`;
    const data = { entryId, stream, seq, type, about, code: 'staff.unknown', owner: 'centre' } as const;
    central.entry('exception.opened', exceptionSubject(stream, seq), { ...data, dueAt: '2026-11-25T05:00:00.000Z' });
    const list = await counter.client.exceptions.list({ filter: 'open' });
    expect(list.find((view) => view.entryId === entryId)).toMatchObject({
      stream: 'GLT-9-1',
      about: { nameEn: sampleApplicant(applicants).nameEn, applicationId: null },
    });
    expect(await why(entryId)).toMatchObject({ state: 'exception', owner: 'centre', next: { do: 'nothing' } });
  });
});

describe('why an entry stands where it stands', () => {
  test('before it is sent the line says why, and what to do', async () => {
    const { entries } = await paidApplication();
    const { id } = entries['application.feePaid']!;
    const answers: readonly (readonly [{ state: 'up' | 'down' | 'paused'; fault: ErrorCode | null }, object])[] = [
      [
        { state: 'up', fault: null },
        { owner: 'nobody', cause: null, next: { do: 'nothing' } },
      ],
      [
        { state: 'down', fault: 'central.unreachable' },
        { owner: 'link', cause: 'central.unreachable', next: { do: 'tryNow' } },
      ],
      [
        { state: 'paused', fault: 'central.unauthorised' },
        { owner: 'technician', cause: 'central.unauthorised', next: { do: 'renewEnrolment' } },
      ],
      [
        { state: 'paused', fault: 'central.insecure' },
        { owner: 'technician', cause: 'central.insecure', next: { do: 'tryNow' } },
      ],
      [
        { state: 'up', fault: 'store.full' },
        { owner: 'technician', cause: 'store.full', next: { do: 'freeDisk' } },
      ],
      [
        { state: 'up', fault: 'store.io' },
        { owner: 'technician', cause: 'store.io', next: { do: 'tryNow' } },
      ],
      [
        { state: 'paused', fault: 'central.rolledBack' },
        { owner: 'technician', cause: 'central.rolledBack', next: { do: 'renewEnrolment' } },
      ],
    ];
    const real = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(counter.core.counter.replay), 'link')!;
    for (const [link, expected] of answers) {
      Object.defineProperty(counter.core.counter.replay, 'link', { value: link, configurable: true });
      expect(await why(id)).toMatchObject({ state: 'waiting', ...expected, since: '2026-11-23T05:00:00.000Z' });
    }
    Object.defineProperty(counter.core.counter.replay, 'link', { ...real, configurable: true });
  });

  test('after that it is central’s turn, till the receipt is here', async () => {
    const { entries } = await paidApplication();
    const [paid, till] = [entries['application.feePaid']!, entries['till.took']!];
    acknowledge();
    // The line of this test counter is down: the answer may lie there.
    expect(await why(paid.id)).toMatchObject({ state: 'received', owner: 'link', next: { do: 'tryNow' } });
    central.receipt(till, 'applied');
    expect(await why(till.id)).toMatchObject({ state: 'applied', owner: 'nobody', next: { do: 'nothing' } });
    central.receipt(paid, 'exception', { code: 'fee.linesDiffer' });
    expect(await why(paid.id)).toMatchObject({
      state: 'exception',
      cause: 'fee.linesDiffer',
      owner: 'central',
      dueAt: null,
    });
  });

  test('parked it names the case at the end of the chain', async () => {
    const { entries } = await paidApplication();
    const [opened, seen, paid] = ['application.opened', 'application.documentsSeen', 'application.feePaid'].map(
      (type) => entries[type]!,
    ) as [Entry, Entry, Entry];
    acknowledge();
    openCase(opened, { code: 'application.alreadyOpen', owner: 'counter', days: 1 });
    central.receipt(seen, 'parked', { code: 'ledger.dependency', waitsFor: opened.id });
    central.receipt(paid, 'parked', { code: 'ledger.dependency', waitsFor: seen.id });
    expect(await why(paid.id)).toMatchObject({
      state: 'parked',
      cause: 'ledger.dependency',
      waitsFor: seen.id,
      owner: 'counter',
      dueAt: '2026-11-24T05:00:00.000Z',
      next: { do: 'openCase', entryId: opened.id },
    });
    // Behind an entry nobody here knows, it is central's to find out.
    const nowhere = '01900000-0000-7000-8000-00000000dead' as EntryId;
    central.receipt(paid, 'parked', { code: 'ledger.dependency', waitsFor: nowhere });
    expect(await why(paid.id)).toMatchObject({ owner: 'central', waitsFor: nowhere, next: { do: 'nothing' } });
  });

  test('of an entry that never was is refused', async () => {
    const nowhere = '01900000-0000-7000-8000-00000000dead';
    expect(await problemOf(why(nowhere))).toMatchObject({ kind: 'REFUSED', code: 'exception.unknown' });
  });
});

describe('cards to get back', () => {
  const jobId = '01900000-0000-7000-8000-00000000ca4d' as JobId;

  test('are listed with whom to call, and accounted for by a supervisor', async () => {
    const person = sampleApplicant((applicants += 1));
    const view = await license(counter, { person });
    const approved = journalOf(counter).findLast(({ type }) => type === 'application.approved')!;
    acknowledge();
    openCase(approved, { code: 'lease.notTaken' });
    decide(approved, 'reject');
    central.receipt(approved, 'rejected', { code: 'lease.notTaken' });
    const exception = exceptionSubject(approved.stream, approved.seq);
    central.entry('exception.closed', exception, { outcome: 'rejected' });
    central.entry('recall.opened', recallSubject(jobId), {
      jobId,
      licenceNumber: view.licence!.number,
      cnic: person.cnic,
      why: 'lease.notTaken',
      dueAt: '2026-11-25T05:00:00.000Z',
      exception,
      handedTo: person.nameEn,
      handedAt: '2026-11-23T05:00:00.000Z',
    });
    const [recall] = await counter.client.exceptions.recalls({ filter: 'open' });
    expect(recall).toEqual({
      jobId,
      licenceNumber: view.licence!.number,
      cnic: person.cnic,
      nameEn: person.nameEn,
      nameUr: person.nameUr,
      why: 'lease.notTaken',
      dueAt: '2026-11-25T05:00:00.000Z',
      handedTo: person.nameEn,
      handedAt: '2026-11-23T05:00:00.000Z',
      phone: person.phone,
      state: 'open',
      outcome: null,
    });
    expect(await why(approved.id)).toMatchObject({ state: 'rejected', next: { do: 'recallCard', jobId } });
    expect((await counter.client.status.now()).exceptions).toMatchObject({ recalls: 1, band: 'warn' });

    const close = { jobId, outcome: 'returned' as const, note: 'brought by the brother' };
    expect(await problemOf(counter.client.exceptions.closeRecall(close))).toMatchObject({ code: 'session.forbidden' });
    await counter.signIn('supervisor-1');
    expect(await counter.client.exceptions.closeRecall(close)).toMatchObject({ state: 'closed', outcome: 'returned' });
    expect(await counter.client.exceptions.recalls({ filter: 'open' })).toEqual([]);
    expect(await counter.client.exceptions.recalls({ filter: 'all' })).toHaveLength(1);
    expect(await problemOf(counter.client.exceptions.closeRecall(close))).toMatchObject({ code: 'recall.closed' });
    const other = { ...close, jobId: '01900000-0000-7000-8000-00000000cafe' as JobId };
    expect(await problemOf(counter.client.exceptions.closeRecall(other))).toMatchObject({ code: 'recall.unknown' });
    expect(journalOf(counter).at(-1)).toMatchObject({ type: 'recall.closed', role: 'supervisor' });
  });
});
