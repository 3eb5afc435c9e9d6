/** Whom to believe: the authority's statements in their order, and the signed files of status lists, all verbatim. */
export const sql = `
create table trust_statement (
  number integer primary key,
  statement blob not null
) strict;

create table status_file (
  sha256 text primary key,
  list text not null,
  from_version integer not null,
  version integer not null,
  bytes blob not null
) strict;
create index status_file_list on status_file (list, from_version);
`;
