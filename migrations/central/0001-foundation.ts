/**
 * Central's tables. Two families: what central keeps of centres, counters and entries, and the
 * ledger's tables (`src-shared/ledger/tables.ts`), whose columns are those of every counter. Whole
 * numbers are bigint, days and moments of the ledger are ISO text as in the entries themselves.
 * Keys begin with the stream or the subject, so that a distributed PostgreSQL can shard by them.
 */
export const foundation = {
  number: 1,
  name: 'foundation',
  sql: `
create extension if not exists btree_gist;

-- Who may talk to central
create table centre (
  code text primary key,
  name_en text not null,
  name_ur text not null
);
create table staff (
  centre text not null references centre,
  id text not null,
  name_en text not null,
  name_ur text not null,
  role text not null check (role in ('operator', 'technician', 'supervisor')),
  pin_hash text not null,
  active boolean not null default true,
  primary key (centre, id)
);
create table enrolment_code (
  code_hash bytea primary key,
  centre text not null references centre,
  counter bigint not null check (counter between 1 and 999),
  expires_at timestamptz not null,
  used_at timestamptz,
  stream text,
  public_key text
);
create table stream (
  stream text primary key,
  centre text not null,
  counter bigint not null,
  epoch bigint not null,
  public_key text not null,
  api_key_hash bytea unique,
  retired boolean not null default false,
  build text not null,
  enrolled_at timestamptz not null,
  last_contact_at timestamptz,
  unique (centre, counter, epoch)
);
create table central_key (
  name text primary key,
  public_key text not null,
  sealed bytea not null
);
create table attempt (
  what text primary key,
  failures bigint not null,
  window_started_at timestamptz not null
);

-- Entries as received: never changed, never deleted
create table entry (
  stream text not null,
  seq bigint not null,
  id text not null,
  hash text not null,
  line text not null,
  signature text,
  received_at timestamptz not null,
  primary key (stream, seq)
);
create index entry_by_id on entry (id);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'entries are append-only';
end $$;
create trigger entry_append_only before update or delete on entry for each row execute function refuse_change();
create trigger entry_no_truncate before truncate on entry for each statement execute function refuse_change();
-- One row a stream: what was received and what was settled
create table stream_cursor (
  stream text primary key,
  ack_seq bigint not null,
  head text not null,
  settled_seq bigint not null,
  check (settled_seq <= ack_seq)
);
create index stream_cursor_backlog on stream_cursor (stream) where settled_seq < ack_seq;

-- What became of them
create table receipt (
  stream text not null,
  seq bigint not null,
  entry_id text not null,
  subject text not null,
  status text not null check (status in ('applied', 'parked', 'exception')),
  code text,
  waits_for text,
  settled_at text not null,
  primary key (stream, seq)
);
create index receipt_by_entry on receipt (entry_id);
create index receipt_open on receipt (subject) where status <> 'applied';
create index receipt_waiting on receipt (waits_for) where status = 'parked';
create table change (
  change bigint primary key,
  at text not null,
  kind text not null check (kind in ('receipt', 'reference')),
  centre text not null,
  target text,
  stream text,
  seq bigint,
  entry_id text,
  status text,
  code text,
  waits_for text
);
create index change_by_centre on change (centre, change);
create table feed_head (
  id boolean primary key default true check (id),
  change bigint not null
);
insert into feed_head (change) values (0);

-- Licence numbers: overlapping ranges of a prefix are impossible
create table lease_range (
  prefix text not null,
  serials int8range not null,
  stream text not null,
  entry_id text not null,
  exclude using gist (prefix with =, serials with &&)
);

-- Photos and reports, in pieces as they came
create table upload (
  id text primary key,
  stream text not null,
  sha256 text not null,
  size bigint not null,
  received bigint not null default 0,
  created_at timestamptz not null
);
create table upload_chunk (
  upload text not null references upload on delete cascade,
  at bigint not null,
  bytes bytea not null,
  primary key (upload, at)
);
create table blob (
  sha256 text primary key,
  size bigint not null,
  upload text not null references upload,
  stored_at timestamptz not null
);
create table awaited_blob (
  sha256 text not null,
  stream text not null,
  since timestamptz not null,
  primary key (sha256, stream)
);

-- The page
create table admin (
  name text primary key,
  password_hash text not null
);
create table page_session (
  token_hash bytea primary key,
  admin text not null references admin on delete cascade,
  form_token text not null,
  expires_at timestamptz not null
);

-- The ledger's tables
create table subject (
  subject text primary key,
  state text not null
);
create table person (
  cnic text primary key,
  subject text not null,
  name_en text not null,
  name_ur text not null,
  father_en text not null,
  father_ur text not null,
  name_key text not null,
  birth_date text not null,
  gender text not null,
  blood_group text,
  phone text not null,
  address text not null,
  recorded_at text not null,
  recorded_by text not null
);
create table application (
  id text primary key,
  subject text not null,
  cnic text not null,
  service text not null,
  stage text not null,
  categories text not null,
  years bigint not null,
  rules text not null,
  documents text not null,
  photo text,
  fee_total bigint,
  receipt_number text,
  licence_number text,
  return_reason text,
  return_note text,
  stream text not null,
  opened_at text not null,
  opened_by text not null,
  submitted_at text,
  submitted_by text,
  decided_at text,
  decided_by text,
  updated_at text not null
);
create table licence (
  number text primary key,
  subject text not null,
  cnic text not null,
  application_id text not null,
  categories text not null,
  issued_on text not null,
  valid_until text not null,
  issued_at text not null,
  issued_by text not null,
  stream text not null,
  entry_id text not null
);
create index licence_latest on licence (issued_at);
create table card (
  job_id text primary key,
  subject text not null,
  application_id text not null,
  licence_number text not null,
  stage text not null,
  print_reason text,
  outcome_reason text,
  printer text not null,
  front text not null,
  back text not null,
  stream text not null,
  started_at text not null,
  started_by text not null,
  ended_at text,
  ended_by text,
  handed_to text,
  handed_relation text,
  handed_cnic text,
  handed_at text,
  handed_by text
);
create table till_receipt (
  receipt_number text primary key,
  subject text not null,
  application_id text not null,
  rules text not null,
  lines text not null,
  total bigint not null,
  tendered bigint not null,
  method text not null,
  stream text not null,
  taken_at text not null,
  taken_by text not null,
  day text not null
);
create table stock_movement (
  entry_id text primary key,
  subject text not null,
  centre text not null,
  day text not null,
  what text not null,
  quantity bigint not null,
  job_id text,
  reason text,
  stream text not null,
  moved_at text not null,
  moved_by text not null
);
create table lease (
  subject text primary key,
  prefix text not null,
  from_serial bigint not null,
  to_serial bigint not null,
  next_serial bigint not null,
  stream text not null,
  expires_at text not null
);
create index lease_by_stream on lease (stream);
create table report_export (
  entry_id text primary key,
  subject text not null,
  day text not null,
  format text not null,
  language text not null,
  sha256 text not null,
  size bigint not null,
  stream text not null,
  exported_at text not null,
  exported_by text not null
);
`,
} as const;
