import type { LedgerTables } from '../../src-shared/ledger/tables.ts';

/** All tables of a counter's store. */
export interface StoreTables extends LedgerTables {
  meta: { key: string; value: string };
  journal: JournalRow;
  receipt: ReceiptRow;
  feed_entry: { change: number; entry_id: string; subject: string; entry: string };
  blob: { sha256: string; size: number; type: string; stored_at: string; bytes: Uint8Array };
  blob_delivery: { sha256: string; confirmed_at: string | null };
  replay_cursor: ReplayCursorRow;
  subject_confirmed: { subject: string; state: string; base_change: number };
  subject_base: { subject: string; change: number; state: string };
  download: { sha256: string; at: number; bytes: Uint8Array };
  staged_subject: { subject: string; state: string };
  staged_receipt: StagedReceiptRow;
  case_claim: { subject: string; stream: string; actor: string; until: string };
  staff: StaffRow;
  sign_in_failure: { staff_id: string; failures: number; last_at: string; locked_until: string | null };
  draft: { cnic: string; field: string; value: string; updated_at: string; updated_by: string };
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
  last_contact: string | null;
  server_time: string | null;
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
