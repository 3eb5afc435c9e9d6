/** Versions of the rules that central published; what they say is in the state of their subjects. */
export const sql = `
create table catalogue_version (
  version text primary key,
  subject text not null,
  from_day text not null,
  sha256 text not null,
  stage text not null,
  reason text not null,
  proposed_by text not null,
  proposed_at text not null,
  answer text,
  decided_by text,
  decided_at text
) strict;
`;
