/**
 * What a counter in the field needs: entries carried over into a new epoch, heads that central countersigned, bodies
 * that may leave once they are central's, counts that cost nothing to read, and the day report's index.
 *
 * The journal stays append-only but for two things, each proved by a row: an entry that moves to the stream of a new
 * epoch keeps everything but its place in the chain, and `carried` keeps that place; a body may be emptied (JSON
 * `null`) once central countersigned a head at or after it and settled it.
 */
export const sql = `
create table carried (
  id text not null,
  from_stream text not null,
  from_seq integer not null,
  from_prev_hash text not null,
  from_hash text not null,
  to_stream text not null,
  to_seq integer not null,
  primary key (from_stream, from_seq)
) strict;
create index carried_id on carried (id);
create trigger carried_no_update before update on carried begin select raise(abort, 'what was carried stays'); end;
create trigger carried_no_delete before delete on carried begin select raise(abort, 'what was carried stays'); end;

create table countersigned (
  stream text primary key,
  seq integer not null,
  head text not null,
  signature text not null,
  signed_at text not null
) strict;

drop trigger journal_no_update;
create trigger journal_no_update before update on journal
when not (
  new.id = old.id and new.type = old.type and new.schema = old.schema and new.subject = old.subject
  and new.deps = old.deps and new.actor = old.actor and new.role = old.role and new.at = old.at
  and new.boot = old.boot and new.offset_ms is old.offset_ms and new.blobs = old.blobs
  and (
    (
      new.body = old.body
      and exists (
        select 1 from carried c
        where c.from_stream = old.stream and c.from_seq = old.seq and c.id = old.id
          and c.from_prev_hash = old.prev_hash and c.from_hash = old.hash
          and c.to_stream = new.stream and c.to_seq = new.seq
      )
    )
    or (
      new.body = 'null' and new.stream = old.stream and new.seq = old.seq
      and new.prev_hash = old.prev_hash and new.hash = old.hash
      and exists (select 1 from receipt r where r.entry_id = old.id and r.status in ('applied', 'rejected'))
      and exists (select 1 from countersigned s where s.stream = old.stream and s.seq >= old.seq)
    )
  )
)
begin select raise(abort, 'the journal is append-only'); end;

create index journal_at on journal (stream, at);
create index receipt_change on receipt (change);
create index blob_stored on blob (stored_at);
-- When central settled it, by its own clock; null in rows of an older build
alter table feed_entry add column at text;

create table tally (
  name text primary key,
  count integer not null
) strict, without rowid;
insert into tally
  select 'settled ' || j.stream, count(*) from receipt r join journal j on j.id = r.entry_id
  where r.status <> 'parked' group by j.stream;
insert into tally select 'blobs waiting', count(*) from blob_delivery where confirmed_at is null;
create trigger receipt_tally_new after insert on receipt when new.status <> 'parked' begin
  insert into tally select 'settled ' || j.stream, 1 from journal j where j.id = new.entry_id
    on conflict (name) do update set count = count + 1;
end;
create trigger receipt_tally_old after delete on receipt when old.status <> 'parked' begin
  update tally set count = count - 1
    where name = (select 'settled ' || j.stream from journal j where j.id = old.entry_id);
end;
create trigger receipt_tally_changed after update of status on receipt
when (old.status = 'parked') <> (new.status = 'parked') begin
  insert into tally
    select 'settled ' || j.stream, iif(new.status = 'parked', -1, 1) from journal j where j.id = new.entry_id
    on conflict (name) do update set count = count + excluded.count;
end;
create trigger blob_tally_new after insert on blob_delivery when new.confirmed_at is null begin
  update tally set count = count + 1 where name = 'blobs waiting';
end;
create trigger blob_tally_old after delete on blob_delivery when old.confirmed_at is null begin
  update tally set count = count - 1 where name = 'blobs waiting';
end;
create trigger blob_tally_changed after update of confirmed_at on blob_delivery begin
  update tally set count = count + (new.confirmed_at is null) - (old.confirmed_at is null)
    where name = 'blobs waiting';
end;
`;
