import { afterAll, beforeAll, expect, it } from 'vitest';
import { centralMigrations } from '../../migrations/central/migrations.ts';
import { openDatabase, type OpenedDatabase } from '../../src-central/database/database.ts';
import { migrate } from '../../src-central/database/migrate.ts';
import { freshDatabase } from '../support/test-central.ts';

let opened: OpenedDatabase;
beforeAll(async () => {
  opened = openDatabase(await freshDatabase(), { size: 2, onError: () => undefined });
  await migrate(opened.pool, centralMigrations.slice(0, 3));
  // As the version before left it: a person of both centres, one of each, a till and a lease.
  await opened.pool.query(`
    insert into subject values
      ('person:1', '{"both":1}'), ('person:2', '{}'), ('person:3', '{}'), ('till:GLT-1-1:2026-11-21', '{}'),
      ('lease:GLT:1', '{"lease":1}');
    insert into lease values ('lease:GLT:1', 'GLT', 1, 20, 1, 'GLT-1-1', '2027-01-01T00:00:00.000Z');
    insert into receipt (stream, seq, entry_id, subject, status, settled_at) values
      ('GLT-1-1', 1, 'a', 'person:1', 'applied', ''), ('GLT-2-1', 1, 'b', 'person:1', 'exception', ''),
      ('SKD-1-1', 1, 'c', 'person:1', 'applied', ''), ('GLT-1-1', 2, 'd', 'person:2', 'applied', ''),
      ('SKD-1-1', 2, 'e', 'person:3', 'applied', ''), ('GLT-1-1', 3, 'f', 'till:GLT-1-1:2026-11-21', 'applied', ''),
      ('SKD-1-1', 3, 'g', 'till:GLT-1-1:2026-11-21', 'exception', ''), ('CEN-0-1', 1, 'h', 'lease:GLT:1', 'applied', '');
    insert into change (change, at, kind, centre) values (7, '2026-11-21T00:00:00.000Z', 'reference', 'GLT');
    update feed_head set change = 7;`);
  await migrate(opened.pool, centralMigrations.slice(0, 4));
});
afterAll(() => opened.close());

it('0004-mates makes centres follow what they worked on, and nothing by another centre’s name', async () => {
  const { rows } = await opened.pool.query('select subject, centre from subject_centre order by subject, centre');
  expect(rows.map(({ subject, centre }) => `${subject} ${centre}`)).toEqual([
    'lease:GLT:1 GLT',
    'person:1 GLT',
    'person:1 SKD',
    'person:2 GLT',
    'person:3 SKD',
    'till:GLT-1-1:2026-11-21 GLT',
  ]);
});

it('sends down whole, once, what a centre had only its own part of', async () => {
  const { rows } = await opened.pool.query(
    "select change, kind, centre, subject, body from change where kind = 'subject' order by change",
  );
  expect(rows).toEqual([
    { change: 8, kind: 'subject', centre: 'GLT', subject: 'lease:GLT:1', body: '{"lease":1}' },
    { change: 9, kind: 'subject', centre: 'GLT', subject: 'person:1', body: '{"both":1}' },
    { change: 10, kind: 'subject', centre: 'SKD', subject: 'person:1', body: '{"both":1}' },
  ]);
  expect((await opened.pool.query('select change from feed_head')).rows).toEqual([{ change: 10 }]);
  const at = await opened.pool.query("select distinct at from change where kind = 'subject'");
  expect(at.rows[0].at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});
