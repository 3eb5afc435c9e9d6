import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sweepCases } from '../../src-central/exceptions/sweep.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { EntryId } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import { Desk } from '../support/desk.ts';
import { issueLicence } from '../support/sample-day.ts';
import { seedStaff, settleAll, startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';
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

async function send(entries: readonly Entry[], of = counter): Promise<readonly string[]> {
  const response = await of.push(entries);
  if (!response.ok) throw new Error(await response.text());
  return desk.fates(entries);
}

const wish = { service: 'new', categories: ['car'], years: 5, rules: 'sample-2025-02' };

/** A person whose record central cannot read, and what the counter did on top of it. */
function brokenPerson(): readonly Entry[] {
  const { subject, draft } = newPerson();
  const applicationId = uuidv7(new Date());
  const recorded = counter.write({ ...draft, body: '{}' });
  const opened = counter.write({ type: 'application.opened', subject, data: { applicationId, ...wish } });
  const data = { applicationId, categories: ['car'], years: 3 };
  const changed = counter.write({ type: 'application.changed', subject, data, deps: [opened.id] });
  return [recorded, opened, changed];
}

/** An entry as the build before left it: it did not know the type, and knew no cases. */
async function leftUnread(): Promise<Entry> {
  const { settler, pool } = running.central;
  await settler.stop();
  const kept = counter.write(newPerson().draft);
  await counter.push([kept]);
  await pool.query('update stream_cursor set settled_seq = ack_seq where stream = $1', [counter.stream]);
  await pool.query(
    `insert into receipt (stream, seq, entry_id, subject, status, code, settled_at)
     values ($1, $2, $3, $4, 'exception', 'ledger.unknownType', $5)`,
    [kept.stream, kept.seq, kept.id, kept.subject, new Date().toISOString()],
  );
  return kept;
}

describe('a case', () => {
  it('is opened for every exception, with whose turn it is and until when, and comes down to the centre', async () => {
    const entries = brokenPerson();
    const [recorded] = entries;
    expect(await send(entries)).toEqual([
      'exception ledger.badBody',
      'parked ledger.dependency < 0',
      'parked ledger.dependency < 1',
    ]);
    const row = await desk.caseOf(recorded!);
    expect(row).toMatchObject({ code: 'ledger.badBody', owner: 'central', stage: 'open', about: recorded!.subject });
    const days = (Date.parse(row!.due_at) - Date.parse(row!.opened_at)) / 86_400_000;
    expect(days).toBe(5);
    expect(await desk.caseOf(entries[1]!)).toBeUndefined();
    const mate = await enrolTestCounter(running, (number += 1));
    for (const each of [counter, mate]) {
      const items = await each.feedUntil((all) => all.some((item) => isOpening(item, recorded!)));
      expect(items.filter((item) => isOpening(item, recorded!))).toHaveLength(1);
    }
  });

  it('is opened for an entry that names itself: it would wait for ever', async () => {
    const { subject, draft } = newPerson();
    const own = counter.write(draft);
    const id = EntryId.parse(uuidv7(new Date()));
    const looped = counter.rewrite({ ...own, id, deps: [own.id, id] });
    expect(await send([own, looped])).toEqual(['applied', 'exception ledger.badBody']);
    expect(await desk.caseOf(looped)).toMatchObject({ code: 'ledger.badBody', stage: 'open', about: subject });
    await desk.decide(looped, 'reject');
    expect(await desk.fates([looped])).toEqual(['rejected ledger.badBody']);
  });

  it('is settled by two people: one alone is refused before anything is written', async () => {
    const bad = counter.write({ ...newPerson().draft, body: '{}' });
    await send([bad]);
    const head = async () =>
      (await running.central.pool.query("select ack_seq from stream_cursor where stream = 'CEN-0-1'")).rows[0]
        .ack_seq as number;
    await desk.propose(bad, 'reject');
    const before = await head();
    expect(await desk.answer(bad, { by: 'first' })).toMatchObject({
      ok: false,
      code: 'application.secondPersonNeeded',
    });
    expect(await desk.propose(bad, 'retry', { by: 'second' })).toMatchObject({ ok: false, code: 'exception.notOpen' });
    expect(await head()).toBe(before);
    expect((await desk.answer(bad)).ok).toBe(true);
    // Two clicks on one button: the second finds the case decided, settled or not.
    expect(await desk.answer(bad)).toMatchObject({ ok: false });
    expect(await desk.fates([bad])).toEqual(['rejected ledger.badBody']);
  });

  it('takes the second of two decisions made at once for none', async () => {
    const bad = counter.write({ ...newPerson().draft, body: '{}' });
    await send([bad]);
    await desk.propose(bad, 'reject');
    const both = await Promise.all([desk.answer(bad), desk.answer(bad, { by: 'third', agreed: false })]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('a retry', () => {
  it('applies the entry and all that waits behind it once its cause is mended', async () => {
    const { subject, draft } = newPerson();
    const applicationId = uuidv7(new Date());
    const recorded = counter.write({ ...draft, actor: 'newcomer', role: 'operator' });
    const opened = counter.write({ type: 'application.opened', subject, data: { applicationId, ...wish } });
    expect(await send([recorded, opened])).toEqual(['exception staff.unknown', 'parked ledger.dependency < 0']);
    await seedStaff(running.central.db, [['newcomer', 'operator']]);
    await desk.decide(recorded, 'retry');
    expect(await desk.fates([recorded, opened])).toEqual(['applied', 'applied']);
    expect(await desk.caseOf(recorded)).toMatchObject({ stage: 'closed', outcome: 'applied', times: 1 });
    const { rows } = await running.central.pool.query('select years from application where id = $1', [applicationId]);
    expect(rows).toEqual([{ years: 5 }]);
  });

  it('in vain leaves the case open with what was found now, and what waits behind it waiting', async () => {
    const entries = brokenPerson();
    await send(entries);
    await desk.decide(entries[0]!, 'retry');
    expect(await desk.fates(entries)).toEqual([
      'exception ledger.badBody',
      'parked ledger.dependency < 0',
      'parked ledger.dependency < 1',
    ]);
    expect(await desk.caseOf(entries[0]!)).toMatchObject({ stage: 'open', times: 2, decision: null });
  });
});

describe('a rejection', () => {
  it('sets aside what rests on the entry, and nothing that stands without it', async () => {
    const entries = brokenPerson();
    const other = counter.write(newPerson().draft);
    await send([...entries, other]);
    await desk.decide(entries[0]!, 'reject');
    expect(await desk.fates([...entries, other])).toEqual([
      'rejected ledger.badBody',
      'rejected ledger.restsOnRejected < 0',
      'rejected ledger.restsOnRejected < 1',
      'applied',
    ]);
    expect(await desk.caseOf(entries[0]!)).toMatchObject({ stage: 'closed', outcome: 'rejected' });
  });

  it('lets go what was parked behind it and is right by itself', async () => {
    const { subject, draft } = newPerson();
    const applicationId = uuidv7(new Date());
    // Two records of one person: the first is broken, the second whole; what follows rests on either.
    const broken = counter.write({ ...draft, body: '{}' });
    const opened = counter.write({ type: 'application.opened', subject, data: { applicationId, ...wish } });
    const again = counter.write(draft);
    expect(await send([broken, opened, again])).toEqual([
      'exception ledger.badBody',
      'parked ledger.dependency < 0',
      'applied',
    ]);
    await desk.decide(broken, 'reject');
    expect(await desk.fates([broken, opened, again])).toEqual(['rejected ledger.badBody', 'applied', 'applied']);
  });

  it('is final: what comes later and names it goes with it, and the stream goes on', async () => {
    const bad = counter.write({ ...newPerson().draft, body: '{}' });
    await send([bad]);
    await desk.decide(bad, 'reject');
    const late = counter.write({ ...newPerson().draft, deps: [bad.id] });
    const next = counter.write(newPerson().draft);
    await counter.push([late, next]);
    expect(await desk.fates([bad, late, next])).toEqual([
      'rejected ledger.badBody',
      'rejected ledger.restsOnRejected < 0',
      'applied',
    ]);
    expect(await desk.propose(bad, 'retry')).toMatchObject({ ok: false, code: 'exception.notOpen' });
  });
});

describe('a replacement', () => {
  it('settles in the entry’s place: what waited for the entry goes on upon it', async () => {
    const { subject, draft } = newPerson();
    const { person } = draft.data as { person: Record<string, unknown> };
    const wrong = counter.write({ ...draft, data: { person: { ...person, birthDate: '2031-01-01' } } });
    const id = uuidv7(new Date());
    const opened = counter.write({
      type: 'application.opened',
      subject,
      data: { applicationId: id, ...wish },
      deps: [wrong.id],
    });
    const changed = counter.write({
      type: 'application.changed',
      subject,
      data: { applicationId: id, categories: ['car'], years: 3 },
    });
    expect((await send([wrong, opened, changed]))[0]).toBe('exception person.birthDateInFuture');
    await desk.decide(wrong, 'replace', draft.data);
    expect(await desk.fates([wrong, opened, changed])).toEqual([
      'rejected person.birthDateInFuture < another',
      'applied',
      'applied',
    ]);
    expect(await desk.caseOf(wrong)).toMatchObject({ stage: 'closed', outcome: 'replaced' });
    const { rows } = await running.central.pool.query('select birth_date, recorded_by from person where subject = $1', [
      subject,
    ]);
    expect(rows).toEqual([{ birth_date: '1990-05-17', recorded_by: 'central' }]);
    // What comes later and names the replaced entry stands on its replacement as well.
    const late = counter.write({
      type: 'application.changed',
      subject,
      deps: [wrong.id],
      data: { applicationId: id, categories: ['car'], years: 2 },
    });
    expect(await send([late])).toEqual(['applied']);
  });

  it('must fit the schema and the register before it can be proposed', async () => {
    const { draft } = newPerson();
    const { person } = draft.data as { person: Record<string, unknown> };
    const wrong = counter.write({ ...draft, data: { person: { ...person, birthDate: '2031-01-01' } } });
    await send([wrong]);
    const propose = (body: unknown) => desk.propose(wrong, 'replace', { body });
    expect(await propose({ person: { ...person, phone: 'x' } })).toMatchObject({ ok: false, code: 'ledger.badBody' });
    expect(await propose({ person: { ...person, extra: 1 } })).toMatchObject({ ok: false, code: 'ledger.badBody' });
    expect(await propose({ person: { ...person, cnic: '7110312345671' } })).toMatchObject({ ok: false });
    expect(await propose({ person: { ...person, birthDate: '2032-01-01' } })).toMatchObject({
      ok: false,
      code: 'person.birthDateInFuture',
    });
    expect(await propose({ person })).toMatchObject({ ok: true });
  });

  it('that fails as well gets a case of its own, whose rejection ends the waiting', async () => {
    const { subject, draft } = newPerson();
    const { person } = draft.data as { person: Record<string, unknown> };
    const wrong = counter.write({ ...draft, data: { person: { ...person, birthDate: '2031-01-01' } } });
    const applicationId = uuidv7(new Date());
    const opened = counter.write({ type: 'application.opened', subject, data: { applicationId, ...wish } });
    await send([wrong, opened]);
    await desk.propose(wrong, 'replace', { body: { person } });
    // Meanwhile another counter hands the person to the supervisor: the record may not change any more.
    const mate = await enrolTestCounter(running, (number += 1));
    await submitted(mate, { subject, draft });
    await desk.answer(wrong);
    const fates = await desk.fates([wrong, opened]);
    expect(fates[0]).toBe('rejected person.birthDateInFuture < another');
    expect(fates[1]).toBe('parked ledger.dependency < another');
    const { rows } = await running.central.pool.query<{ stream: 'CEN-0-1'; seq: number }>(
      "select stream, seq from receipt where stream = 'CEN-0-1' and subject = $1",
      [subject],
    );
    const replacement = rows[0] as unknown as Entry;
    expect(await desk.caseOf(replacement)).toMatchObject({ stage: 'open', code: 'application.notOpen' });
    const items = await counter.feedUntil((all) => all.some((item) => isOpening(item, replacement)));
    expect(items.length).toBeGreaterThan(0);
    await desk.decide(replacement, 'reject');
    expect((await desk.fates([wrong, opened]))[1]).toBe('rejected ledger.restsOnRejected < another');
  });
});

/** An application of that person at another counter, up to the supervisor. */
async function submitted(mate: TestCounter, { subject, draft }: ReturnType<typeof newPerson>): Promise<void> {
  const [recorded, ...rest] = issueLicence(mate, { lease: 'lease:GLT:1', serial: 1, photo: portrait(2000) }).slice(
    0,
    -2,
  );
  mate.entries.length = 0;
  const own = [{ ...recorded!, body: JSON.stringify(draft.data) }, ...rest.filter(({ type }) => type !== 'till.took')];
  const entries = own.map((entry) => mate.rewrite({ ...entry, subject: subject as Entry['subject'] }));
  expect(new Set(await send(entries, mate))).toEqual(new Set(['applied']));
}

function isOpening(item: { kind: string }, { stream, seq }: Pick<Entry, 'stream' | 'seq'>): boolean {
  const { entry } = item as { entry?: Entry };
  return item.kind === 'entry' && entry?.type === 'exception.opened' && entry.subject === `exception:${stream}:${seq}`;
}

describe('a start of central', () => {
  it('opens cases for exceptions of a build that knew none, and proposes a retry for what it can read now', async () => {
    const kept = await leftUnread();
    const sweep = () => sweepCases(running.central);
    await sweep();
    expect(await desk.caseOf(kept)).toMatchObject({ stage: 'open', code: 'ledger.unknownType' });
    await sweep();
    expect(await desk.caseOf(kept)).toMatchObject({ stage: 'proposed', decision: 'retry', proposed_by: 'central' });
    expect(await sweep()).toBe(0);
    expect((await desk.answer(kept)).ok).toBe(true);
    expect(await desk.fates([kept])).toEqual(['applied']);
    expect(await settleAll(running)).toBeUndefined();
  });

  it('proposes a retry once a build, and not again at the next start when people declined it', async () => {
    const kept = await leftUnread();
    const sweep = (build?: string) => sweepCases({ ...running.central, ...(build === undefined ? {} : { build }) });
    const stage = async () => (await desk.caseOf(kept))?.stage;
    for (const left of ['open', 'proposed']) {
      await sweep();
      expect(await stage()).toBe(left);
    }
    expect((await desk.answer(kept, { agreed: false })).ok).toBe(true);
    expect(await stage()).toBe('open');
    expect(await sweep()).toBe(0);
    // Nor after people proposed something else and thought better of it.
    await desk.propose(kept, 'reject');
    await desk.answer(kept, { agreed: false });
    expect(await stage()).toBe('open');
    expect(await sweep()).toBe(0);
    // The next build may.
    expect(await sweep('99.0.0')).toBe(1);
    expect(await stage()).toBe('proposed');
  });
});
