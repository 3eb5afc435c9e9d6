import type { LedgerTables } from '../../src-shared/ledger/tables.ts';

/** All tables of a counter's store. */
export interface StoreTables extends LedgerTables {
  meta: { key: string; value: string };
  journal: JournalRow;
  receipt: ReceiptRow;
  feed_entry: { change: number; entry_id: string; subject: string; entry: string; at: string | null };
  blob: { sha256: string; size: number; type: string; stored_at: string; bytes: Uint8Array };
  blob_delivery: { sha256: string; confirmed_at: string | null };
  replay_cursor: ReplayCursorRow;
  carried: CarriedRow;
  card_job: CardJobRow;
  /** The last head of each own stream that central countersigned. */
  countersigned: { stream: string; seq: number; head: string; signature: string; signed_at: string };
  /** Counts that triggers keep: `settled <stream>`, `blobs waiting`. */
  tally: { name: string; count: number };
  subject_confirmed: { subject: string; state: string; base_change: number };
  subject_base: { subject: string; change: number; state: string };
  download: { sha256: string; at: number; bytes: Uint8Array };
  staged_subject: { subject: string; state: string };
  staged_receipt: StagedReceiptRow;
  trust_statement: { number: number; statement: Uint8Array };
  status_file: { sha256: string; list: string; from_version: number; version: number; bytes: Uint8Array };
  case_claim: { subject: string; stream: string; actor: string; until: string };
  search_queue: { cnic: string; version: number };
  search_state: { id: number; index_id: string | null; batch: number };
  looked_up: { subject: string; at: string };
  staff: StaffRow;
  sign_in_failure: { staff_id: string; failures: number; last_at: string; locked_until: string | null };
  draft: { cnic: string; field: string; value: string; updated_at: string; updated_by: string };
}

/** A card job of this counter as its entries tell it, whatever central made of them; triggers of the journal keep it. */
export interface CardJobRow {
  job_id: string;
  /** The epoch it was started in: entries may move, the card went through then. */
  stream: string;
  printer: string;
  printer_serial: string | null;
  cards_inserted: number | null;
  /** `printing`, then its outcome. */
  stage: string;
  started_at: string;
  ended_at: string | null;
}

export interface JournalRow {
  stream: string;
  seq: number;
  id: string;
  type: string;
  schema: number;
  subject: string;
  /** JSON array of entry ids. */
  deps: string;
  actor: string;
  role: string;
  at: string;
  boot: number;
  offset_ms: number | null;
  /** JSON array of `{sha256, size}`. */
  blobs: string;
  prev_hash: string;
  hash: string;
  body: string;
}

/** Where an entry stood before it was carried over into the stream of a new epoch. */
export interface CarriedRow {
  id: string;
  from_stream: string;
  from_seq: number;
  from_prev_hash: string;
  from_hash: string;
  to_stream: string;
  to_seq: number;
}

export interface ReceiptRow {
  entry_id: string;
  stream: string;
  seq: number;
  status: string;
  code: string | null;
  waits_for: string | null;
  change: number;
  received_at: string;
}

/** A receipt of this counter that came with a snapshot. */
export interface StagedReceiptRow {
  stream: string;
  seq: number;
  entry_id: string;
  status: string;
  code: string | null;
  waits_for: string | null;
  change: number;
  at: string;
}

/** One row: how far central has this counter's entries, and how far this counter has the feed. */
export interface ReplayCursorRow {
  id: number;
  acked_seq: number;
  feed_change: number;
  /** The last item of the feed that was taken, and when central says it happened; null after a snapshot. */
  seen_change: number | null;
  seen_at: string | null;
  last_contact: string | null;
  server_time: string | null;
  /** When the feed was last read to its end, by this PC's clock. */
  feed_at: string | null;
  /** Device clock minus server time at the last contact, ms. */
  offset_ms: number | null;
}

export interface StaffRow {
  id: string;
  name_en: string;
  name_ur: string;
  role: string;
  pin_hash: string;
  active: number;
}
