/** The ledger's tables of devices, and what photos and cards were made with; columns as at every counter. */
export const devices = {
  number: 2,
  name: 'devices',
  sql: `
create table calibration (
  id text primary key,
  subject text not null,
  kind text not null,
  model text not null,
  serial text not null,
  version bigint not null,
  result text not null,
  reason text not null,
  rules text not null,
  valid_until text not null,
  stream text not null,
  calibrated_at text not null,
  calibrated_by text not null
);

create table device (
  entry_id text primary key,
  subject text not null,
  kind text not null,
  model text not null,
  serial text not null,
  stream text not null,
  first_used_at text not null,
  first_used_by text not null
);

create table device_choice (
  entry_id text primary key,
  subject text not null,
  kind text not null,
  source text not null,
  name text not null,
  reason text not null,
  current bigint not null,
  stream text not null,
  chosen_at text not null,
  chosen_by text not null
);

create table printer_event (
  entry_id text primary key,
  subject text not null,
  what text not null,
  serial text not null,
  cards bigint not null,
  cards_inserted bigint,
  panels_printed bigint,
  expected bigint,
  backwards bigint,
  job_id text,
  detail text,
  cards_left bigint,
  blanks bigint,
  reason text,
  explained_at text,
  number bigint not null,
  stream text not null,
  happened_at text not null,
  done_by text not null
);

alter table application add column photo_calibration text;

alter table card add column calibration text;
alter table card add column printer_serial text;
alter table card add column cards_inserted bigint;
alter table card add column panels_printed bigint;
create index printer_event_open on printer_event (stream) where what = 'unexplained' and explained_at is null;
`,
} as const;
