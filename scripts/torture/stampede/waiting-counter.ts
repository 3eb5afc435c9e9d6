import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { v7 } from 'uuid';
import { digestOf, randomSecret } from '../../../src-central/auth/secrets.ts';
import { rawPublicKey, sha256Text, signText } from '../../../src-central/auth/signatures.ts';
import { EntryId, StaffId, StreamId, type Sha256 } from '../../../src-shared/ids.ts';
import { batchStatement, genesisHash, hashEntry } from '../../../src-shared/ledger/chain.ts';
import type { Entry, EntryHeader } from '../../../src-shared/ledger/entry.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { Cnic } from '../../../src-shared/ids.ts';

/** One signed batch, as it goes over the wire. */
export interface Batch {
  readonly from: number;
  readonly to: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A counter with a day's entries in its outbox, made beforehand: only the sending is measured. */
export interface WaitingCounter {
  readonly stream: StreamId;
  readonly centre: string;
  readonly apiKey: string;
  readonly apiKeyHash: Buffer;
  readonly publicKey: string;
  readonly batches: readonly Batch[];
  readonly genesis: Sha256;
}

/** The sizes a counter begins with: 32, doubled as long as it goes quickly. */
function sizes(entries: number): number[] {
  const list: number[] = [];
  for (let left = entries, size = 32; left > 0; size *= 2) {
    list.push(Math.min(size, left));
    left -= size;
  }
  return list;
}

export function waitingCounter(
  number: number,
  { centre, entries }: { centre: string; entries: number },
): WaitingCounter {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const stream = StreamId.parse(`${centre}-1-1`);
  const apiKey = randomSecret();
  const chain: Entry[] = [];
  for (let seq = 1; seq <= entries; seq += 1) chain.push(nextEntry({ stream, number, before: chain.at(-1), seq }));
  let from = 0;
  const batches = sizes(entries).map((size) => pack(chain.slice(from, (from += size)), { stream, key: privateKey }));
  return {
    stream,
    centre,
    apiKey,
    apiKeyHash: digestOf(apiKey),
    publicKey: rawPublicKey(publicKey),
    batches,
    genesis: genesisHash(stream, sha256Text),
  };
}

interface Place {
  readonly stream: StreamId;
  readonly number: number;
  readonly before: Entry | undefined;
  readonly seq: number;
}

function nextEntry({ stream, number, before, seq }: Place): Entry {
  const cnic = Cnic.parse(`72${String(number).padStart(4, '0')}${String(seq).padStart(6, '0')}1`);
  const person = {
    cnic,
    nameEn: 'Stampede Applicant',
    nameUr: 'درخواست گزار',
    fatherEn: 'Stampede Father',
    fatherUr: 'والد',
    birthDate: '1990-05-17',
    gender: 'male',
    bloodGroup: 'B+',
    phone: '03001234567',
    address: `House ${seq}, Jutial, Gilgit`,
  };
  const header: EntryHeader = {
    stream,
    seq,
    id: EntryId.parse(v7()),
    type: 'person.recorded',
    schema: 1,
    subject: personSubject(cnic),
    deps: [],
    actor: StaffId.parse('operator-1'),
    role: 'operator',
    at: new Date().toISOString(),
    boot: 1,
    offsetMs: 0,
    blobs: [],
    prevHash: before?.hash ?? genesisHash(stream, sha256Text),
  };
  const body = JSON.stringify({ person });
  return { ...header, body, hash: hashEntry(header, body, sha256Text) };
}

function pack(entries: readonly Entry[], { stream, key }: { stream: StreamId; key: KeyObject }): Batch {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a batch holds entries');
  const range = { from: first.seq, to: last.seq, head: last.hash };
  const signature = signText(key, batchStatement({ stream, ...range }));
  const lines = [JSON.stringify({ ...range, signature }), ...entries.map((entry) => JSON.stringify(entry))];
  return { from: range.from, to: range.to, body: new Uint8Array(zstdCompressSync(lines.join('\n'))) };
}
