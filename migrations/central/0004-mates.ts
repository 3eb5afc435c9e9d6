/**
 * Several counters in a centre: who follows which subject, whole states in the feed, snapshots of a
 * centre, and cases held by one counter at a time. What centres did before is made into subscriptions;
 * a person known to two of them, and the leases of a centre, go down whole once.
 */
export const mates = {
  number: 4,
  name: 'mates',
  sql: `
create table subject_centre (
  subject text not null,
  centre text not null,
  -- The change from which on the centre has been told of it
  since_change bigint not null,
  primary key (subject, centre)
);
create index subject_centre_by_centre on subject_centre (centre, subject);

alter table change drop constraint change_kind_check;
alter table change add constraint change_kind_check check (kind in ('receipt', 'reference', 'subject', 'claim'));
-- Of a whole state: its JSON text; of a claim: its JSON text
alter table change add column subject text;
alter table change add column body text;
alter table receipt add column change bigint not null default 0;
create index application_photo on application (photo) where photo is not null;

-- Changes of a centre up to here are no longer in the table: a snapshot holds them
create table feed_floor (
  centre text primary key,
  change bigint not null
);
create table snapshot (
  centre text not null,
  change bigint not null,
  made_at text not null,
  -- JSON array of {sha256, size, subjects}
  files text not null,
  primary key (centre, change)
);
create table snapshot_file (
  sha256 text primary key,
  bytes bytea not null
);
alter table snapshot_file alter column bytes set storage external;

create table case_claim (
  subject text primary key,
  stream text not null,
  actor text not null,
  until timestamptz not null
);
create index case_claim_by_stream on case_claim (stream);

insert into subject_centre (subject, centre, since_change)
select distinct receipt.subject, split_part(receipt.stream, '-', 1), 0
from receipt
where receipt.stream <> 'CEN-0-1'
  and (receipt.subject like 'person:%' or split_part(split_part(receipt.subject, ':', 2), '-', 1) = split_part(receipt.stream, '-', 1))
union
select subject, split_part(stream, '-', 1), 0 from lease;

insert into change (change, at, kind, centre, subject, body)
select
  (select change from feed_head) + row_number() over (order by subject, centre),
  to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'subject', centre, subject, state
from subject_centre
join subject using (subject)
where subject like 'lease:%'
  or (subject like 'person:%' and subject in (select subject from subject_centre group by subject having count(*) > 1));
update feed_head set change = greatest(change, coalesce((select max(change) from change), 0));
`,
} as const;
