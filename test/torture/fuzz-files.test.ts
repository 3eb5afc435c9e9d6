import { createHash, generateKeyPairSync } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBundle } from '../../src-central/blobs/bundle.ts';
import { readLines } from '../../src-main/replay/snapshot.ts';
import { BundleHead } from '../../src-shared/contract/central/blobs.ts';
import { Manifest, SnapshotReply } from '../../src-shared/contract/central/snapshot.ts';
import { Fault, type ErrorCode } from '../../src-shared/errors.ts';
import { Sha256 } from '../../src-shared/ids.ts';
import { openerFor, sealerTo } from '../../src-shared/stick/hpke.ts';
import {
  ByteReader,
  openRecords,
  readHeader,
  SealedHeader,
  sealRecords,
  type StickRecord,
} from '../../src-shared/stick/sealed-file.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 200);
/** Each property ends by itself, whatever the machine does meanwhile. */
const runs = { numRuns, interruptAfterTimeLimit: 4_000 };

/** A value, or a fault with one of these codes; the answer says which. */
async function decided<Value>(
  work: () => Value | Promise<Value>,
  codes: readonly ErrorCode[],
): Promise<Value | ErrorCode> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(codes).toContain(error.code);
    return error.code;
  } finally {
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = fc.uint8Array({ maxLength: 3_000 });
/** What happens to a file on its way: a byte changed, the end lost, something more behind it, a part twice. */
const harm = fc.record({
  kind: fc.constantFrom('change', 'cut', 'append', 'repeat'),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  by: fc.integer({ min: 1, max: 255 }),
});
type Harm = typeof harm extends fc.Arbitrary<infer Value> ? Value : never;

function harmed(whole: Uint8Array, { kind, at, by }: Harm): Uint8Array {
  const place = Math.floor(at * whole.length);
  switch (kind) {
    case 'change':
      return whole.map((byte, index) => (index === place ? byte ^ by : byte));
    case 'cut':
      return whole.slice(0, place);
    case 'append':
      return Buffer.concat([whole, whole.slice(0, by)]);
    default:
      return Buffer.concat([whole.slice(0, place), whole.slice(Math.max(0, place - by))]);
  }
}

describe('a sealed file', () => {
  const faults = ['export.foreign', 'export.truncated', 'export.damaged'] as const;
  const made = generateKeyPairSync('x25519');
  const raw = (der: Buffer) => der.subarray(der.length - 32);
  const pair = {
    publicKey: raw(made.publicKey.export({ format: 'der', type: 'spki' })),
    privateKey: raw(made.privateKey.export({ format: 'der', type: 'pkcs8' })),
  };
  const info = utf8('of a test');

  /** Comes in pieces of any size, as from a disk. */
  async function* inPieces(whole: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
  }

  async function sealed(contents: readonly Uint8Array[]): Promise<{ file: Uint8Array; enc: Uint8Array }> {
    const sealer = await sealerTo(pair.publicKey, info);
    const parts: Uint8Array[] = [];
    async function* records(): AsyncGenerator<StickRecord> {
      for (const each of contents) yield { kind: 'piece', bytes: each };
      yield { kind: 'closing', bytes: new Uint8Array() };
    }
    for await (const part of sealRecords(utf8('a header'), sealer, records())) parts.push(part);
    return { file: Buffer.concat(parts), enc: sealer.enc };
  }

  async function read(file: Uint8Array, enc: Uint8Array, size: number): Promise<Uint8Array[]> {
    const reader = new ByteReader(inPieces(file, size));
    await readHeader(reader);
    const opener = await openerFor(pair.privateKey, { enc, info });
    const found: Uint8Array[] = [];
    for await (const { kind, bytes: content } of openRecords(opener, reader)) if (kind === 'piece') found.push(content);
    return found;
  }

  test('of any bytes is refused: as foreign, cut short or damaged', async () => {
    const { file, enc } = await sealed([]);
    const property = fc.asyncProperty(
      bytes,
      fc.integer({ min: 1, max: 4_096 }),
      fc.boolean(),
      async (noise, size, named) => {
        const whole = named ? Buffer.concat([file.subarray(0, 8), noise]) : noise;
        expect(faults).toContain(await decided(() => read(whole, enc, size), faults));
      },
    );
    await fc.assert(property, runs);
  });

  test('gives what was put in, or a fault once it was harmed: never another content, and no rest unread', async () => {
    const contents = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 4 });
    const property = fc.asyncProperty(contents, harm, fc.integer({ min: 1, max: 700 }), async (put, done, size) => {
      const { file, enc } = await sealed(put);
      const same = (await read(file, enc, size)).map((each) => Buffer.from(each));
      expect(same).toEqual(put.map((each) => Buffer.from(each)));
      const other = harmed(file, done);
      if (Buffer.from(other).equals(Buffer.from(file))) return;
      // The header is in clear, here: whoever reads a file checks its signature.
      const inHeader =
        done.kind === 'change' && Math.floor(done.at * file.length) >= 12 && Math.floor(done.at * file.length) < 20;
      if (!inHeader) expect(faults).toContain(await decided(() => read(other, enc, size), faults));
    });
    await fc.assert(property, runs);
  });

  test('with any header is parsed or refused', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(SealedHeader.safeParse(value).success).toBe(false);
      }),
      runs,
    );
  });
});

describe('a snapshot', () => {
  const faults = ['central.garbage'] as const;
  const named = (subjects: number) => ({ sha256: Sha256.parse('0'.repeat(64)), size: 1, subjects });
  const line = fc.record({
    subject: fc.constantFrom('person:7110312345671', 'till:GLT-1-1:2026-11-22', 'nobody:1', '__proto__', ''),
    state: fc.oneof(fc.json(), fc.string()),
  });

  test('file of any bytes, text or lines is read or refused', async () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .array(
          fc.oneof(
            line.map((each) => JSON.stringify(each)),
            fc.json(),
          ),
          { maxLength: 5 },
        )
        .map((all) => all.join('\n')),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 5 }), async (noise, subjects) => {
        expect(await decided(() => readLines(noise, named(subjects)), faults)).toBe('central.garbage');
      }),
      runs,
    );
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (lines, subjects) => {
        const result = await decided(() => readLines(zstdCompressSync(lines), named(subjects)), faults);
        if (typeof result !== 'string') expect(result).toHaveLength(subjects);
      }),
      runs,
    );
  });

  test('file that unfolds without end is refused', async () => {
    const bomb = zstdCompressSync(Buffer.alloc(40 * 1024 * 1024));
    expect(await decided(() => readLines(bomb, named(1)), faults)).toBe('central.garbage');
  });

  test('list of any kind is parsed or refused', () => {
    for (const schema of [Manifest, SnapshotReply]) {
      fc.assert(
        fc.property(fc.jsonValue(), (value) => {
          expect(schema.safeParse(value).success).toBe(false);
        }),
        runs,
      );
    }
  });
});

describe('a bundle', () => {
  const faults = ['input.malformed'] as const;
  const blobs = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 5 });
  const bundleOf = (each: readonly Uint8Array[]) => {
    const head = each.map((blob) => ({ sha256: sha256(blob), size: blob.length }));
    return Buffer.concat([utf8(`${JSON.stringify(head)}\n`), ...each]);
  };

  test('of any bytes, or with any first line, is refused', async () => {
    const head = fc.oneof(fc.json(), fc.string());
    await fc.assert(
      fc.asyncProperty(bytes, async (noise) => {
        expect(await decided(() => readBundle(Buffer.from(noise)), faults)).toBe('input.malformed');
      }),
      runs,
    );
    await fc.assert(
      fc.asyncProperty(head, bytes, async (first, rest) => {
        const bundle = Buffer.concat([utf8(`${first}\n`), rest]);
        expect(await decided(() => readBundle(bundle), faults)).toBe('input.malformed');
      }),
      runs,
    );
  });

  test('gives the bytes of their hashes, or is refused once it was harmed', async () => {
    const property = fc.asyncProperty(blobs, harm, async (each, done) => {
      const whole = bundleOf(each);
      const { blobs: read } = readBundle(whole);
      expect(read.map((blob) => Buffer.from(blob.bytes))).toEqual(each.map((blob) => Buffer.from(blob)));
      for (const blob of read) expect(whole.subarray(blob.place, blob.place + blob.bytes.length)).toEqual(blob.bytes);
      const result = await decided(() => readBundle(Buffer.from(harmed(whole, done))), faults);
      if (typeof result === 'string') return;
      for (const blob of result.blobs) expect(sha256(blob.bytes)).toBe(blob.sha256);
      expect(
        BundleHead.safeParse(result.blobs.map((blob) => ({ sha256: blob.sha256, size: blob.bytes.length }))).success,
      ).toBe(true);
    });
    await fc.assert(property, runs);
  });
});
