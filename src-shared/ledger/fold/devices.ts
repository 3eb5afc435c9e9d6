import { accept, refuse, type Result } from '../../errors.ts';
import { isSameCounter } from '../../ids.ts';
import type { DeviceIdentity } from '../../devices/calibration.ts';
import { dayOf, plusDays } from '../../licensing/calendar.ts';
import type { RuleBooks } from '../../catalogue/rule-book.ts';
import type { Act } from '../entry-types.ts';
import type { CalibrationVersion, DevicesState } from '../devices-state.ts';
import { devicesSubject } from '../subjects.ts';
import { deedOf, trueTime } from './deed.ts';
import { isBy } from './is-by.ts';
import { foldPrinter } from './printer.ts';

const nothing: DevicesState = { kind: 'devices', used: [], choices: [], calibrations: [], printerEvents: [] };

/** The devices of one counter, `devices:<stream>`: only that counter writes there, in whatever epoch. */
export function foldDevices(before: DevicesState | undefined, act: Act, rules: RuleBooks): Result<DevicesState> {
  const state = before ?? nothing;
  const { entry } = act;
  if (!isOwnSubject(entry)) return refuse('ledger.wrongSubject', { type: act.type });
  const deed = deedOf(entry);
  switch (act.type) {
    case 'device.firstUsed': {
      const { device } = act.data;
      if (state.used.some((each) => isSame(each.device, device))) return refuse('ledger.repeated');
      return accept({ ...state, used: [...state.used, { device, since: trueTime(entry), deed }] });
    }
    case 'device.chosen': {
      if (!isBy(entry, 'technician')) return refuse('session.forbidden');
      return accept({ ...state, choices: [...state.choices, { ...act.data, deed }] });
    }
    case 'device.calibrated': {
      if (!isBy(entry, 'technician')) return refuse('session.forbidden');
      const made = calibrate(state, act, rules);
      return made.ok ? accept({ ...state, calibrations: [...state.calibrations, made.value] }) : made;
    }
    default:
      return foldPrinter(state, act);
  }
}

/** Also what was done before the counter's epoch was renewed and is sent after. */
function isOwnSubject({ subject, stream, role }: Act['entry']): boolean {
  return role === 'central' || isSameCounter(subject, devicesSubject(stream));
}

/** Devices are told apart by kind and serial number; the model only says more of them. */
export function isSame(one: DeviceIdentity, other: DeviceIdentity): boolean {
  return one.kind === other.kind && one.serial === other.serial;
}

/** How long it lasts comes from the rules the entry names, counted from the entry's own time. */
function calibrate(state: DevicesState, act: Act<'device.calibrated'>, rules: RuleBooks): Result<CalibrationVersion> {
  const { calibrationId: id, device, result, reason, rules: version } = act.data;
  if (state.calibrations.some((each) => each.id === id)) return refuse('ledger.repeated');
  if (device.kind !== result.kind) return refuse('ledger.badBody', { type: act.type });
  const book = rules.find(version, dayOf(trueTime(act.entry)));
  if (book === undefined) return refuse('application.rulesUnknown', { rules: version });
  return accept({
    id,
    device,
    version: state.calibrations.filter((each) => isSame(each.device, device)).length + 1,
    result,
    reason,
    rules: version,
    validUntil: plusDays(trueTime(act.entry), book.calibration[device.kind].validDays),
    deed: deedOf(act.entry),
  });
}
