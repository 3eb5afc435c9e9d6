import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { packBatch } from './batch.ts';
import { Journal, type Act, type Entry } from './journal.ts';
import type { Json } from './json.ts';

/** An answer of central: its status, its headers and its body, parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** What a counter is given at enrolment. */
export interface Enrolment {
  readonly stream: string;
  readonly apiKey: string;
  readonly centralKey: string;
  readonly reference: { readonly staff: readonly { readonly id: string; readonly role: string }[] };
}

/** Longest wait for central to settle, ms. */
const SETTLE_MS = 30_000;

/** A counter as small as the protocol allows: a key, a journal, and plain HTTP. */
export class Counter {
  readonly central: string;
  readonly key: KeyObject;
  readonly publicKey: string;
  #enrolment: Enrolment | undefined;
  #journal: Journal | undefined;

  constructor(central: string) {
    this.central = central;
    const pair = generateKeyPairSync('ed25519');
    this.key = pair.privateKey;
    this.publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  }

  get enrolment(): Enrolment {
    assert(this.#enrolment !== undefined, 'this counter is not enrolled');
    return this.#enrolment;
  }

  /** The key that a second answer to one enrolment gave. */
  renewKey(apiKey: string): void {
    this.#enrolment = { ...this.enrolment, apiKey };
  }

  get stream(): string {
    return this.enrolment.stream;
  }

  get journal(): Journal {
    assert(this.#journal !== undefined, 'this counter is not enrolled');
    return this.#journal;
  }

  async enrol(code: string): Promise<Answer> {
    const answer = await this.call('POST', '/v1/enrol', { json: { code, publicKey: this.publicKey, build: '1.0.0' } });
    if (answer.status !== 200) return answer;
    const enrolment = answer.body as unknown as Enrolment;
    this.#enrolment = enrolment;
    this.#journal = new Journal(enrolment.stream, this.#member('operator'));
    return answer;
  }

  /** A call with this counter's key; `as` uses another one, or none. */
  async call(
    method: string,
    path: string,
    { json, bytes, headers = {}, as = this.#enrolment?.apiKey }: CallOptions = {},
  ): Promise<Answer> {
    const body = bytes === undefined ? (json === undefined ? null : JSON.stringify(json)) : Buffer.from(bytes);
    const response = await fetch(new URL(path, this.central), {
      method,
      body,
      redirect: 'manual',
      headers: {
        ...(as === undefined || as === '' ? {} : { authorization: `Bearer ${as}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      signal: AbortSignal.timeout(60_000),
    });
    const raw = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body: parse(raw, response.headers) };
  }

  /** The same under this counter's stream: `/v1/streams/{stream}/…`. */
  ask(method: string, tail: string, options: CallOptions = {}): Promise<Answer> {
    return this.call(method, `/v1/streams/${this.stream}/${tail}`, options);
  }

  batch(entries: readonly Entry[], header?: Readonly<Record<string, unknown>>): Promise<Answer> {
    return this.send(packBatch(entries, { key: this.key, ...(header === undefined ? {} : { header }) }));
  }

  send(bytes: Uint8Array): Promise<Answer> {
    return this.ask('POST', 'batch', { bytes, headers: { 'content-type': 'application/zstd' } });
  }

  /** Appends and pushes, expecting the acknowledgement. */
  async push(...acts: readonly Act[]): Promise<readonly Entry[]> {
    const entries = this.journal.append(...acts);
    const answer = await this.batch(entries);
    assert.equal(answer.status, 200, `push: ${JSON.stringify(answer.body)}`);
    return entries;
  }

  /** Reads the feed from a change on until an item satisfies; fails when none does in time. */
  async waitFor(isThere: (item: FeedItem) => boolean, after = 0): Promise<{ item: FeedItem; seen: FeedItem[] }> {
    const seen: FeedItem[] = [];
    const until = performance.now() + SETTLE_MS;
    let next = after;
    while (performance.now() < until) {
      const { status, body } = await this.ask('GET', `feed?after=${next}&wait=5`);
      assert.equal(status, 200, `feed: ${JSON.stringify(body)}`);
      const page = body as unknown as { items: FeedItem[]; next: number };
      seen.push(...page.items);
      const item = page.items.find(isThere);
      if (item !== undefined) return { item, seen };
      next = page.next;
    }
    throw new assert.AssertionError({ message: `nothing of the kind came in the feed within ${SETTLE_MS / 1000} s` });
  }

  /** The last word on an entry: its receipt. */
  async receiptOf(entry: Entry): Promise<{ status: string; code: string | null; waitsFor: string | null }> {
    const { item } = await this.waitFor(({ kind, receipt }) => kind === 'receipt' && receipt?.entryId === entry.id);
    assert(item.receipt !== undefined);
    return item.receipt;
  }

  /** A member of staff of this centre with a role, as the reference data names them. */
  #member(role: string): { id: string; role: string } {
    const member = this.enrolment.reference.staff.find((each) => each.role === role);
    assert(member !== undefined, `the centre has no ${role}; add one before the suite is run`);
    return { id: member.id, role };
  }
}

export interface CallOptions {
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly as?: string;
}

/** An item of the feed, as far as the checks look at it. */
export interface FeedItem {
  readonly change: number;
  readonly kind: string;
  readonly receipt?: {
    readonly entryId: string;
    readonly stream: string;
    readonly seq: number;
    readonly status: string;
    readonly code: string | null;
    readonly waitsFor: string | null;
  };
  readonly entry?: Entry;
  readonly signature?: string;
  readonly [more: string]: unknown;
}

function parse(raw: Buffer, headers: Headers): Json {
  if (headers.get('content-type')?.startsWith('application/json') !== true) return raw.toString('latin1');
  return JSON.parse(raw.toString('utf8')) as Json;
}
