import type { NextStep } from '../../../src-shared/contract/counter/exceptions.ts';
import { ApplicationId, JobId, ReceiptNumber } from '../../../src-shared/ids.ts';
import type { ExceptionCaseRow } from '../../../src-shared/ledger/exception-tables.ts';
import type { Counter } from '../../counter.ts';

/**
 * The one thing a person at this counter can do about a case. While central decides there is nothing,
 * until the case is overdue; a rejected one may leave a card to get back or money to give back.
 */
export function nextStepOf(counter: Counter, row: ExceptionCaseRow): NextStep {
  if (row.stage === 'closed') return afterwards(counter, row);
  const overdue = row.due_at < new Date(counter.clock.now()).toISOString();
  if (row.stage === 'open' && row.owner === 'counter') return openApplication(counter, row) ?? { do: 'callCentral' };
  return overdue ? { do: 'callCentral' } : { do: 'nothing' };
}

function afterwards(counter: Counter, row: ExceptionCaseRow): NextStep {
  if (row.outcome !== 'rejected') return { do: 'nothing' };
  const rejected = rejectedWith(counter, row.entry_id);
  return findRecall(counter, row.subject) ?? findRefund(counter, rejected) ?? { do: 'nothing' };
}

/** What a rejected entry leaves to be done: money it or what was rejected with it says was taken. */
export function refundOf(counter: Counter, entryId: string): NextStep | undefined {
  return findRefund(counter, rejectedWith(counter, entryId));
}

function findRecall({ store }: Counter, exception: string): NextStep | undefined {
  const open = store.sql.selectFrom('recall').select('job_id').where('stage', '=', 'open');
  const row = store.get(open.where('exception', '=', exception).orderBy('due_at').limit(1));
  return row === undefined ? undefined : { do: 'recallCard', jobId: JobId.parse(row.job_id) };
}

function findRefund({ store }: Counter, entries: readonly string[]): NextStep | undefined {
  const taken = store.sql
    .selectFrom('journal')
    .select('body')
    .where('type', 'in', ['application.feePaid', 'till.took']);
  const row = store.get(taken.where('id', 'in', entries).limit(1));
  const { receiptNumber } = row === undefined ? {} : (JSON.parse(row.body) as { receiptNumber?: unknown });
  const read = ReceiptNumber.safeParse(receiptNumber);
  return read.success && isOwed(store, read.data) ? { do: 'refund', receiptNumber: read.data } : undefined;
}

/** Until the applicant has the money. */
function isOwed(store: Counter['store'], receiptNumber: ReceiptNumber): boolean {
  const paid = store.sql.selectFrom('till_refund').select('entry_id').where('stage', '=', 'paid');
  return store.get(paid.where('receipt_number', '=', receiptNumber)) === undefined;
}

/** An entry and what was rejected with it, entry by entry. */
function rejectedWith({ store }: Counter, entryId: string): readonly string[] {
  const all = new Set([entryId]);
  for (let ids = [entryId]; ids.length > 0;) {
    const query = store.sql.selectFrom('receipt').select('entry_id').where('status', '=', 'rejected');
    const found = store.all(query.where('waits_for', 'in', ids)).map((row) => row.entry_id);
    ids = found.filter((id) => !all.has(id));
    for (const id of ids) all.add(id);
  }
  return [...all];
}

/** The application the entry is about, when this counter can open it. */
export function openApplication({ store }: Counter, { entry_id: id }: { entry_id: string }): NextStep | undefined {
  const own = store.get(store.sql.selectFrom('journal').select(['body', 'subject']).where('id', '=', id));
  if (own === undefined) return undefined;
  const open = store.sql.selectFrom('application').select('id').where('stage', 'not in', ['approved', 'cancelled']);
  const row = store.get(open.where('subject', '=', own.subject).orderBy('updated_at', 'desc').limit(1));
  return row === undefined ? undefined : { do: 'openApplication', applicationId: ApplicationId.parse(row.id) };
}
