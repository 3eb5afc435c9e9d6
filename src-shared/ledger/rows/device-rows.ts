import type { DevicesState, PrinterEvent } from '../devices-state.ts';
import type { CalibrationRow, DeviceChoiceRow, DeviceRow, PrinterEventRow } from '../device-tables.ts';
import type { RowSet } from '../rows.ts';
import { streamOf } from './stream-of.ts';

export function deviceRows(subject: string, state: DevicesState): RowSet {
  return {
    calibration: calibrationRows(subject, state),
    device: usedRows(subject, state),
    device_choice: choiceRows(subject, state),
    printer_event: state.printerEvents.map((event, index) => eventRow(subject, event, index + 1)),
  };
}

function calibrationRows(subject: string, { calibrations }: DevicesState): readonly CalibrationRow[] {
  return calibrations.map(({ id, device, version, result, reason, rules, validUntil, deed }) => ({
    id,
    subject,
    kind: device.kind,
    model: device.model,
    serial: device.serial,
    version,
    result: JSON.stringify(result),
    reason,
    rules,
    valid_until: validUntil,
    stream: streamOf(deed, subject.slice('devices:'.length)),
    calibrated_at: deed.at,
    calibrated_by: deed.by,
  }));
}

function usedRows(subject: string, { used }: DevicesState): readonly DeviceRow[] {
  return used.map(({ device, since, deed }) => ({
    entry_id: deed.entry,
    subject,
    kind: device.kind,
    model: device.model,
    serial: device.serial,
    stream: streamOf(deed, subject.slice('devices:'.length)),
    first_used_at: since,
    first_used_by: deed.by,
  }));
}

function choiceRows(subject: string, { choices }: DevicesState): readonly DeviceChoiceRow[] {
  return choices.map(({ kind, source, name, reason, deed }, index) => ({
    entry_id: deed.entry,
    subject,
    kind,
    source,
    name,
    reason,
    current: choices.findLastIndex((each) => each.kind === kind) === index ? 1 : 0,
    stream: streamOf(deed, subject.slice('devices:'.length)),
    chosen_at: deed.at,
    chosen_by: deed.by,
  }));
}

function eventRow(subject: string, event: PrinterEvent, number: number): PrinterEventRow {
  const { what, reading, cards, deed } = event;
  const unexplained = event.what === 'unexplained' ? event : undefined;
  const explained = event.what === 'explained' ? event : undefined;
  return {
    entry_id: deed.entry,
    subject,
    what,
    serial: reading.serial,
    cards,
    cards_inserted: reading.cardsInserted,
    panels_printed: reading.panelsPrinted,
    expected: unexplained?.expected ?? null,
    backwards: unexplained === undefined ? null : Number(unexplained.backwards),
    job_id: event.what === 'serviceCard' ? event.jobId : null,
    detail: detailOf(event),
    cards_left: event.what === 'ribbonChanged' ? event.cardsLeft : null,
    blanks: explained?.blanks ?? null,
    reason: explained?.reason ?? null,
    explained_at: unexplained?.explainedAt ?? null,
    number,
    stream: streamOf(deed, subject.slice('devices:'.length)),
    happened_at: deed.at,
    done_by: deed.by,
  };
}

function detailOf(event: PrinterEvent): string | null {
  if (event.what === 'serviceCard') return event.card;
  if (event.what === 'ribbonChanged') return event.ribbon;
  return event.what === 'cleaned' ? event.by : null;
}
