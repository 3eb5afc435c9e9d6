/** One dated version of a device's calibration. */
export interface CalibrationRow {
  id: string;
  subject: string;
  kind: string;
  model: string;
  serial: string;
  /** Counts from 1 for each device of a counter: the order, whatever the clock said. */
  version: number;
  /** JSON of `CalibrationResult`. */
  result: string;
  reason: string;
  rules: string;
  valid_until: string;
  stream: string;
  calibrated_at: string;
  calibrated_by: string;
}

/** A device and when this counter first used it. */
export interface DeviceRow {
  entry_id: string;
  subject: string;
  kind: string;
  model: string;
  serial: string;
  stream: string;
  first_used_at: string;
  first_used_by: string;
}

export interface DeviceChoiceRow {
  entry_id: string;
  subject: string;
  kind: string;
  source: string;
  name: string;
  reason: string;
  /** 1 for the choice that holds, 0 for those before it. */
  current: number;
  stream: string;
  chosen_at: string;
  chosen_by: string;
}

/** Something that happened to a printer outside of licence cards; columns that do not fit are null. */
export interface PrinterEventRow {
  entry_id: string;
  subject: string;
  /** `counted`, `ribbonChanged`, `cleaned`, `serviceCard`, `unexplained`, `explained`. */
  what: string;
  serial: string;
  /** By how many cards it moves the printer's account; negative where the counter moved by fewer than jobs say. */
  cards: number;
  cards_inserted: number | null;
  panels_printed: number | null;
  /** Where the counter should have stood (`unexplained`). */
  expected: number | null;
  /** 1 where the counter ran backwards. */
  backwards: number | null;
  job_id: string | null;
  /** Which service card, which ribbon, or who cleaned. */
  detail: string | null;
  cards_left: number | null;
  blanks: number | null;
  reason: string | null;
  /** When somebody explained it (`unexplained`). */
  explained_at: string | null;
  /** Counts the events of a counter from 1: the order, whatever the clock said. */
  number: number;
  stream: string;
  happened_at: string;
  done_by: string;
}
