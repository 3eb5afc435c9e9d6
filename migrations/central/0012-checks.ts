/** Cards, permits and numbers that were checked, and what was said of them. */
export const checks = {
  number: 12,
  name: 'checks',
  sql: `
create table card_check (
  entry_id text primary key,
  subject text not null,
  day text not null,
  way text not null,
  verdict text not null,
  reasons text not null,
  licence_number text,
  status_age bigint,
  stream text not null,
  checked_at text not null,
  checked_by text not null
);
create index card_check_number on card_check (licence_number) where licence_number is not null;
create index card_check_day on card_check (day);
`,
};
