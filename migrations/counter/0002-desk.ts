/** What a counter keeps for its own work and never sends: staff for signing in, failures, drafts. */
export const sql = `
create table staff (
  id text primary key,
  name_en text not null,
  name_ur text not null,
  role text not null,
  pin_hash text not null,
  active integer not null
) strict;

create table sign_in_failure (
  staff_id text primary key,
  failures integer not null,
  last_at text not null,
  locked_until text
) strict;

create table draft (
  cnic text not null,
  field text not null,
  value text not null,
  updated_at text not null,
  updated_by text not null,
  primary key (cnic, field)
) strict, without rowid;
`;
