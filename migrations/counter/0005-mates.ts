/**
 * What the feed brings of other counters: the base of a subject that came whole, a snapshot while it is
 * being fetched, files in pieces as they came, and the cases other counters hold.
 */
export const sql = `
-- Entries of the feed at or below this change are in the state already
alter table subject_confirmed add column base_change integer not null default 0;

-- The last item of the feed that was taken: central must still have it as it was
alter table replay_cursor add column seen_change integer;
alter table replay_cursor add column seen_at text;

create table subject_base (
  subject text primary key,
  change integer not null,
  state text not null
) strict;

-- Which photos are needed here, and which are not any more
create index application_photo on application (photo) where photo is not null;
create index card_application on card (application_id);

create table download (
  sha256 text not null,
  at integer not null,
  bytes blob not null,
  primary key (sha256, at)
) strict;

create table staged_subject (
  subject text primary key,
  state text not null
) strict;

create table staged_receipt (
  stream text not null,
  seq integer not null,
  entry_id text not null,
  status text not null,
  code text,
  waits_for text,
  change integer not null,
  at text not null,
  primary key (stream, seq)
) strict;

create table case_claim (
  subject text primary key,
  stream text not null,
  actor text not null,
  until text not null
) strict;
`;
