/** Cases of exceptions and cards to get back. */
export const sql = `
create table exception_case (
  subject text primary key,
  entry_id text not null,
  stream text not null,
  seq integer not null,
  type text not null,
  about text not null,
  code text not null,
  owner text not null,
  due_at text not null,
  stage text not null,
  times integer not null,
  decision text,
  reason text,
  replacement text,
  proposed_by text,
  proposed_at text,
  agreed integer,
  answer text,
  decided_by text,
  decided_at text,
  outcome text,
  opened_at text not null,
  closed_at text
) strict;
create index exception_case_open on exception_case (due_at) where stage <> 'closed';
create index exception_case_entry on exception_case (entry_id);

create table recall (
  job_id text primary key,
  subject text not null,
  licence_number text not null,
  cnic text not null,
  why text not null,
  due_at text not null,
  exception text not null,
  handed_to text,
  handed_at text,
  stage text not null,
  outcome text,
  note text,
  opened_at text not null,
  closed_at text,
  closed_by text
) strict;
create index recall_open on recall (due_at) where stage = 'open';

create index receipt_waits_for on receipt (waits_for) where waits_for is not null;
`;
