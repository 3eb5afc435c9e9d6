/**
 * Cases of exceptions and cards to get back.
 *
 * A card that went through the printer stays a card whatever central makes of its licence: `card_job` keeps the jobs of
 * this counter as they were written, while `card` shows those that stand. `stream` is where the job was started.
 */
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

create table card_job (
  job_id text primary key,
  stream text not null,
  printer text not null,
  printer_serial text,
  cards_inserted integer,
  stage text not null,
  started_at text not null,
  ended_at text
) strict;
create index card_job_account on card_job (stream, printer_serial, stage, started_at);
create index printer_event_account on printer_event (subject, serial, what);
insert into card_job
  select s.body ->> '$.jobId', s.stream, s.body ->> '$.printer', s.body ->> '$.reading.serial',
    s.body ->> '$.reading.cardsInserted', coalesce(e.body ->> '$.outcome', 'printing'), s.at, e.at
  from journal s left join journal e on e.type = 'card.ended' and e.subject = s.subject
    and e.body ->> '$.jobId' = s.body ->> '$.jobId'
  where s.type = 'card.started' and s.body <> 'null'
  on conflict (job_id) do nothing;
create trigger card_job_started after insert on journal when new.type = 'card.started' begin
  insert into card_job values (
    new.body ->> '$.jobId', new.stream, new.body ->> '$.printer', new.body ->> '$.reading.serial',
    new.body ->> '$.reading.cardsInserted', 'printing', new.at, null
  ) on conflict (job_id) do nothing;
end;
create trigger card_job_ended after insert on journal when new.type = 'card.ended' begin
  update card_job set stage = new.body ->> '$.outcome', ended_at = new.at where job_id = new.body ->> '$.jobId';
end;
`;
