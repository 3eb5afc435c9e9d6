import type { Drawer, ShiftView } from '../../../src-shared/contract/counter/till.ts';
import { ShiftId, StaffId, StreamId, type Day } from '../../../src-shared/ids.ts';
import { expectedIn, findShift } from '../../../src-shared/ledger/fold/till/shift.ts';
import type { CashCount } from '../../../src-shared/ledger/entries/till-entries.ts';
import type { Subject } from '../../../src-shared/ledger/entry.ts';
import { tillSubject } from '../../../src-shared/ledger/subjects.ts';
import type { TillState } from '../../../src-shared/ledger/till-state.ts';
import type { TillShiftRow } from '../../../src-shared/ledger/till-tables.ts';
import type { Counter } from '../../counter.ts';
import { findSubject } from '../../store/subjects.ts';
import { act } from '../act.ts';
import { today } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';

/** This counter's till of today. */
export function tillToday(counter: Counter): Subject {
  return tillSubject(counter.identity.place.stream, today(counter));
}

export function findTill({ store }: Pick<Counter, 'store'>, subject: Subject): TillState | undefined {
  const state = findSubject(store, subject);
  return state?.kind === 'till' ? state : undefined;
}

/** The own open shift of today. Refuses with `till.dayClosed` or `till.noShift`. */
export function ownShift(counter: Counter): ShiftId {
  const till = findTill(counter, tillToday(counter));
  if (till?.close?.stage === 'closed') deny('till.dayClosed');
  const { id } = counter.session.actor;
  const own = till?.shifts?.find((each) => each.closed === null && each.opened.by === id);
  return own?.shift ?? deny('till.noShift');
}

export function viewDrawer(counter: Counter): Drawer {
  const { store, identity, session } = counter;
  const subject = tillToday(counter);
  const open = openShifts(counter);
  const isOwn = (row: TillShiftRow) => row.operator === session.actor.id;
  const own = open.find((row) => isOwn(row) && row.subject === subject);
  const last = store.sql.selectFrom('till_shift').select('opening').where('stream', 'in', identity.streams);
  return {
    day: today(counter),
    dayClosed: findTill(counter, subject)?.close?.stage === 'closed',
    shift: own === undefined ? null : viewShift(counter, own),
    left: open.filter((row) => isOwn(row) && row !== own).map((row) => viewShift(counter, row)),
    others: open.filter((row) => !isOwn(row)).map((row) => viewShift(counter, row)),
    lastFloat: store.get(last.orderBy('opened_at', 'desc').limit(1))?.opening ?? null,
  };
}

/** Shifts of this counter on a day, and all that wait for somebody. */
export function listShifts(counter: Counter, day: Day): readonly ShiftView[] {
  const { store, identity } = counter;
  const all = store.sql.selectFrom('till_shift').selectAll().where('stream', 'in', identity.streams);
  const rows = all.where((eb) => eb.or([eb('day', '=', day), eb('stage', '<>', 'closed')]));
  return store.all(rows.orderBy('opened_at')).map((row) => viewShift(counter, row));
}

export function openShift(counter: Counter, float: number): ShiftView {
  const { session, ids } = counter;
  // A drawer has one float: what lies in it is counted before it is anybody's again.
  if (openShifts(counter).some(({ operator }) => operator === session.actor.id)) deny('till.shiftOpen');
  const shift = ShiftId.parse(ids.uuid());
  act(counter, { type: 'till.shiftOpened', subject: tillToday(counter), data: { shift, float } });
  return getShift(counter, shift);
}

export function closeShift(
  counter: Counter,
  { shift, count, reason }: { shift: ShiftId; count: CashCount; reason: string | null },
): ShiftView {
  const { subject, till } = tillOf(counter, shift);
  const open = findShift(till, shift) ?? deny('till.shiftUnknown');
  if (open.closed !== null) deny('till.shiftUnknown');
  const data = { shift, count, expected: expectedIn(till, open), reason };
  act(counter, { type: 'till.shiftClosed', subject, data });
  return getShift(counter, shift);
}

export function signShift(counter: Counter, data: { shift: ShiftId; note: string }): ShiftView {
  const { subject } = tillOf(counter, data.shift);
  if (getShift(counter, data.shift).stage !== 'unsigned') deny('till.nothingToSign');
  act(counter, { type: 'till.shiftSigned', subject, data });
  return getShift(counter, data.shift);
}

function openShifts({ store, identity }: Counter): readonly TillShiftRow[] {
  const own = store.sql.selectFrom('till_shift').selectAll().where('stream', 'in', identity.streams);
  return store.all(own.where('stage', '=', 'open').orderBy('opened_at'));
}

function findRow({ store }: Counter, shift: ShiftId): TillShiftRow | undefined {
  return store.get(store.sql.selectFrom('till_shift').selectAll().where('id', '=', shift));
}

function tillOf(counter: Counter, shift: ShiftId): { subject: Subject; till: TillState } {
  const subject = (findRow(counter, shift)?.subject ?? deny('till.shiftUnknown')) as Subject;
  return { subject, till: findTill(counter, subject) ?? deny('till.shiftUnknown') };
}

function getShift(counter: Counter, shift: ShiftId): ShiftView {
  return viewShift(counter, findRow(counter, shift) ?? deny('till.shiftUnknown'));
}

export function viewShift({ store }: Pick<Counter, 'store'>, row: TillShiftRow): ShiftView {
  const staff = store.sql.selectFrom('staff').select(['name_en', 'name_ur']).where('id', '=', row.operator);
  const name = store.get(staff);
  const receipts = store.sql.selectFrom('till_receipt').select((eb) => eb.fn.countAll<number>().as('n'));
  const isOpen = row.stage === 'open';
  return {
    shift: ShiftId.parse(row.id),
    stream: StreamId.parse(row.stream),
    day: row.day,
    operator: StaffId.parse(row.operator),
    nameEn: name?.name_en ?? row.operator,
    nameUr: name?.name_ur ?? row.operator,
    float: row.opening,
    openedAt: row.opened_at,
    stage: row.stage as ShiftView['stage'],
    receipts: store.get(receipts.where('shift', '=', row.id))?.n ?? 0,
    expected: isOpen ? null : row.expected,
    counted: row.counted,
    variance: row.counted === null ? null : row.counted - row.expected,
    reason: row.reason,
    closedAt: row.closed_at,
    closedBy: row.closed_by as StaffId | null,
    signedBy: row.signed_by as StaffId | null,
    note: row.note,
  };
}
