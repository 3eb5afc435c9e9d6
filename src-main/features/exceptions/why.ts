import type { NextStep, Why } from '../../../src-shared/contract/counter/exceptions.ts';
import { isErrorCode, type ErrorCode } from '../../../src-shared/errors.ts';
import type { EntryId } from '../../../src-shared/ids.ts';
import type { ExceptionCaseRow } from '../../../src-shared/ledger/exception-tables.ts';
import type { Counter } from '../../counter.ts';
import { readCursor } from '../../replay/replay-store.ts';
import type { Store } from '../../store/store.ts';
import { deny } from '../handlers.ts';
import { findCase } from './cases.ts';
import { nextStepOf, refundOf } from './next-step.ts';

/** Faults of the line that only a new enrolment ends. */
const needsEnrolment: ReadonlySet<ErrorCode> = new Set([
  'central.unauthorised',
  'central.staleEpoch',
  'central.badChain',
  'counter.restored',
  'central.rolledBack',
]);

/** Longest chain of waiting entries that is followed to its cause. */
const LONGEST_CHAIN = 64;

/** Why an entry stands where it stands: cause, whose turn, until when, and one next step. Refuses with `exception.unknown`. */
export function whyOf(counter: Counter, entryId: EntryId): Why {
  const { store } = counter;
  const known = findCase(store, entryId);
  const row = store.get(
    store.sql
      .selectFrom('journal')
      .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
      .select([
        'journal.seq',
        'journal.at',
        'receipt.status',
        'receipt.code',
        'receipt.waits_for',
        'receipt.received_at',
      ])
      .where('journal.id', '=', entryId),
  );
  if (row === undefined) return known === undefined ? deny('exception.unknown') : whyOfCase(counter, known);
  const entry: Standing = { entryId, ...row, since: row.received_at ?? row.at };
  switch (row.status) {
    case 'applied':
      return { ...plain(entry), state: 'applied' };
    case 'parked':
      return whyParked(counter, entry);
    case 'exception':
      // The case comes down right behind the receipt; until then central has it.
      return known === undefined || known.stage === 'closed'
        ? { ...plain(entry), state: 'exception', cause: codeOf(entry), owner: 'central' }
        : whyOfCase(counter, known);
    case 'rejected': {
      const next = (known === undefined ? refundOf(counter, entryId) : nextStepOf(counter, known)) ?? plain(entry).next;
      const waitsFor = row.waits_for as EntryId | null;
      const owner = next.do === 'nothing' ? 'nobody' : 'counter';
      return { ...plain(entry), state: 'rejected', cause: codeOf(entry), owner, waitsFor, next };
    }
    default:
      return row.seq <= readCursor(store).acked ? whyReceived(counter, entry) : whyWaiting(counter, entry);
  }
}

interface Standing {
  readonly entryId: EntryId;
  readonly code: string | null;
  readonly waits_for: string | null;
  readonly since: string;
}

function plain({ entryId, since }: Standing): Omit<Why, 'state'> {
  const next: NextStep = { do: 'nothing' };
  return { entryId, cause: null, owner: 'nobody', since, dueAt: null, waitsFor: null, next };
}

/** Not with central yet: the line says why. */
function whyWaiting(counter: Counter, entry: Standing): Why {
  const { state, fault } = counter.replay.link;
  const waiting = { ...plain(entry), state: 'waiting' as const, cause: fault };
  const tryNow: NextStep = { do: 'tryNow' };
  const backlog = counter.status.backlog();
  const isFull = fault === 'store.full' || (backlog.band === 'stop' && backlog.why === 'disk');
  if (fault === 'store.io') return { ...waiting, owner: 'technician', next: tryNow };
  if (isFull) return { ...waiting, owner: 'technician', next: { do: 'freeDisk' } };
  if (state === 'paused') {
    const next: NextStep = fault !== null && needsEnrolment.has(fault) ? { do: 'renewEnrolment' } : tryNow;
    return { ...waiting, owner: 'technician', next };
  }
  return state === 'down' ? { ...waiting, owner: 'link', next: tryNow } : waiting;
}

/** With central, without a receipt: central's turn, though the answer may not come while the line is down. */
function whyReceived(counter: Counter, entry: Standing): Why {
  const { state, fault } = counter.replay.link;
  const received = { ...plain(entry), state: 'received' as const };
  if (state === 'up') return { ...received, owner: 'central' };
  return { ...received, cause: fault, owner: 'link', next: { do: 'tryNow' } };
}

/** Behind another entry: the case at the end of the chain says whose turn it is. */
function whyParked(counter: Counter, entry: Standing): Why {
  const waitsFor = entry.waits_for as EntryId | null;
  const parked = { ...plain(entry), state: 'parked' as const, cause: codeOf(entry), waitsFor };
  const root = findRoot(counter, entry.entryId);
  const known = root === undefined ? undefined : findCase(counter.store, root);
  if (known === undefined || known.stage === 'closed') return { ...parked, owner: 'central' };
  const owner = known.owner as Why['owner'];
  return { ...parked, owner, dueAt: known.due_at, next: { do: 'openCase', entryId: known.entry_id as EntryId } };
}

function findRoot({ store }: Counter, entryId: EntryId): EntryId | undefined {
  let at: string | null | undefined = entryId;
  for (let step = 0; step < LONGEST_CHAIN && at !== null && at !== undefined; step += 1) {
    const row = findReceipt(store, at);
    // Another counter's entry, or central's in another's place, has no receipt here; its case may be.
    if (row?.status !== 'parked') return at as EntryId;
    at = row.waits_for;
  }
  return undefined;
}

function findReceipt(store: Store, entryId: string): { status: string; waits_for: string | null } | undefined {
  return store.get(store.sql.selectFrom('receipt').select(['status', 'waits_for']).where('entry_id', '=', entryId));
}

function whyOfCase(counter: Counter, row: ExceptionCaseRow): Why {
  return {
    entryId: row.entry_id as EntryId,
    state: row.stage === 'closed' ? (row.outcome === 'applied' ? 'applied' : 'rejected') : 'exception',
    cause: isErrorCode(row.code) ? row.code : 'internal.fault',
    owner: row.stage === 'closed' ? 'nobody' : (row.owner as Why['owner']),
    since: row.opened_at,
    dueAt: row.stage === 'closed' ? null : row.due_at,
    waitsFor: null,
    next: nextStepOf(counter, row),
  };
}

function codeOf({ code }: Standing): ErrorCode {
  return isErrorCode(code) ? code : 'internal.fault';
}
