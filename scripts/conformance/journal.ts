import { createHash, randomBytes } from 'node:crypto';

/** An entry as it goes over the wire; docs/replay.md, "Entries". */
export interface Entry {
  readonly stream: string;
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly schema: number;
  readonly subject: string;
  readonly deps: readonly string[];
  readonly actor: string;
  readonly role: string;
  readonly at: string;
  readonly boot: number;
  readonly offsetMs: number | null;
  readonly blobs: readonly { readonly sha256: string; readonly size: number }[];
  readonly prevHash: string;
  readonly hash: string;
  readonly body: string;
}

/** What an act says; the journal adds its place in the chain. */
export interface Act {
  readonly type: string;
  readonly subject: string;
  readonly data: unknown;
  readonly deps?: readonly string[];
  readonly blobs?: Entry['blobs'];
  readonly schema?: number;
  readonly role?: string;
  readonly actor?: string;
  /** The verbatim body, where it shall be no JSON. */
  readonly body?: string;
}

/**
 * A hash chain of one stream, written from the protocol's text alone and sharing no code with the
 * servers and clients it judges.
 */
export class Journal {
  readonly stream: string;
  readonly entries: Entry[] = [];
  readonly #actor: { readonly id: string; readonly role: string };

  constructor(stream: string, actor: { readonly id: string; readonly role: string }) {
    this.stream = stream;
    this.#actor = actor;
  }

  /** Who acts in it. */
  get actor(): string {
    return this.#actor.id;
  }

  append(...acts: readonly Act[]): readonly Entry[] {
    return acts.map((act) => this.#next(act));
  }

  /** The same, under an id that another entry had: what a faulty counter might do. */
  appendAs(id: string, act: Act): readonly Entry[] {
    return [this.#next(act, id)];
  }

  /** Hash of the last entry of the chain, or of its beginning. */
  get head(): string {
    return this.entries.at(-1)?.hash ?? genesis(this.stream);
  }

  from(seq: number, count = Infinity): readonly Entry[] {
    return this.entries.slice(seq - 1, seq - 1 + count);
  }

  #next({ type, subject, data, deps = [], blobs = [], schema = 1, role, actor, body }: Act, id = uuidv7()): Entry {
    const header = {
      stream: this.stream,
      seq: this.entries.length + 1,
      id,
      type,
      schema,
      subject,
      deps,
      actor: actor ?? this.#actor.id,
      role: role ?? this.#actor.role,
      at: new Date().toISOString(),
      boot: 1,
      offsetMs: 0,
      blobs,
      prevHash: this.head,
    };
    const text = body ?? JSON.stringify(data);
    const entry = { ...header, body: text, hash: sha256(canonical(header, text)) };
    this.entries.push(entry);
    return entry;
  }
}

/** What the hash of an entry covers. */
export function canonical(entry: Omit<Entry, 'hash' | 'body'>, body: string): string {
  const { stream, seq, id, type, schema, subject, deps, actor, role, at, boot, offsetMs, blobs, prevHash } = entry;
  const named = blobs.map((blob) => [blob.sha256, blob.size]);
  const place = [1, stream, seq, id, type, schema, subject, deps];
  return JSON.stringify([...place, actor, role, at, boot, offsetMs, named, prevHash, body]);
}

export function genesis(stream: string): string {
  return sha256(`parwana-stream-1\n${stream}`);
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** RFC 9562, version 7. */
export function uuidv7(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  const variant = ((Number.parseInt(random.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${random.slice(0, 3)}`,
    `${variant}${random.slice(4, 7)}`,
    random.slice(7, 19),
  ].join('-');
}
