/** Files that came by stick: which, from whom, what was new in them, and who brought them in. */
export const field = {
  number: 6,
  name: 'field',
  sql: `
create table stick_import (
  id bigint generated always as identity primary key,
  stream text not null,
  made_at text not null,
  imported_at timestamptz not null,
  imported_by text not null,
  entries bigint not null,
  blobs bigint not null
);
create index stick_import_by_stream on stick_import (stream, imported_at);
`,
} as const;
