import type { CatalogueVersionRow } from './catalogue-state.ts';
import type { CardCheckRow } from './checks-state.ts';
import type { CalibrationRow, DeviceChoiceRow, DeviceRow, PrinterEventRow } from './device-tables.ts';
import type { ExceptionCaseRow, RecallRow } from './exception-tables.ts';
import type {
  DayCloseRow,
  PaymentSlipRow,
  TillPayoutRow,
  TillReceiptRow,
  TillRefundRow,
  TillShiftRow,
} from './till-tables.ts';

/**
 * The tables that show the state of subjects: the same columns in SQLite at a counter and in
 * PostgreSQL at central. Text and integers only; days and moments are ISO text, amounts paisa, lists
 * and maps JSON text; a column that may be unknown is null. Every row belongs to one subject.
 */
export interface LedgerTables {
  subject: SubjectRow;
  person: PersonRow;
  application: ApplicationRow;
  licence: LicenceRow;
  card_issue: CardIssueRow;
  test_result: TestResultRow;
  card: CardRow;
  till_receipt: TillReceiptRow;
  till_shift: TillShiftRow;
  till_refund: TillRefundRow;
  till_payout: TillPayoutRow;
  payment_slip: PaymentSlipRow;
  day_close: DayCloseRow;
  stock_movement: StockMovementRow;
  lease: LeaseRow;
  report_export: ReportExportRow;
  calibration: CalibrationRow;
  device: DeviceRow;
  device_choice: DeviceChoiceRow;
  printer_event: PrinterEventRow;
  exception_case: ExceptionCaseRow;
  recall: RecallRow;
  catalogue_version: CatalogueVersionRow;
  card_check: CardCheckRow;
}

/** The truth: a subject's folded state. `confirmed` is what central's order alone gives. */
export interface SubjectRow {
  subject: string;
  /** JSON of `SubjectState`. */
  state: string;
}

export interface PersonRow {
  cnic: string;
  subject: string;
  name_en: string;
  name_ur: string;
  father_en: string;
  father_ur: string;
  /** `nameKey()` of the English name: finds possible duplicates. */
  name_key: string;
  birth_date: string;
  gender: string;
  blood_group: string | null;
  phone: string;
  address: string;
  recorded_at: string;
  recorded_by: string;
}

export interface ApplicationRow {
  id: string;
  subject: string;
  cnic: string;
  service: string;
  stage: string;
  categories: string;
  years: number;
  rules: string;
  documents: string;
  photo: string | null;
  photo_calibration: string | null;
  fee_total: number | null;
  receipt_number: string | null;
  licence_number: string | null;
  return_reason: string | null;
  return_note: string | null;
  stream: string;
  opened_at: string;
  opened_by: string;
  submitted_at: string | null;
  submitted_by: string | null;
  decided_at: string | null;
  decided_by: string | null;
  updated_at: string;
}

export interface LicenceRow {
  number: string;
  subject: string;
  cnic: string;
  application_id: string;
  categories: string;
  issued_on: string;
  valid_until: string;
  issued_at: string;
  issued_by: string;
  stream: string;
  /** The approving entry: the licence is provisional until it is applied at central. */
  entry_id: string;
  /** `licence`, `learner`, `international`, or what else a service grants. */
  kind: string;
  /** `suspended` or `cancelled`; a suspension may end on a day. */
  out_of_force: string | null;
  out_until: string | null;
}

/** A card or permit made of a document, with its place in a status list. */
export interface CardIssueRow {
  /** `list-position`, e.g. `QAA-17`. */
  place: string;
  subject: string;
  licence_number: string;
  application_id: string;
  list: string;
  position: number;
  /** Place of the card or permit that was made in its stead. */
  superseded_by: string | null;
  stream: string;
  issued_at: string;
  issued_by: string;
  entry_id: string;
}

/** One sign test, or one category of a road test. */
export interface TestResultRow {
  id: string;
  subject: string;
  application_id: string;
  test: string;
  category: string | null;
  outcome: string;
  day: string;
  vehicle: string | null;
  stream: string;
  taken_at: string;
  taken_by: string;
}

export interface CardRow {
  job_id: string;
  subject: string;
  application_id: string;
  licence_number: string;
  stage: string;
  print_reason: string | null;
  outcome_reason: string | null;
  printer: string;
  front: string;
  back: string;
  calibration: string | null;
  /** The printer whose account this card is in; null where none is kept. */
  printer_serial: string | null;
  /** The printer's counters before the card was fed. */
  cards_inserted: number | null;
  panels_printed: number | null;
  stream: string;
  started_at: string;
  started_by: string;
  ended_at: string | null;
  ended_by: string | null;
  handed_to: string | null;
  handed_relation: string | null;
  handed_cnic: string | null;
  handed_at: string | null;
  handed_by: string | null;
}

export interface StockMovementRow {
  entry_id: string;
  subject: string;
  centre: string;
  day: string;
  what: string;
  quantity: number;
  job_id: string | null;
  reason: string | null;
  stream: string;
  moved_at: string;
  moved_by: string;
}

export interface LeaseRow {
  subject: string;
  prefix: string;
  from_serial: number;
  to_serial: number;
  next_serial: number;
  stream: string;
  expires_at: string;
}

export interface ReportExportRow {
  entry_id: string;
  subject: string;
  day: string;
  format: string;
  language: string;
  sha256: string;
  size: number;
  stream: string;
  exported_at: string;
  exported_by: string;
}

/** Tables that hold rows of subjects (all but `subject` itself), with their key column. */
export const rowKeys = {
  person: 'cnic',
  application: 'id',
  licence: 'number',
  card_issue: 'place',
  test_result: 'id',
  card: 'job_id',
  till_receipt: 'receipt_number',
  till_shift: 'id',
  till_refund: 'entry_id',
  till_payout: 'entry_id',
  payment_slip: 'slip',
  day_close: 'subject',
  stock_movement: 'entry_id',
  lease: 'subject',
  report_export: 'entry_id',
  calibration: 'id',
  device: 'entry_id',
  device_choice: 'entry_id',
  printer_event: 'entry_id',
  exception_case: 'subject',
  recall: 'job_id',
  catalogue_version: 'version',
  card_check: 'entry_id',
} as const satisfies Record<Exclude<keyof LedgerTables, 'subject'>, string>;

export type RowTable = keyof typeof rowKeys;

export const rowTables = Object.keys(rowKeys) as readonly RowTable[];
