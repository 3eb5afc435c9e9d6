/**
 * Whom to believe: the authority's keys, what they certify and revoke in the order it was said, and status lists of cards
 * as they were published, with the places that are not valid.
 */
export const trust = {
  number: 11,
  name: 'trust',
  sql: `
create table trust_key (
  kid text primary key,
  use text not null,
  holder text not null,
  -- PKCS #8, sealed by a key that is not in the database; null for a counter's key, whose secret never leaves it.
  sealed bytea,
  valid_from text not null,
  valid_until text not null,
  revoked_since text
);
create index trust_key_holder on trust_key (use, holder);

create table trust_statement (
  number bigint primary key,
  kid text not null,
  statement bytea not null,
  -- SHA-256 over the chain before it and its own bytes.
  chain bytea not null,
  made_at text not null
);

create table status_file (
  sha256 text primary key,
  list text not null,
  from_version bigint not null,
  version bigint not null,
  bytes bytea not null,
  made_at text not null
);
create unique index status_file_version on status_file (list, from_version, version);

create table status_place (
  list text not null,
  position bigint not null,
  status text not null,
  primary key (list, position)
);

create table trust_directory (
  id boolean primary key default true check (id),
  made_at text not null,
  statements bigint not null,
  token bytea not null
);

create index card_issue_superseded on card_issue (list, position) where superseded_by is not null;
create index licence_out_of_force on licence (number) where out_of_force is not null;
`,
};
