import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import type { EntryId } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { portrait } from '../support/test-store.ts';
import { issueLicence } from '../support/sample-day.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type Draft, type TestCounter } from '../support/test-counter.ts';

let running: RunningCentral;
let counter: TestCounter;
let mate: TestCounter;
let number = 0;
beforeAll(async () => {
  running = await startTestCentral({ leaseSize: 50 });
});
afterAll(() => running.stop());
beforeEach(async () => {
  counter = await enrolTestCounter(running, (number += 1));
  mate = await enrolTestCounter(running, (number += 1));
});

/** Pushes entries and says what became of each: `status` or `status code`. */
async function verdicts(of: TestCounter, entries: readonly Entry[]): Promise<string[]> {
  const response = await of.push(entries);
  if (!response.ok) throw new Error(await response.text());
  const receipts = await of.receiptsOf(entries);
  return receipts.map(({ status, code }) => (code === null ? status : `${status} ${code}`));
}

async function leaseOf(of: TestCounter): Promise<{ lease: string; from: number }> {
  await of.post(`/v1/streams/${of.stream}/leases`, { remaining: 0 });
  const granted = (item: { kind: string }) => item.kind === 'entry' && 'entry' in item;
  const items = await of.feedUntil((all) => all.some((item) => granted(item) && leaseIn(item) !== undefined));
  return items.flatMap((item) => leaseIn(item) ?? [])[0]!;
}

function leaseIn(item: object): { lease: string; from: number } | undefined {
  const { entry } = item as { entry?: Entry };
  if (entry?.type !== 'lease.granted') return undefined;
  return { lease: entry.subject, from: (JSON.parse(entry.body) as { from: number }).from };
}

describe('an entry central cannot apply', () => {
  const poison: Readonly<Record<string, Partial<Draft>>> = {
    'a body that is no JSON': { body: '{"person":' },
    'a body of another shape': { body: '{"person":{"cnic":"1"}}' },
    'a body with U+0000, which PostgreSQL keeps in no text': {
      type: 'stock.received',
      subject: 'stock:GLT:2026-11-21',
      body: JSON.stringify({ quantity: 5, reference: 'box \u0000 7' }),
    },
    'a body with a raw control character': { body: '{"a":"\u0000"}' },
    'a body larger than the limit of a body': { body: JSON.stringify('x'.repeat(300_000)) },
    'a type of another build': { type: 'person.merged' },
    'a subject of another build': { subject: 'vehicle:LEA1234' },
    'a subject that is not one at all': { subject: 'nonsense\u0000'.repeat(40) },
    'a date that is none': { at: 'yesterday' },
    'a body of a type that belongs to other subjects': { type: 'till.took' },
    'the role of central, claimed by a counter': { role: 'central' },
  };

  for (const [what, change] of Object.entries(poison)) {
    it(`becomes an exception and stops nothing: ${what}`, async () => {
      const before = counter.write(newPerson().draft);
      const bad = counter.write({ ...newPerson().draft, ...change });
      const after = counter.write(newPerson().draft);
      const [first, second, third] = await verdicts(counter, [before, bad, after]);
      expect([first, third]).toEqual(['applied', 'applied']);
      expect(second).toMatch(/^exception (ledger\.|session\.forbidden)/);
      const { rows } = await running.central.pool.query('select line from entry where id = $1', [bad.id]);
      expect(JSON.parse(rows[0].line)).toEqual(bad);
    });
  }

  it('parks what its counter did to the same subject on top of it, and nothing else', async () => {
    const { subject, draft } = newPerson();
    const recorded = counter.write({ ...draft, body: '{}' });
    const opened = counter.write({
      type: 'application.opened',
      subject,
      data: { applicationId: recorded.id, service: 'new', categories: ['car'], years: 5, rules: 'sample-2025-02' },
    });
    const other = counter.write(newPerson().draft);
    expect(await verdicts(counter, [recorded, opened, other])).toEqual([
      'exception ledger.badBody',
      'parked ledger.dependency',
      'applied',
    ]);
    const [, parked] = await counter.receiptsOf([recorded, opened]);
    expect(parked!.waitsFor).toBe(recorded.id);
  });

  it('is an exception of its own when nothing before it explains the refusal', async () => {
    const { subject } = newPerson();
    const submitted = counter.write({
      type: 'application.submitted',
      subject,
      data: { applicationId: '01900000-0000-7000-8000-000000000001', proofread: true },
    });
    expect(await verdicts(counter, [submitted])).toEqual(['exception application.unknown']);
  });

  it('with an id used before is an exception, in the same stream and in another', async () => {
    const first = counter.write(newPerson().draft);
    expect(await verdicts(counter, [first])).toEqual(['applied']);
    const { rows } = await running.central.pool.query('select status from receipt where entry_id = $1', [first.id]);
    expect(rows).toEqual([{ status: 'applied' }]);
    // Another stream claims the id: its receipt cannot be told from the first's by id, so look at the stream.
    const copy = mate.write(newPerson().draft);
    Object.assign(copy, rechain(mate, copy, first.id));
    await mate.push([copy]);
    await mate.receiptsOf([copy]);
    const both = await running.central.pool.query('select stream, status, code from receipt where entry_id = $1', [
      first.id,
    ]);
    expect(both.rows).toContainEqual({ stream: mate.stream, status: 'exception', code: 'ledger.repeated' });
    expect(both.rows).toContainEqual({ stream: counter.stream, status: 'applied', code: null });
  });
});

describe('what belongs to one counter or one centre', () => {
  it('is written by nobody else', async () => {
    const subjects = {
      [`stock:GLT:2026-11-21`]: 'applied',
      [`stock:SKD:2026-11-21`]: 'exception ledger.wrongSubject',
      [`till:${mate.stream}:2026-11-21`]: 'exception ledger.wrongSubject',
      [`reports:${mate.stream}:2026-11-21`]: 'exception ledger.wrongSubject',
      [`checks:${mate.stream}:2026-11-21`]: 'exception ledger.wrongSubject',
      [`checks:${counter.stream}:2026-11-21`]: 'applied',
    };
    const bodies: Readonly<Record<string, Pick<Draft, 'type' | 'data'>>> = {
      stock: { type: 'stock.received', data: { quantity: 5, reference: 'box 7' } },
      till: {
        type: 'till.took',
        data: {
          applicationId: '01900000-0000-7000-8000-00000000beef',
          receiptNumber: `${mate.stream}-20261121-0001`,
          rules: 'sample-2025-02',
          lines: [],
          total: 0,
          tendered: 0,
          method: 'cash',
        },
      },
      checks: {
        type: 'check.made',
        data: {
          by: 'scanner',
          verdict: 'fake',
          reasons: ['key.unknown'],
          licenceNumber: null,
          statusAge: null,
        },
      },
      reports: {
        type: 'report.exported',
        data: { day: '2026-11-21', format: 'csv', language: 'en', sha256: 'a'.repeat(64), size: 9 },
      },
    };
    const actor = { actor: 'supervisor-1', role: 'supervisor' } as const;
    const entries = Object.keys(subjects).map((subject) =>
      counter.write({ ...bodies[subject.split(':')[0]!]!, ...actor, subject }),
    );
    expect(await verdicts(counter, entries)).toEqual(Object.values(subjects));
  });

  it('but a receipt’s money may be asked back and answered by any counter of the centre, and of no other', async () => {
    const receiptNumber = `${mate.stream}-20261122-0001`;
    const took = mate.write({
      type: 'till.took',
      subject: `till:${mate.stream}:2026-11-22`,
      data: {
        applicationId: '01900000-0000-7000-8000-00000000beef',
        receiptNumber,
        rules: 'sample-2025-02',
        lines: [],
        total: 0,
        tendered: 0,
        method: 'cash',
      },
    });
    expect(await verdicts(mate, [took])).toEqual(['applied']);
    const ask = { type: 'till.refundAsked', data: { receiptNumber, kind: 'refund', amount: 0, reason: 'went abroad' } };
    const own = counter.write({ ...ask, subject: `till:${mate.stream}:2026-11-22` });
    const elsewhere = counter.write({ ...ask, subject: 'till:SKD-1-1:2026-11-22' });
    const agreed = { type: 'till.refundAgreed', data: { receiptNumber }, subject: `till:${mate.stream}:2026-11-22` };
    const byOperator = counter.write(agreed);
    const bySupervisor = mate.write({ ...agreed, actor: 'supervisor-1', role: 'supervisor' });
    expect(await verdicts(counter, [own, elsewhere, byOperator])).toEqual([
      'applied',
      'exception ledger.wrongSubject',
      'exception session.forbidden',
    ]);
    expect(await verdicts(mate, [bySupervisor])).toEqual(['applied']);
  });
});

describe('an entry that waits for another counter’s', () => {
  it('is parked, and released in the moment the other is applied, with all that waits behind it', async () => {
    const { subject, draft } = newPerson();
    const recorded = mate.write(draft);
    const opened = counter.write({
      type: 'application.opened',
      subject,
      deps: [recorded.id],
      data: { applicationId: recorded.id, service: 'new', categories: ['car'], years: 5, rules: 'sample-2025-02' },
    });
    const changed = counter.write({
      type: 'application.changed',
      subject,
      data: { applicationId: recorded.id, categories: ['car'], years: 3 },
    });
    expect(await verdicts(counter, [opened, changed])).toEqual([
      'parked ledger.dependency',
      'parked ledger.dependency',
    ]);
    expect(await verdicts(mate, [recorded])).toEqual(['applied']);
    const applied = (items: readonly { kind: string; receipt?: { status: string } }[]) =>
      items.filter((item) => item.receipt?.status === 'applied');
    const items = await counter.feedUntil((all) => applied(all).length === 2);
    expect(applied(items)).toHaveLength(2);
    const { rows } = await running.central.pool.query('select years from application where id = $1', [recorded.id]);
    expect(rows).toEqual([{ years: 3 }]);
  });

  it('is parked for ever behind one that nobody sends, while its stream goes on', async () => {
    const unknown = '01900000-0000-7000-8000-0000000fffff' as EntryId;
    const waiting = counter.write({ ...newPerson().draft, deps: [unknown] });
    const next = counter.write(newPerson().draft);
    expect(await verdicts(counter, [waiting, next])).toEqual(['parked ledger.dependency', 'applied']);
  });
});

describe('a key that two subjects claim', () => {
  it('stays with the first: one licence number is never two people’s', async () => {
    const { lease, from } = await leaseOf(counter);
    const first = issueLicence(counter, { lease, serial: from, photo: portrait(2000) });
    expect(new Set(await verdicts(counter, first))).toEqual(new Set(['applied']));
    // A second person is approved with the same number; the lease's own entry is refused as well.
    const second = issueLicence(counter, { lease, serial: from, photo: portrait(2000) });
    expect((await verdicts(counter, second)).slice(-2)).toEqual([
      'exception lease.numberTaken',
      'parked ledger.dependency',
    ]);
    // The dishonest ways round: another counter's number, one's own twice, and one not taken, none naming the lease's entry.
    const dishonest = async (of: TestCounter, serial: number) => {
      const entries = issueLicence(of, { lease, serial, photo: portrait(2000) });
      const [taken, approved] = of.entries.splice(-2);
      const forged = of.rewrite({ ...approved!, seq: taken!.seq, deps: [] });
      return (await verdicts(of, [...entries.slice(0, -2), forged])).at(-1);
    };
    expect(await dishonest(mate, from)).toBe('exception lease.unknown');
    expect(await dishonest(counter, from)).toBe('exception lease.numberTaken');
    expect(await dishonest(counter, from + 7)).toBe('exception lease.notTaken');
    expect(await dishonest(counter, from + 5000)).toBe('exception lease.numberOutside');
    const { rows } = await running.central.pool.query('select subject from licence where number like $1', [
      `GLT-${String(from).padStart(7, '0')}-%`,
    ]);
    expect(rows).toEqual([{ subject: first[0]!.subject }]);
  });

  it('stays with the first of the same batch as well', async () => {
    const [one, two] = [newPerson(), newPerson()];
    const open = (subject: string) => ({
      type: 'application.opened',
      subject,
      data: {
        applicationId: '01900000-0000-7000-8000-00000000cafe',
        service: 'new',
        categories: ['car'],
        years: 5,
        rules: 'sample-2025-02',
      },
    });
    const entries = [one.draft, two.draft, open(one.subject), open(two.subject)].map((draft) => counter.write(draft));
    expect(await verdicts(counter, entries)).toEqual(['applied', 'applied', 'applied', 'exception ledger.repeated']);
  });
});

describe('central’s order', () => {
  it('has no gap and no number twice, whoever sends at the same time', async () => {
    const both = [counter, mate].map((each) => ({
      each,
      entries: Array.from({ length: 120 }, () => each.write(newPerson().draft)),
    }));
    await Promise.all(
      both.flatMap(({ each, entries }) => [each.push(entries.slice(0, 60)), each.push(entries.slice(0, 120))]),
    );
    await Promise.all(both.map(({ each, entries }) => each.receiptsOf(entries)));
    const { rows } = await running.central.pool.query('select change from change order by change');
    expect(rows.map((row) => row.change)).toEqual(rows.map((_, index) => index + 1));
  });
});

describe('two centrals on one database', () => {
  it('share the work: what one received and cannot settle the other finds by itself, and wakes its waiters', async () => {
    const one = await startTestCentral();
    const two = await startTestCentral({ databaseUrl: one.databaseUrl });
    try {
      await one.central.settler.stop();
      const alone = await enrolTestCounter(one, 1);
      for (let time = 0; time < 2; time += 1) {
        expect(await verdicts(alone, [alone.write(newPerson().draft)])).toEqual(['applied']);
      }
    } finally {
      await one.stop();
      await two.stop();
    }
  });
});

/** The entry under another id, hashed and chained anew. */
function rechain(of: TestCounter, entry: Entry, id: EntryId): Entry {
  of.entries.pop();
  return of.rewrite({ ...entry, id });
}
