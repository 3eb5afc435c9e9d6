/**
 * The register of documents: more kinds than licences, documents out of force, every card and permit with its place in
 * a status list, and every test that was taken. Licences of older builds are licences, in force.
 */
export const sql = `
alter table licence add column kind text not null default 'licence';
alter table licence add column out_of_force text;
alter table licence add column out_until text;

create table card_issue (
  place text primary key,
  subject text not null,
  licence_number text not null,
  application_id text not null,
  list text not null,
  position integer not null,
  superseded_by text,
  stream text not null,
  issued_at text not null,
  issued_by text not null,
  entry_id text not null
) strict;
create index card_issue_licence on card_issue (licence_number);

create table test_result (
  id text primary key,
  subject text not null,
  application_id text not null,
  test text not null,
  category text,
  outcome text not null,
  day text not null,
  vehicle text,
  stream text not null,
  taken_at text not null,
  taken_by text not null
) strict;
create index test_result_day on test_result (day);
`;
