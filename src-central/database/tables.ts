import type { Generated } from 'kysely';
import type { ReceiptStatus } from '../../src-shared/contract/central/feed.ts';
import type { KeyUse } from '../../src-shared/credential/certificate.ts';
import type { CardStatus } from '../../src-shared/credential/status.ts';
import type { LedgerTables } from '../../src-shared/ledger/tables.ts';

/** Central's own tables; columns explained in `migrations/central`. */
export interface CentralTables extends LedgerTables {
  centre: { code: string; name_en: string; name_ur: string };
  staff: {
    centre: string;
    id: string;
    name_en: string;
    name_ur: string;
    role: 'operator' | 'technician' | 'supervisor';
    pin_hash: string;
    active: Generated<boolean>;
  };
  enrolment_code: {
    code_hash: Buffer;
    centre: string;
    counter: number;
    expires_at: Date;
    used_at: Date | null;
    stream: string | null;
    public_key: string | null;
  };
  stream: {
    stream: string;
    centre: string;
    counter: number;
    epoch: number;
    public_key: string;
    api_key_hash: Buffer | null;
    retired: Generated<boolean>;
    build: string;
    enrolled_at: Date;
    last_contact_at: Date | null;
  };
  central_key: { name: string; public_key: string; sealed: Buffer };
  trust_key: {
    kid: string;
    use: KeyUse;
    holder: string;
    sealed: Buffer | null;
    valid_from: string;
    valid_until: string;
    revoked_since: string | null;
  };
  trust_statement: { number: number; kid: string; statement: Buffer; chain: Buffer; made_at: string };
  status_file: {
    sha256: string;
    list: string;
    from_version: number;
    version: number;
    bytes: Buffer;
    made_at: string;
  };
  status_place: { list: string; position: number; status: CardStatus };
  trust_directory: { id: Generated<boolean>; made_at: string; statements: number; token: Buffer };
  attempt: { what: string; failures: number; window_started_at: Date };
  entry: {
    stream: string;
    seq: number;
    id: string;
    hash: string;
    line: string;
    signature: string | null;
    received_at: Date;
  };
  stream_cursor: { stream: string; ack_seq: number; head: string; settled_seq: number };
  receipt: {
    stream: string;
    seq: number;
    entry_id: string;
    subject: string;
    status: ReceiptStatus;
    code: string | null;
    waits_for: string | null;
    settled_at: string;
    change: Generated<number>;
  };
  subject_centre: { subject: string; centre: string; since_change: number };
  feed_floor: { centre: string; change: number };
  snapshot: { centre: string; change: number; made_at: string; files: string };
  snapshot_file: { sha256: string; bytes: Buffer };
  case_claim: { subject: string; stream: string; actor: string; until: Date };
  change: {
    change: number;
    at: string;
    kind: 'receipt' | 'reference' | 'subject' | 'claim';
    centre: string;
    target: string | null;
    stream: string | null;
    seq: number | null;
    entry_id: string | null;
    status: ReceiptStatus | null;
    code: string | null;
    waits_for: string | null;
    subject: string | null;
    body: string | null;
  };
  feed_head: { id: Generated<boolean>; change: number };
  replacement: { seq: number; entry_id: string; for_stream: string; for_seq: number; centre: string };
  staff_standing: {
    centre: string;
    id: string;
    since: Date;
    until: Date | null;
    role: 'operator' | 'technician' | 'supervisor';
    active: boolean;
  };
  lease_range: { prefix: string; serials: string; stream: string; entry_id: string };
  upload: { id: string; stream: string; sha256: string; size: number; received: Generated<number>; created_at: Date };
  upload_chunk: { upload: string; at: number; bytes: Buffer };
  blob: { sha256: string; size: number; upload: string; stored_at: Date };
  awaited_blob: { sha256: string; stream: string; since: Date };
  lookup_audit: {
    id: Generated<number>;
    at: Date;
    stream: string;
    actor: string;
    role: string;
    asked_by: 'cnic' | 'licenceNumber';
    asked: string;
    subject: string | null;
    found: boolean;
  };
  lookup_rate: { stream: string; window_started_at: Date; asked: number };
  claim_rate: { stream: string; window_started_at: Date; asked: number };
  stick_import: {
    id: Generated<number>;
    stream: string;
    made_at: string;
    imported_at: Date;
    imported_by: string;
    entries: number;
    blobs: number;
  };
  admin: { name: string; password_hash: string };
  page_session: { token_hash: Buffer; admin: string; form_token: string; expires_at: Date };
}
