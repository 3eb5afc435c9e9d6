/** The journal, its receipts and blobs, the subjects folded from it, and the tables that show them. */
export const sql = `
create table meta (
  key text primary key,
  value text not null
) strict;

create table journal (
  stream text not null,
  seq integer not null,
  id text not null unique,
  type text not null,
  schema integer not null,
  subject text not null,
  deps text not null,
  actor text not null,
  role text not null,
  at text not null,
  boot integer not null,
  offset_ms integer,
  blobs text not null,
  prev_hash text not null,
  hash text not null,
  body text not null,
  primary key (stream, seq)
) strict;
create index journal_subject on journal (subject);
create trigger journal_no_update before update on journal begin select raise(abort, 'the journal is append-only'); end;
create trigger journal_no_delete before delete on journal begin select raise(abort, 'the journal is append-only'); end;

create table receipt (
  entry_id text primary key,
  stream text not null,
  seq integer not null,
  status text not null,
  code text,
  waits_for text,
  change integer not null,
  received_at text not null
) strict;
create index receipt_seq on receipt (stream, seq);
create index receipt_status on receipt (status) where status <> 'applied';

create table feed_entry (
  change integer primary key,
  entry_id text not null unique,
  subject text not null,
  entry text not null
) strict;
create index feed_entry_subject on feed_entry (subject);

create table blob (
  sha256 text primary key,
  size integer not null,
  type text not null,
  stored_at text not null,
  bytes blob not null
) strict;

create table blob_delivery (
  sha256 text primary key,
  confirmed_at text
) strict;
create index blob_delivery_waiting on blob_delivery (sha256) where confirmed_at is null;

create table replay_cursor (
  id integer primary key check (id = 1),
  acked_seq integer not null,
  feed_change integer not null,
  last_contact text,
  server_time text,
  offset_ms integer
) strict;
insert into replay_cursor values (1, 0, 0, null, null, null);

create table subject (
  subject text primary key,
  state text not null
) strict;

create table subject_confirmed (
  subject text primary key,
  state text not null
) strict;

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
) strict;
create index person_birth_date on person (birth_date, name_key);

create table application (
  id text primary key,
  subject text not null,
  cnic text not null,
  service text not null,
  stage text not null,
  categories text not null,
  years integer not null,
  rules text not null,
  documents text not null,
  photo text,
  fee_total integer,
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
) strict;
create index application_cnic on application (cnic);
create index application_stage on application (stage, updated_at);

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
) strict;
create index licence_cnic on licence (cnic);

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
) strict;
create index card_licence on card (licence_number);

create table till_receipt (
  receipt_number text primary key,
  subject text not null,
  application_id text not null,
  rules text not null,
  lines text not null,
  total integer not null,
  tendered integer not null,
  method text not null,
  stream text not null,
  taken_at text not null,
  taken_by text not null,
  day text not null
) strict;
create index till_receipt_day on till_receipt (day);

create table stock_movement (
  entry_id text primary key,
  subject text not null,
  centre text not null,
  day text not null,
  what text not null,
  quantity integer not null,
  job_id text,
  reason text,
  stream text not null,
  moved_at text not null,
  moved_by text not null
) strict;
create index stock_movement_day on stock_movement (centre, day);

create table lease (
  subject text primary key,
  prefix text not null,
  from_serial integer not null,
  to_serial integer not null,
  next_serial integer not null,
  stream text not null,
  expires_at text not null
) strict;

create table report_export (
  entry_id text primary key,
  subject text not null,
  day text not null,
  format text not null,
  language text not null,
  sha256 text not null,
  size integer not null,
  stream text not null,
  exported_at text not null,
  exported_by text not null
) strict;
`;
