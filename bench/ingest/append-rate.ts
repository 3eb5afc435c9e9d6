import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Client } from 'pg';
import { v7 } from 'uuid';
import { openDatabase, type CentralDatabase } from '../../src-central/database/database.ts';
import { startEmbeddedPostgres } from '../../src-central/database/embedded.ts';
import { migrate } from '../../src-central/database/migrate.ts';
import { rawPublicKey, sha256Text } from '../../src-central/auth/signatures.ts';
import { readBatch } from '../../src-central/ingest/batch-body.ts';
import { checkBatch } from '../../src-central/ingest/check-batch.ts';
import { receive } from '../../src-central/ingest/receive.ts';
import { packBatch } from '../../src-main/replay/batch.ts';
import { EntryId, StaffId, StreamId } from '../../src-shared/ids.ts';
import { genesisHash, hashEntry } from '../../src-shared/ledger/chain.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { quantile, timedAsync } from '../harness.ts';
import { Dice } from '../replay/people.ts';
import { records } from '../replay/records.ts';
import { copyRow, CopyIn } from './copy-in.ts';

const ENTRIES = 10_000;
/** Counters that send at the same time, as at any hour of a day. */
const COUNTERS = 4;
const BATCH = 500;
const ROUNDS = 5;
const at = new Date();

export interface AppendRates {
  /** Entries a second, received: unfolded, parsed, chain and signature checked, appended, a commit a batch of 500. */
  readonly ingest: number;
  /** The same rows with one COPY, one commit, into a table of the same indexes and triggers. */
  readonly copy: number;
  /** COPY's time over that of receiving, median of the rounds. */
  readonly ratio: number;
}

/** What receiving costs above writing: the raw append of signed batches against COPY, turn about. */
export async function appendRates(): Promise<AppendRates> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-ingest-'));
  const postgres = await startEmbeddedPostgres(folder);
  const url = await postgres.urlOf('ingest');
  const { db, pool, close } = openDatabase(url, { size: COUNTERS, onError: (error) => console.error(error) });
  const client = new Client({ connectionString: url });
  try {
    await migrate(pool);
    await client.connect();
    await client.query('create table entry_copy (like entry including all)');
    await client.query(
      'create trigger copy_append_only before update or delete on entry_copy for each row execute function refuse_change()',
    );
    const times = { ingest: [] as number[], copy: [] as number[] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      const streams = await Promise.all(Array.from({ length: COUNTERS }, (_, index) => work(round * COUNTERS + index)));
      for (const { stream, key } of streams) await enrol(db, stream, key);
      const rows = Buffer.concat(streams.map((each) => each.rows));
      const ingest = () => Promise.all(streams.map((each) => receiveAll(db, each)));
      const copy = () => CopyIn.run(client, 'entry_copy', rows);
      const turns = [['ingest', ingest] as const, ['copy', copy] as const];
      // Neither pays for what was made before it began.
      for (const [name, turn] of round % 2 === 0 ? turns : turns.toReversed()) {
        collectGarbage();
        const { ms } = await timedAsync<unknown>(turn);
        if (round > 0) times[name].push(ms);
      }
    }
    const ratios = times.copy.map((ms, index) => ms / (times.ingest[index] ?? Number.NaN));
    const rate = (list: readonly number[]) => (ENTRIES / quantile(list, 0.5)) * 1000;
    return { ingest: rate(times.ingest), copy: rate(times.copy), ratio: quantile(ratios, 0.5) };
  } finally {
    await client.end();
    await close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

interface Work {
  readonly stream: StreamId;
  readonly key: KeyObject;
  /** Signed batches as they come. */
  readonly bodies: readonly Uint8Array[];
  /** The same entries as rows for COPY. */
  readonly rows: Buffer;
}

async function receiveAll(db: CentralDatabase, { stream, key, bodies }: Work): Promise<void> {
  for (const body of bodies) {
    const batch = await readBatch(body);
    checkBatch(batch, { id: stream, key });
    await receive(db, stream, { batch, at });
  }
}

async function work(number: number): Promise<Work> {
  const stream = StreamId.parse(`ING-${number + 1}-1`);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const entries = chain(stream, number);
  const count = Math.ceil(entries.length / BATCH);
  const parts = Array.from({ length: count }, (_, part) => entries.slice(part * BATCH, (part + 1) * BATCH));
  const files = await Promise.all(parts.map((part) => packBatch(part, { stream, key: privateKey })));
  const bodies = await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
  return { stream, key: publicKey, bodies, rows: Buffer.from(entries.map(rowOf).join('')) };
}

function rowOf(entry: Entry): string {
  const { stream, seq, id, hash } = entry;
  return copyRow([stream, seq, id, hash, JSON.stringify(entry), null, at.toISOString()]);
}

function chain(stream: StreamId, number: number): Entry[] {
  let day = Date.now() - 200 * 86_400_000;
  const nextDay = () => (day += 86_400_000);
  const entries: Entry[] = [];
  let prevHash = genesisHash(stream, sha256Text);
  const making = { stream, from: number * ENTRIES, dice: new Dice(number + 1), uuid: () => v7(), nextDay };
  for (const act of [...records(ENTRIES / COUNTERS, making)].flat()) {
    const header = {
      stream,
      seq: entries.length + 1,
      id: EntryId.parse(v7()),
      type: act.type,
      schema: 1,
      subject: act.subject,
      deps: [],
      actor: StaffId.parse('operator-1'),
      role: 'operator' as const,
      at: new Date(day).toISOString(),
      boot: 1,
      offsetMs: 0,
      blobs: [],
      prevHash,
    };
    const body = JSON.stringify(act.data);
    const entry = { ...header, body, hash: hashEntry(header, body, sha256Text) };
    entries.push(entry);
    prevHash = entry.hash;
  }
  return entries;
}

async function enrol(db: CentralDatabase, stream: StreamId, key: KeyObject): Promise<void> {
  const nobody = { api_key_hash: null, build: 'bench', enrolled_at: at, last_contact_at: null };
  const [centre = '', counter = '1'] = stream.split('-');
  const row = { stream, centre, counter: Number(counter), epoch: 1, public_key: rawPublicKey(key), ...nobody };
  await db.insertInto('stream').values(row).execute();
  const cursor = { stream, ack_seq: 0, head: genesisHash(stream, sha256Text), settled_seq: 0 };
  await db.insertInto('stream_cursor').values(cursor).execute();
}
