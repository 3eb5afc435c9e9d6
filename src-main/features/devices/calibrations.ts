import { CalibrationResult, type DeviceIdentity, type DeviceKind } from '../../../src-shared/devices/calibration.ts';
import { calibrationStanding, type Standing } from '../../../src-shared/devices/calibration-standing.ts';
import type { CalibrationStanding, CalibrationView } from '../../../src-shared/contract/counter/devices.ts';
import { streamParts, type CalibrationId, type RulesVersion, type StaffId } from '../../../src-shared/ids.ts';
import { dayOf, plusDays } from '../../../src-shared/licensing/calendar.ts';
import { devicesSubject } from '../../../src-shared/ledger/subjects.ts';
import type { CalibrationRow } from '../../../src-shared/ledger/device-tables.ts';
import type { Counter } from '../../counter.ts';
import type { NewAct } from '../../store/journal.ts';
import { prepareQuery } from '../../store/prepared-query.ts';
import { trustedNow } from '../../store/server-clock.ts';
import { deny } from '../handlers.ts';
import { deviceInUse } from './device-in-use.ts';

const ofDevice = prepareQuery((sql, { kind, serial }: { kind: string; serial: string }) =>
  sql.selectFrom('calibration').selectAll().where('kind', '=', kind).where('serial', '=', serial),
);

const firstUse = prepareQuery((sql, { kind, serial }: { kind: string; serial: string }) =>
  sql.selectFrom('device').select(['stream', 'first_used_at']).where('kind', '=', kind).where('serial', '=', serial),
);

/** All calibrations of a device at this counter, newest first; a counter that was enrolled anew keeps its old ones. */
export function calibrationsOf(counter: Counter, { kind, serial }: DeviceIdentity): readonly CalibrationRow[] {
  const own = counter.store.all(ofDevice({ kind, serial })).filter((row) => isOwn(counter, row.stream));
  return own.toSorted((a, b) => epochOf(b.stream) - epochOf(a.stream) || b.version - a.version);
}

/** The newest calibration of a device; undefined where it has none. */
export function findCalibration(counter: Counter, device: DeviceIdentity): CalibrationRow | undefined {
  return calibrationsOf(counter, device)[0];
}

/** How the device in use stands today, by the rules in force and by central's time where the clock is known to be wrong. */
export function standingOf(counter: Counter, kind: DeviceKind): Standing {
  const device = deviceInUse(counter, kind);
  const now = trustedNow(counter);
  const policy = counter.rules.inForce(dayOf(now))?.calibration[kind];
  // Before any rules there is no policy that could bar anything; the clock is wrong, and says so elsewhere.
  if (device === undefined || policy === undefined) return { state: 'missing', until: null };
  const validUntil = believedEnd(counter, findCalibration(counter, device), now);
  return calibrationStanding({ policy, validUntil, firstUsed: firstUsed(counter, device) }, now);
}

/**
 * When a calibration ends; undefined without one, and for one that lasts more than two lives from now: it was made
 * while the clock stood years ahead.
 */
function believedEnd({ rules }: Counter, row: CalibrationRow | undefined, now: string): string | undefined {
  if (row === undefined) return undefined;
  const life = rules.find(row.rules as RulesVersion, dayOf(now))?.calibration[row.kind as DeviceKind].validDays ?? 0;
  return row.valid_until <= plusDays(now, 2 * life) ? row.valid_until : undefined;
}

/** The same with the calibration itself, for the technician. */
export function viewStanding(counter: Counter, kind: DeviceKind): CalibrationStanding {
  const device = deviceInUse(counter, kind);
  const current = device === undefined ? undefined : findCalibration(counter, device);
  return { ...standingOf(counter, kind), current: current === undefined ? null : viewCalibration(current) };
}

/**
 * The calibration that a photo or card made now is made with; null without one. Refuses with
 * `camera.calibrationNeeded` or `printer.calibrationNeeded` where the policy bars work.
 */
export function calibrationForWork(counter: Counter, device: DeviceIdentity): CalibrationId | null {
  if (standingOf(counter, device.kind).state === 'blocked') deny(`${device.kind}.calibrationNeeded`);
  return (findCalibration(counter, device)?.id ?? null) as CalibrationId | null;
}

/** The entry that a device's first use here needs; none when it was used before. */
export function firstUseOf(counter: Counter, device: DeviceIdentity): readonly NewAct[] {
  if (firstUsed(counter, device, counter.identity.place.stream) !== undefined) return [];
  return [{ type: 'device.firstUsed', subject: devicesSubject(counter.identity.place.stream), data: { device } }];
}

export function viewCalibration(row: CalibrationRow): CalibrationView {
  return {
    id: row.id as CalibrationId,
    device: { kind: row.kind as DeviceKind, model: row.model, serial: row.serial },
    result: CalibrationResult.parse(JSON.parse(row.result)),
    reason: row.reason,
    at: row.calibrated_at,
    by: row.calibrated_by as StaffId,
    validUntil: row.valid_until,
  };
}

/** When this counter first used a device, over all its enrolments or in one of them. */
function firstUsed(counter: Counter, { kind, serial }: DeviceIdentity, stream?: string): string | undefined {
  const rows = counter.store.all(firstUse({ kind, serial }));
  const own = rows.filter((row) => (stream === undefined ? isOwn(counter, row.stream) : row.stream === stream));
  return own.toSorted((a, b) => epochOf(a.stream) - epochOf(b.stream))[0]?.first_used_at;
}

function isOwn({ identity }: Counter, stream: string): boolean {
  const own = identity.enrolment?.stream;
  return own !== undefined && counterOf(stream) === counterOf(own);
}

function counterOf(stream: string): string {
  return stream.slice(0, stream.lastIndexOf('-'));
}

function epochOf(stream: string): number {
  return streamParts(stream as Parameters<typeof streamParts>[0]).epoch;
}
