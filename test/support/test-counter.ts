import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { rawPublicKey, sha256Text, signText } from '../../src-central/auth/signatures.ts';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import type { EnrolReply } from '../../src-shared/contract/central/enrolment.ts';
import type { FeedItem, FeedPage, Receipt } from '../../src-shared/contract/central/feed.ts';
import { EntryId, StaffId, type Sha256, type StreamId } from '../../src-shared/ids.ts';
import { batchStatement, genesisHash, hashEntry } from '../../src-shared/ledger/chain.ts';
import type { BlobRef, Entry, Subject } from '../../src-shared/ledger/entry.ts';
import { codeFor } from './test-central.ts';

export interface Draft {
  readonly type: string;
  readonly subject: string;
  readonly data: unknown;
  readonly deps?: readonly EntryId[];
  readonly actor?: string;
  readonly role?: Entry['role'];
  readonly at?: string;
  readonly blobs?: readonly BlobRef[];
  readonly body?: string;
}

/** A bare counter for tests of central: writes chained entries, signs batches, speaks plain HTTP. */
export class TestCounter {
  readonly url: string;
  readonly enrolment: EnrolReply;
  readonly key: KeyObject;
  readonly entries: Entry[] = [];
  #head: Sha256;

  constructor(url: string, enrolment: EnrolReply, key: KeyObject) {
    this.url = url;
    this.enrolment = enrolment;
    this.key = key;
    this.#head = genesisHash(enrolment.stream, sha256Text);
  }

  get stream(): StreamId {
    return this.enrolment.stream;
  }

  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.enrolment.apiKey}` };
  }

  write(draft: Draft): Entry {
    const header = {
      stream: this.stream,
      seq: this.entries.length + 1,
      id: EntryId.parse(uuidv7(new Date())),
      type: draft.type,
      schema: 1,
      subject: draft.subject as Subject,
      deps: [...(draft.deps ?? [])],
      actor: StaffId.parse(draft.actor ?? 'operator-1'),
      role: draft.role ?? ('operator' as const),
      at: draft.at ?? new Date().toISOString(),
      boot: 1,
      offsetMs: 0,
      blobs: [...(draft.blobs ?? [])],
      prevHash: this.#head,
    };
    const body = draft.body ?? JSON.stringify(draft.data);
    const entry: Entry = { ...header, body, hash: hashEntry(header, body, sha256Text) };
    this.entries.push(entry);
    this.#head = entry.hash;
    return entry;
  }

  /** Writes an entry as given at the end of the chain, with its place and hash made anew. */
  rewrite(entry: Entry): Entry {
    const prevHash = this.entries.at(-1)?.hash ?? genesisHash(this.stream, sha256Text);
    const { body, hash: _, ...header } = { ...entry, seq: this.entries.length + 1, prevHash };
    const written: Entry = { ...header, body, hash: hashEntry(header, body, sha256Text) };
    this.entries.push(written);
    this.#head = written.hash;
    return written;
  }

  batchOf(entries: readonly Entry[]): { header: Record<string, unknown>; lines: string[] } {
    const [from, to, head] = [entries[0]!.seq, entries.at(-1)!.seq, entries.at(-1)!.hash];
    const signature = signText(this.key, batchStatement({ stream: this.stream, from, to, head }));
    return { header: { from, to, head, signature }, lines: entries.map((entry) => JSON.stringify(entry)) };
  }

  push(entries: readonly Entry[]): Promise<Response> {
    const { header, lines } = this.batchOf(entries);
    return this.pushText([JSON.stringify(header), ...lines].join('\n'));
  }

  pushText(text: string): Promise<Response> {
    return this.pushBytes(zstdCompressSync(text));
  }

  pushBytes(body: Uint8Array<ArrayBuffer> | Buffer): Promise<Response> {
    const headers = { ...this.headers, 'content-type': 'application/zstd' };
    return fetch(`${this.url}/v1/streams/${this.stream}/batch`, { method: 'POST', headers, body: body as never });
  }

  post(path: string, body: unknown): Promise<Response> {
    const headers = { ...this.headers, 'content-type': 'application/json' };
    return fetch(`${this.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async feed(query: { after?: number; limit?: number; wait?: number } = {}): Promise<FeedPage> {
    const search = new URLSearchParams(
      Object.entries({ after: 0, ...query }).map(([key, value]) => [key, String(value)]),
    );
    const response = await fetch(`${this.url}/v1/streams/${this.stream}/feed?${search}`, { headers: this.headers });
    return (await response.json()) as FeedPage;
  }

  /** Follows the feed until something in it satisfies; long polls, so no sleeping. */
  async feedUntil(isThere: (items: readonly FeedItem[]) => boolean): Promise<readonly FeedItem[]> {
    const items: FeedItem[] = [];
    for (let after = 0; ;) {
      const page = await this.feed({ after, wait: 10 });
      items.push(...page.items);
      if (isThere(items)) return items;
      if (page.items.length === 0)
        throw new Error(`the feed went silent: ${JSON.stringify(items.map((each) => each.kind))}`);
      after = page.next;
    }
  }

  /** The last receipt of each entry, once all of these have one. */
  async receiptsOf(entries: readonly Entry[]): Promise<readonly Receipt[]> {
    const last = (items: readonly FeedItem[]) =>
      new Map(
        items.flatMap((item) => (item.kind === 'receipt' ? [[item.receipt.entryId, item.receipt] as const] : [])),
      );
    const items = await this.feedUntil((all) => entries.every(({ id }) => last(all).has(id)));
    return entries.map(({ id }) => last(items).get(id)!);
  }
}

export async function enrolTestCounter(running: RunningCentral, counter: number, centre = 'GLT'): Promise<TestCounter> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const code = await codeFor(running, counter, centre);
  const body = JSON.stringify({ code, publicKey: rawPublicKey(publicKey), build: '0.1.0-test' });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${running.url}/v1/enrol`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`enrol: ${response.status} ${await response.text()}`);
  return new TestCounter(running.url, (await response.json()) as EnrolReply, privateKey);
}

let serial = randomBytes(3).readUIntBE(0, 3) % 900_000;

/** The entries that record a new person, as a draft; every call another person. */
export function newPerson(): { subject: string; draft: Draft } {
  serial += 1;
  const cnic = `71501${String(serial).padStart(7, '0')}1`;
  const subject = `person:${cnic}`;
  const person = {
    cnic,
    nameEn: 'Test Applicant',
    nameUr: 'درخواست گزار',
    fatherEn: 'Test Father',
    fatherUr: 'والد',
    birthDate: '1990-05-17',
    gender: 'male',
    bloodGroup: 'B+',
    phone: '03001234567',
    address: 'House 1, Jutial, Gilgit',
  };
  return { subject, draft: { type: 'person.recorded', subject, data: { person } } };
}
