import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 } from 'uuid';
import { counterMigrations } from '../migrations/counter/index.ts';
import { newBlob, type NewBlob } from '../src-main/store/blobs.ts';
import { Journal, type NewAct } from '../src-main/store/journal.ts';
import { migrate } from '../src-main/store/migrate.ts';
import { Store } from '../src-main/store/store.ts';
import type { ApplicationId, Cnic, EntryId, StaffId, StreamId } from '../src-shared/ids.ts';
import { personSubject } from '../src-shared/ledger/subjects.ts';
import { PersonData } from '../src-shared/licensing/person-data.ts';
import { firstRules } from '../src-shared/catalogue/sample-catalogues.ts';
import { quantile, report, timed } from './harness.ts';

/**
 * What one act costs above the disk: `application.photographed` with a 60 KB photo through
 * `Journal.append` (parse, fold, chain, rows, blob, commit), against the same rows of the same bytes
 * written by bare prepared statements to a second file with the same cipher and pragmas. The two
 * take turns, so that whatever else the machine does hits both. Both are given the photo's hash,
 * which is made once when the photo is accepted; what that takes is a figure of its own. In the same rounds
 * an act without a photo stands against the disk alone: one block of 4 KiB appended to a file, and fsync.
 */
const PEOPLE = 200;
const ROUNDS = 1_200;
const WARM_UP = 200;
const PHOTO_BYTES = 60_000;

const dir = mkdtempSync(join(tmpdir(), 'bench-commit-'));
const key = randomBytes(32);
const store = new Store(join(dir, 'acts.db'), key);
migrate(store, counterMigrations);
const uuid = () => v7() as EntryId;
const journal = new Journal({ store, rules: firstRules, clock: { now: () => Date.now() }, ids: { uuid } });
const place = { stream: 'GLT-1-1' as StreamId, boot: 1 };
const operator = { id: 'op-1' as StaffId, role: 'operator' as const };
const applicants = Array.from({ length: PEOPLE }, (_, index) => openApplication(index));

const raw = rawCopy();
const hashes: number[] = [];
const acts: number[] = [];
const plain: number[] = [];
const syncs: number[] = [];
const bare: number[] = [];
const bareFile = openSync(join(dir, 'bare'), 'w');
const block = randomBytes(4096);
for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
  const bytes = randomBytes(PHOTO_BYTES);
  let photo: NewBlob | undefined;
  hashes.push(timed(() => (photo = newBlob(bytes, 'image/jpeg'))));
  const act = photographed(round, photo!);
  const rows = rowsOf(round, newBlob(randomBytes(PHOTO_BYTES), 'image/jpeg'));
  const turns = [
    () => acts.push(timed(() => append(act))),
    () => bare.push(timed(() => raw.write(rows))),
    () => plain.push(timed(() => append(documentsSeen(round)))),
    () => syncs.push(timed(() => syncBlock())),
  ];
  for (const turn of round % 2 === 0 ? turns : turns.toReversed()) turn();
}
raw.close();
closeSync(bareFile);
store.close();
rmSync(dir, { recursive: true });

const [whole, commit] = [acts.slice(WARM_UP), bare.slice(WARM_UP)];
const [small, sync] = [plain.slice(WARM_UP), syncs.slice(WARM_UP)];
report('commit', [
  { figure: 'act_p50', value: quantile(whole, 0.5), unit: 'ms' },
  { figure: 'act_p99', value: quantile(whole, 0.99), unit: 'ms' },
  { figure: 'photo_hash_p50', value: quantile(hashes.slice(WARM_UP), 0.5), unit: 'ms' },
  { figure: 'raw_p50', value: quantile(commit, 0.5), unit: 'ms' },
  { figure: 'raw_p99', value: quantile(commit, 0.99), unit: 'ms' },
  { figure: 'commit_vs_raw', value: quantile(whole, 0.5) / quantile(commit, 0.5), unit: 'x', reach: { atMost: 1.5 } },
  { figure: 'small_act_p50', value: quantile(small, 0.5), unit: 'ms' },
  { figure: 'fsync_p50', value: quantile(sync, 0.5), unit: 'ms' },
  { figure: 'act_vs_fsync', value: quantile(small, 0.5) / quantile(sync, 0.5), unit: 'x', reach: { atMost: 2 } },
]);

function openApplication(index: number): { cnic: Cnic; applicationId: ApplicationId } {
  const cnic = `7110${String(index).padStart(8, '0')}1` as Cnic;
  const applicationId = v7() as ApplicationId;
  const person = PersonData.parse({
    cnic,
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
  const wanted = { service: 'new', categories: ['motorcycle', 'car'], years: 5, rules: 'sample-2025-02' };
  const subject = personSubject(cnic);
  append({ type: 'person.recorded', subject, data: { person } });
  append({
    type: 'application.opened',
    subject,
    data: { applicationId, ...wanted } as NewAct<'application.opened'>['data'],
  });
  return { cnic, applicationId };
}

function photographed(round: number, blob: NewBlob): NewAct<'application.photographed'> {
  const { cnic, applicationId } = applicants[round % PEOPLE] ?? applicants[0]!;
  const photo = { sha256: blob.sha256, size: blob.bytes.length, width: 600, height: 800, camera: 'Practice EOS' };
  const data = { applicationId, photo };
  return { type: 'application.photographed', subject: personSubject(cnic), data, blobs: [blob] };
}

/** What the disk takes by itself. */
function syncBlock(): void {
  writeSync(bareFile, block);
  fsyncSync(bareFile);
}

function documentsSeen(round: number): NewAct<'application.documentsSeen'> {
  const { cnic, applicationId } = applicants[round % PEOPLE] ?? applicants[0]!;
  const documents = (['cnicOriginal', 'learnerPermit', 'testPass', 'addressProof'] as const).slice(0, 1 + (round % 4));
  return { type: 'application.documentsSeen', subject: personSubject(cnic), data: { applicationId, documents } };
}

function append(one: NewAct): void {
  const result = journal.append(place, operator, [one]);
  if (!result.ok) throw new Error(result.code);
}

type Rows = ReadonlyMap<string, readonly unknown[]>;

/** The rows that the act of this round writes, ready to bind; its photo as another's bytes, for the other file. */
function rowsOf(round: number, photo: NewBlob): Rows {
  const { cnic, applicationId } = applicants[round % PEOPLE] ?? applicants[0]!;
  const { sha256, bytes } = photo;
  const ofStream = store.sql.selectFrom('journal').selectAll().where('stream', '=', place.stream);
  const entry = store.get(ofStream.orderBy('seq', 'desc').limit(1));
  const subject = store.get(store.sql.selectFrom('subject').selectAll().where('subject', '=', personSubject(cnic)));
  const application = store.get(store.sql.selectFrom('application').selectAll().where('id', '=', applicationId));
  const at = new Date().toISOString();
  return new Map<string, readonly unknown[]>([
    ['journal', Object.values({ ...entry, seq: round + 1, id: v7() })],
    ['blob', [sha256, bytes.length, 'image/jpeg', at, bytes]],
    ['blob_delivery', [sha256, null]],
    ['subject', Object.values({ ...subject })],
    ['application', Object.values({ ...application })],
  ]);
}

/** The same tables in a second file, written to by the driver alone. */
function rawCopy(): { write(rows: Rows): void; close(): void } {
  const file = join(dir, 'raw.db');
  const empty = new Store(file, key);
  migrate(empty, counterMigrations);
  empty.close();
  const db = new Database(file);
  db.pragma("cipher='aegis'");
  db.pragma(`key="x'${key.toString('hex')}'"`);
  for (const text of ['locking_mode=EXCLUSIVE', 'journal_mode=WAL', 'synchronous=FULL', 'wal_autocheckpoint=8000']) {
    db.pragma(text);
  }
  const statements = Object.entries({
    journal: '',
    blob: '',
    blob_delivery: '',
    subject: 'subject',
    application: 'id',
  }).map(([table, keptBy]) => [table, db.prepare(insertInto(table, keptBy))] as const);
  function insertInto(table: string, keptBy: string): string {
    const columns = (db.pragma(`table_info(${table})`) as { name: string }[]).map((column) => column.name);
    const text = `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
    if (keptBy === '') return text;
    return `${text} on conflict (${keptBy}) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`;
  }
  const write = db.transaction((rows: Rows) => {
    for (const [table, statement] of statements) statement.run(...(rows.get(table) ?? []));
  });
  return { write: (rows) => write.immediate(rows), close: () => db.close() };
}
