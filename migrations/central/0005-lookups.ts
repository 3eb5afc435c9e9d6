/** Who looked up whom, for ever; and how often a stream asks, so that no counter can leaf through the whole country. */
export const lookups = {
  number: 5,
  name: 'lookups',
  sql: `
create table lookup_audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  stream text not null,
  actor text not null,
  role text not null,
  -- What was asked for: 'cnic' or 'licenceNumber', and which
  asked_by text not null check (asked_by in ('cnic', 'licenceNumber')),
  asked text not null,
  -- Whom the answer spoke of; null when the number is nobody's
  subject text,
  found boolean not null
);
create index lookup_audit_subject on lookup_audit (subject, at);
create index lookup_audit_stream on lookup_audit (stream, at);
create function lookup_audit_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the audit of lookups is append-only';
end;
$$;
create trigger lookup_audit_append_only before update or delete or truncate on lookup_audit
  for each statement execute function lookup_audit_stays();

create table lookup_rate (
  stream text primary key,
  window_started_at timestamptz not null,
  asked bigint not null
);
`,
} as const;
