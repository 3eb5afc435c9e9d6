import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { counterMigrations } from '../../migrations/counter/index.ts';
import { Journal } from '../../src-main/store/journal.ts';
import { migrate } from '../../src-main/store/migrate.ts';
import { Store } from '../../src-main/store/store.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import type { EntryId, StaffId, StreamId } from '../../src-shared/ids.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { PersonData } from '../../src-shared/licensing/person-data.ts';
import { sampleRuleBooks } from '../../src-shared/licensing/sample-rules.ts';

let dir: string;
let store: Store;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'journal-'));
  store = new Store(join(dir, 'counter.db'), randomBytes(32));
  migrate(store, counterMigrations);
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true });
});

test('an act is an entry, a state and its rows at once; a refusal leaves no trace', () => {
  const journal = new Journal({
    store,
    rules: sampleRuleBooks,
    clock: { now: () => Date.UTC(2026, 10, 21) },
    ids: { uuid: () => v7() as EntryId },
  });
  const place = { stream: 'GLT-1-1' as StreamId, boot: 1 };
  const actor = { id: 'op-1' as StaffId, role: 'operator' as const };
  const person = PersonData.parse({
    cnic: '7110312345671',
    nameEn: 'Sample Applicant',
    nameUr: 'نمونہ درخواست گزار',
    fatherEn: 'Sample Father',
    fatherUr: 'نمونہ والد',
    birthDate: '1990-05-01',
    gender: 'male',
    bloodGroup: 'B+',
    phone: '03001234567',
    address: 'House 1, Gilgit',
  });
  const subject = 'person:7110312345671' as Subject;
  const ok = journal.append(place, actor, [{ type: 'person.recorded', subject, data: { person } }]);
  expect(ok.ok).toBe(true);
  const no = journal.append(place, actor, [
    { type: 'person.recorded', subject, data: { person: { ...person, nameEn: 'Other Name' } } },
    { type: 'person.recorded', subject, data: { person: { ...person, birthDate: '2990-01-01' } } },
  ]);
  expect(no).toMatchObject({ ok: false, code: 'person.birthDateInFuture' });
  expect(store.all(store.sql.selectFrom('person').select('name_en'))).toEqual([{ name_en: 'Sample Applicant' }]);
  expect(verifyJournal(store)).toMatchObject({ entries: 1, breaks: [], blobs: [] });
});
