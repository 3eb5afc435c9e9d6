import { expect } from 'vitest';
import type { LeaseState, PersonState, StockState } from '../../src-shared/ledger/state.ts';
import type { TillState } from '../../src-shared/ledger/till-state.ts';
import { dayOf, yearsBetween } from '../../src-shared/licensing/calendar.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import type { Tried, World } from '../support/world.ts';
import { documentsFor, getBook, newLicence } from '../../scripts/rehearsal/new-licence.ts';

type Body = Record<string, unknown>;

/** Acts that a world accepted, of one kind of subject, oldest first, with their bodies. */
function accepted(world: World, prefix: string) {
  return world.applied
    .filter((each) => each.planned.subject.startsWith(prefix))
    .map((each) => ({ ...each, ...each.planned, data: each.planned.data as Body }));
}

/** At any moment at most one licence of a person is valid. */
export function checkOneLicence(state: PersonState): void {
  const spans = Object.values(state.licences).toSorted((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1));
  spans.slice(1).forEach((each, index) => expect(spans[index]!.validUntil < each.issuedOn).toBe(true));
}

/** Told from the acts alone, not from what the fold kept: nobody approves what they worked on, or what lacks a part. */
export function checkApprovals(world: World, person: string): number {
  const acts = accepted(world, person);
  const approvals = acts.filter((each) => each.type === 'application.approved');
  for (const approval of approvals) {
    const id = approval.data['applicationId'];
    const before = acts.slice(0, acts.indexOf(approval));
    const opened = before.findIndex((each) => each.type === 'application.opened' && each.data['applicationId'] === id);
    const mine = before.filter((each) => each.data['applicationId'] === id);
    const recorded = before.filter((each, index) => {
      const last = before.findLastIndex((other, at) => at < opened && other.type === 'person.recorded');
      return each.type === 'person.recorded' && index >= last;
    });
    const decisions = new Set(['application.returned', 'application.approved']);
    const workers = [...mine.filter((each) => !decisions.has(each.type)), ...recorded].map((each) => each.actor.id);
    // What central writes in another's place was decided by two people of its own.
    if (approval.actor.role !== 'central') {
      expect(workers).not.toContain(approval.actor.id);
      expect(approval.actor.role).toBe('supervisor');
    }
    expect(mine.map((each) => each.type)).toEqual(
      expect.arrayContaining(['application.photographed', 'application.feePaid', 'application.submitted']),
    );
    const submitted = before.findLastIndex((each) => each.type === 'application.submitted');
    expect(before.slice(submitted).map((each) => each.type)).not.toContain('person.recorded');
    checkPapers({ mine, recorded, at: approval.at });
  }
  return approvals.length;
}

function checkPapers({ mine, recorded, at }: { mine: readonly Seen[]; recorded: readonly Seen[]; at: string }): void {
  const opened = mine.find((each) => each.type === 'application.opened')!;
  const book = getBook(opened.data['rules'] as string);
  const { birthDate } = recorded.at(-1)!.data['person'] as PersonData;
  const today = dayOf(at);
  const shown = mine.findLast((each) => each.type === 'application.documentsSeen')!;
  expect(shown.data['documents']).toEqual(expect.arrayContaining([...documentsFor(book, { birthDate, today })]));
  const changed = mine.findLast((each) => each.type === 'application.changed') ?? opened;
  for (const category of changed.data['categories'] as string[]) {
    const rule = newLicence(book).applicant.find((each) => each.is === 'age' && each.category === category)!;
    expect(yearsBetween(birthDate, today)).toBeGreaterThanOrEqual((rule as { minimum: number }).minimum);
  }
}

interface Seen extends Tried {
  readonly type: string;
  readonly data: Body;
}

/** A job has at most one outcome; nothing prints while a card may lie in the printer, nor again without a reason. */
export function checkCards(world: World, person: string): number {
  const jobs = new Map<string, { licence: unknown; outcome: unknown }>();
  for (const { type, data } of accepted(world, person)) {
    const job = String(data['jobId']);
    if (type === 'card.started') {
      const earlier = [...jobs.values()].filter((each) => each.licence === data['licenceNumber']);
      expect(earlier.map((each) => each.outcome)).not.toContain(undefined);
      if (earlier.some((each) => each.outcome !== 'notPrinted')) expect(data['reason']).toBeTruthy();
      expect(jobs.has(job)).toBe(false);
      jobs.set(job, { licence: data['licenceNumber'], outcome: undefined });
    }
    if (type === 'card.ended') {
      expect(jobs.get(job)?.outcome).toBeUndefined();
      jobs.set(job, { licence: jobs.get(job)!.licence, outcome: data['outcome'] });
    }
    if (type === 'card.handedOver') expect(jobs.get(job)?.outcome).toBe('good');
  }
  return jobs.size;
}

/** Money is the sum of its lines, each line its quantity times its price, and enough was put on the table. */
export function checkMoney(till: TillState): void {
  const numbers = till.receipts.map((each) => each.receiptNumber);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const { lines, total, tendered } of till.receipts) {
    expect(lines.reduce((sum, each) => sum + each.quantity * each.unit, 0)).toBe(total);
    expect(lines.every((each) => each.amount === each.quantity * each.unit)).toBe(true);
    expect(tendered).toBeGreaterThanOrEqual(total);
  }
}

/** Numbers leave a lease once each and in order, in time, by the stream it was lent to. */
export function checkLease(world: World, subject: string, state: LeaseState): void {
  const taken = accepted(world, subject).filter((each) => each.type === 'lease.numberTaken');
  expect(taken.map((each) => each.data['number'])).toEqual(
    taken.map((_, index) => licenceNumber(state.prefix, state.from + index)),
  );
  expect(state.next).toBe(state.from + taken.length);
  expect(state.next).toBeLessThanOrEqual(state.to + 1);
  expect(taken.every((each) => each.stream === state.stream && each.at <= state.expiresAt)).toBe(true);
}

export function checkStock(state: StockState): void {
  const jobs = state.movements.flatMap((each) => each.jobId ?? []);
  expect(new Set(jobs).size).toBe(jobs.length);
  expect(state.movements.every((each) => (each.what === 'received' ? each.quantity > 0 : each.quantity === -1))).toBe(
    true,
  );
}
