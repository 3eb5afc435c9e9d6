/**
 * The till: shifts with their float and count, money that goes back, payment slips that paid, and days that are closed.
 * Receipts of older builds have no shift and no reference.
 */
export const till = {
  number: 10,
  name: 'till',
  sql: `
alter table till_receipt
  add column reference text,
  add column shift text,
  add column printed integer not null default 0;

create table till_shift (
  id text primary key,
  subject text not null,
  stream text not null,
  day text not null,
  operator text not null,
  opening bigint not null,
  opened_at text not null,
  stage text not null,
  expected bigint not null,
  counted bigint,
  count text,
  reason text,
  closed_at text,
  closed_by text,
  signed_at text,
  signed_by text,
  note text
);
create index till_shift_day on till_shift (day);
create index till_shift_stage on till_shift (stage) where stage <> 'closed';

create table till_refund (
  entry_id text primary key,
  subject text not null,
  receipt_number text not null,
  kind text not null,
  amount bigint not null,
  reason text not null,
  stage text not null,
  stream text not null,
  asked_at text not null,
  asked_by text not null,
  answered_at text,
  answered_by text,
  answer text,
  paid_at text,
  paid_by text
);
create index till_refund_receipt on till_refund (receipt_number);
create index till_refund_stage on till_refund (stage) where stage in ('asked', 'agreed');

create table till_payout (
  entry_id text primary key,
  subject text not null,
  receipt_number text not null,
  amount bigint not null,
  method text not null,
  shift text not null,
  stream text not null,
  day text not null,
  paid_at text not null,
  paid_by text not null
);
create index till_payout_day on till_payout (day);

create table payment_slip (
  slip text primary key,
  subject text not null,
  receipt_number text not null
);

create table day_close (
  subject text primary key,
  stream text not null,
  day text not null,
  stage text not null,
  figures text not null,
  closed_at text not null,
  closed_by text not null,
  reopened_at text,
  reopened_by text,
  reason text
);
`,
};
