import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { centralMigrations } from '../../migrations/central/migrations.ts';
import { counterMigrations } from '../../migrations/counter/index.ts';
import central from '../../migrations/central/checksums.json' with { type: 'json' };
import counter from '../../migrations/counter/checksums.json' with { type: 'json' };

/** What a released migration does never changes: databases in the field have run it. */
describe.each([
  { end: 'counter', migrations: counterMigrations, frozen: counter as Record<string, string> },
  { end: 'central', migrations: centralMigrations, frozen: central as Record<string, string> },
])('migrations of the $end', ({ end, migrations, frozen }) => {
  const files = readdirSync(join(import.meta.dirname, '../../migrations', end))
    .filter((name) => /^\d{4}-/.test(name))
    .map((name) => name.replace('.ts', ''))
    .toSorted();

  test('are listed in the order of their files, numbered without a gap', () => {
    expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(migrations.map((each) => each.number));
    expect(migrations.map((each) => each.number)).toEqual(migrations.map((_, index) => index + 1));
  });

  test('are what they were when they were frozen; a change is a new migration', () => {
    const sums = migrations.map((each, index) => [files[index], createHash('sha256').update(each.sql).digest('hex')]);
    expect(Object.fromEntries(sums)).toEqual(frozen);
  });
});
