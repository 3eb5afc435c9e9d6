/** Calibrations and what happened to devices; which calibration and count a photo and a card were made with. */
export const sql = `
create table calibration (
  id text primary key,
  subject text not null,
  kind text not null,
  model text not null,
  serial text not null,
  version integer not null,
  result text not null,
  reason text not null,
  rules text not null,
  valid_until text not null,
  stream text not null,
  calibrated_at text not null,
  calibrated_by text not null
) strict;
create index calibration_device on calibration (kind, serial);

create table device (
  entry_id text primary key,
  subject text not null,
  kind text not null,
  model text not null,
  serial text not null,
  stream text not null,
  first_used_at text not null,
  first_used_by text not null
) strict;
create index device_serial on device (kind, serial);

create table device_choice (
  entry_id text primary key,
  subject text not null,
  kind text not null,
  source text not null,
  name text not null,
  reason text not null,
  current integer not null,
  stream text not null,
  chosen_at text not null,
  chosen_by text not null
) strict;
create index device_choice_current on device_choice (stream, kind) where current = 1;

create table printer_event (
  entry_id text primary key,
  subject text not null,
  what text not null,
  serial text not null,
  cards integer not null,
  cards_inserted integer,
  panels_printed integer,
  expected integer,
  backwards integer,
  job_id text,
  detail text,
  cards_left integer,
  blanks integer,
  reason text,
  explained_at text,
  number integer not null,
  stream text not null,
  happened_at text not null,
  done_by text not null
) strict;
create index printer_event_serial on printer_event (stream, serial, what);
create index printer_event_open on printer_event (stream) where what = 'unexplained' and explained_at is null;

alter table application add column photo_calibration text;

alter table card add column calibration text;
alter table card add column printer_serial text;
alter table card add column cards_inserted integer;
alter table card add column panels_printed integer;
create index card_account on card (stream, printer_serial, stage, started_at);
`;
