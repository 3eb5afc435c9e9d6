/**
 * People waiting to be taken into the search index, which is a file of its own: whoever changes, and whose
 * applications change, is queued with the change. And whom this counter asked central about.
 */
export const sql = `
-- version grows while a row waits: only what was sent to the index is taken off
create table search_queue (
  cnic text primary key,
  version integer not null
) strict, without rowid;

create table search_state (
  id integer primary key check (id = 1),
  -- The index that belongs to this store, and how far the two went together
  index_id text,
  batch integer not null
) strict;
insert into search_state values (1, null, 0);

create trigger person_search_insert after insert on person begin
  insert into search_queue values (new.cnic, 1) on conflict (cnic) do update set version = version + 1;
end;
create trigger person_search_update after update of name_en, name_ur, father_en, father_ur, birth_date on person begin
  insert into search_queue values (new.cnic, 1) on conflict (cnic) do update set version = version + 1;
end;
create trigger person_search_delete after delete on person begin
  insert into search_queue values (old.cnic, 1) on conflict (cnic) do update set version = version + 1;
end;
create trigger application_search_insert after insert on application begin
  insert into search_queue values (new.cnic, 1) on conflict (cnic) do update set version = version + 1;
end;
create trigger application_search_update after update of stage on application when new.stage <> old.stage begin
  insert into search_queue values (new.cnic, 1) on conflict (cnic) do update set version = version + 1;
end;
create trigger application_search_delete after delete on application begin
  insert into search_queue values (old.cnic, 1) on conflict (cnic) do update set version = version + 1;
end;

-- Whom central was asked about: it tells of their changes from then on, even of nobody known
create table looked_up (
  subject text primary key,
  at text not null
) strict;

-- When the feed was last read to its end, by this PC's clock
alter table replay_cursor add column feed_at text;
`;
