export interface TillReceiptRow {
  receipt_number: string;
  subject: string;
  application_id: string;
  rules: string;
  lines: string;
  total: number;
  tendered: number;
  method: string;
  stream: string;
  taken_at: string;
  taken_by: string;
  day: string;
  /** The challan or payment slip; null for cash, and where older builds took it. */
  reference: string | null;
  /** Null where older builds took it. */
  shift: string | null;
  /** How often it was printed; every paper after the first is a copy. */
  printed: number;
}

/** One drawer, from its float to its count; `stage` is `open`, `closed`, or `unsigned` while nobody saw a difference. */
export interface TillShiftRow {
  id: string;
  subject: string;
  stream: string;
  day: string;
  operator: string;
  opening: number;
  opened_at: string;
  stage: string;
  expected: number;
  counted: number | null;
  /** JSON of the count. */
  count: string | null;
  reason: string | null;
  closed_at: string | null;
  closed_by: string | null;
  signed_at: string | null;
  signed_by: string | null;
  note: string | null;
}

/** Money asked back; `stage` is `asked`, `agreed`, `refused` or `paid`. */
export interface TillRefundRow {
  /** The entry that asked. */
  entry_id: string;
  subject: string;
  receipt_number: string;
  kind: string;
  amount: number;
  reason: string;
  stage: string;
  /** The counter where it was asked, which pays. */
  stream: string;
  asked_at: string;
  asked_by: string;
  answered_at: string | null;
  answered_by: string | null;
  answer: string | null;
  paid_at: string | null;
  paid_by: string | null;
}

/** Money that left a drawer. */
export interface TillPayoutRow {
  entry_id: string;
  subject: string;
  receipt_number: string;
  amount: number;
  method: string;
  shift: string;
  stream: string;
  day: string;
  paid_at: string;
  paid_by: string;
}

/** A payment slip that paid: once, wherever it is shown. */
export interface PaymentSlipRow {
  slip: string;
  subject: string;
  receipt_number: string;
}

/** A day that was closed, and perhaps opened again. */
export interface DayCloseRow {
  subject: string;
  stream: string;
  day: string;
  stage: string;
  /** JSON of the figures it was closed with. */
  figures: string;
  closed_at: string;
  closed_by: string;
  reopened_at: string | null;
  reopened_by: string | null;
  reason: string | null;
}
