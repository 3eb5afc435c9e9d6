import { z } from 'zod';
import { RawKey, Signature } from '../contract/central/enrolment.ts';
import { Fault } from '../errors.ts';
import { Instant, StreamId } from '../ids.ts';
import type { Opener, Sealer } from './hpke.ts';

/** `PWSEAL1` and a line feed: what every sealed file begins with. */
const MAGIC = Uint8Array.of(0x50, 0x57, 0x53, 0x45, 0x41, 0x4c, 0x31, 0x0a);
/** Longest header, and longest sealed record, bytes: more is no file of ours, and is not read into memory. */
const MOST_HEADER = 4 * 1024;
const MOST_RECORD = 20 * 1024 * 1024;

/**
 * First part of a file that goes by stick, in clear: `unsent` from a counter to central, `reply` back. The writer's
 * signature binds the encapsulated key, so nobody else can have sealed what follows.
 */
export const SealedHeader = z.strictObject({
  kind: z.enum(['unsent', 'reply']),
  /** Whose entries they are. */
  stream: StreamId,
  /** X25519 key it is sealed to. */
  to: RawKey,
  /** HPKE's encapsulated key. */
  enc: RawKey,
  madeAt: Instant,
  /** Ed25519 by the counter (`unsent`) or by central (`reply`) over `sealedStatement()`. */
  signature: Signature,
});
export type SealedHeader = z.infer<typeof SealedHeader>;

export function sealedStatement({ kind, stream, to, enc, madeAt }: Omit<SealedHeader, 'signature'>): string {
  return `parwana-sealed-1\n${kind}\n${stream}\n${to}\n${enc}\n${madeAt}`;
}

/** What HPKE binds a file to: its use. */
export function sealedInfo(kind: SealedHeader['kind']): string {
  return `parwana-sealed-1 ${kind}`;
}

/** What records carry. `closing` is the last of every file: without it the file was cut short. */
const kinds = ['opening', 'batch', 'blob', 'piece', 'page', 'held', 'closing'] as const;
export type RecordKind = (typeof kinds)[number];

export interface StickRecord {
  readonly kind: RecordKind;
  readonly bytes: Uint8Array;
}

/** The file in pieces: magic, header, then each record sealed in its place. `header` is UTF-8 of the header's JSON. */
export async function* sealRecords(
  header: Uint8Array,
  sealer: Sealer,
  records: AsyncIterable<StickRecord>,
): AsyncGenerator<Uint8Array> {
  yield MAGIC;
  yield* prefixed(header);
  for await (const { kind, bytes } of records) {
    const plain = new Uint8Array(bytes.length + 1);
    plain[0] = kinds.indexOf(kind);
    plain.set(bytes, 1);
    yield* prefixed(await sealer.seal(plain));
  }
}

/** Header bytes of a file. Errors: `export.foreign` for what is no sealed file, `export.truncated`, `export.damaged`. */
export async function readHeader(reader: ByteReader): Promise<Uint8Array> {
  const magic = await reader.take(MAGIC.length);
  if (magic === undefined || magic.some((byte, index) => byte !== MAGIC[index])) throw new Fault('export.foreign');
  const header = await takePrefixed(reader, MOST_HEADER);
  if (header === undefined) throw new Fault('export.truncated');
  return header;
}

/**
 * The records after the header, up to and with the closing one. Errors: `export.damaged` for any that was changed,
 * left out or put elsewhere, `export.truncated` when the closing one never comes.
 */
export async function* openRecords(opener: Opener, reader: ByteReader): AsyncGenerator<StickRecord> {
  for (;;) {
    const sealed = await takePrefixed(reader, MOST_RECORD);
    if (sealed === undefined) throw new Fault('export.truncated');
    const plain = await opener.open(sealed).catch((cause: unknown) => {
      throw new Fault('export.damaged', {}, { cause });
    });
    const kind = kinds[plain[0] ?? kinds.length];
    if (kind === undefined) throw new Fault('export.damaged');
    yield { kind, bytes: plain.subarray(1) };
    if (kind !== 'closing') continue;
    if ((await reader.take(1)) !== undefined) throw new Fault('export.damaged');
    return;
  }
}

/** Takes exact numbers of bytes from a stream that comes in pieces of any size. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Uint8Array[] = [];
  #size = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** So many bytes; undefined at the end of the stream. Throws `export.truncated` when it ends among them. */
  async take(count: number): Promise<Uint8Array | undefined> {
    while (this.#size < count) {
      const next = await this.#source.next();
      if (next.done === true) break;
      this.#held.push(next.value);
      this.#size += next.value.length;
    }
    if (this.#size < count) {
      if (this.#size === 0) return undefined;
      throw new Fault('export.truncated');
    }
    return this.#cut(count);
  }

  #cut(count: number): Uint8Array {
    const taken = new Uint8Array(count);
    let at = 0;
    while (at < count) {
      const first = this.#held[0] ?? new Uint8Array();
      const part = first.subarray(0, count - at);
      taken.set(part, at);
      at += part.length;
      if (part.length === first.length) this.#held.shift();
      else this.#held[0] = first.subarray(part.length);
    }
    this.#size -= count;
    return taken;
  }
}

function* prefixed(bytes: Uint8Array): Generator<Uint8Array> {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  yield length;
  yield bytes;
}

async function takePrefixed(reader: ByteReader, most: number): Promise<Uint8Array | undefined> {
  const prefix = await reader.take(4);
  if (prefix === undefined) return undefined;
  const length = new DataView(prefix.buffer, prefix.byteOffset, 4).getUint32(0);
  if (length > most) throw new Fault('export.damaged');
  if (length === 0) return new Uint8Array();
  const bytes = await reader.take(length);
  if (bytes === undefined) throw new Fault('export.truncated');
  return bytes;
}
