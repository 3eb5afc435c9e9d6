/**
 * Cases of exceptions and cards to get back; entries that central wrote in others' place; and who was
 * staff in which role when, so that an entry written offline is judged by what held at its time.
 */
export const exceptions = {
  number: 3,
  name: 'exceptions',
  sql: `
alter table receipt drop constraint receipt_status_check;
alter table receipt add constraint receipt_status_check check (status in ('applied', 'parked', 'exception', 'rejected'));
create index receipt_own on receipt (subject) where stream = 'CEN-0-1';

create table exception_case (
  subject text primary key,
  entry_id text not null,
  stream text not null,
  seq bigint not null,
  type text not null,
  about text not null,
  code text not null,
  owner text not null,
  due_at text not null,
  stage text not null,
  times bigint not null,
  decision text,
  reason text,
  replacement text,
  proposed_by text,
  proposed_at text,
  agreed bigint,
  answer text,
  decided_by text,
  decided_at text,
  outcome text,
  opened_at text not null,
  closed_at text
);
create index exception_case_open on exception_case (due_at) where stage <> 'closed';
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
);
create index recall_open on recall (due_at) where stage = 'open';

-- An entry of central's own stream that settles in another's place
create table replacement (
  seq bigint primary key,
  entry_id text not null unique,
  for_stream text not null,
  for_seq bigint not null,
  centre text not null
);

-- Every standing a member of staff ever had; kept by the table of staff itself
create table staff_standing (
  centre text not null,
  id text not null,
  since timestamptz not null,
  until timestamptz,
  role text not null,
  active boolean not null,
  primary key (centre, id, since)
);
insert into staff_standing (centre, id, since, role, active) select centre, id, '-infinity', role, active from staff;
create function keep_staff_standing() returns trigger language plpgsql as $$
declare
  moment timestamptz := clock_timestamp();
begin
  if tg_op = 'UPDATE' and new.role = old.role and new.active = old.active then
    return new;
  end if;
  update staff_standing set until = moment where centre = new.centre and id = new.id and until is null;
  insert into staff_standing (centre, id, since, role, active) values (new.centre, new.id, moment, new.role, new.active);
  return new;
end $$;
create trigger staff_standing after insert or update on staff for each row execute function keep_staff_standing();
`,
} as const;
