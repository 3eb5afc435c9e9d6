import { zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBatch } from '../../src-central/ingest/batch-body.ts';
import { FeedPage } from '../../src-shared/contract/central/feed.ts';
import { Ack, WireEntry } from '../../src-shared/contract/central/batch.ts';
import { Fault } from '../../src-shared/errors.ts';
import { toAct, entriesBySubject } from '../../src-shared/ledger/entry-types.ts';
import { faultOfAnswer } from '../../src-main/replay/central-fault.ts';

const runs = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 400) };

/** JSON of anything, with the keys that decoders look at. */
const anything = fc.object({
  key: fc.constantFrom(
    'stream',
    'seq',
    'id',
    'items',
    'change',
    'kind',
    'entry',
    'body',
    '__proto__',
    'constructor',
    'data',
    'code',
  ),
  withBigInt: false,
  withNullPrototype: true,
  maxDepth: 4,
});

/** Either a value, or a fault of the closed list: never another error, never a hang. */
async function decided(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
}

describe('whatever comes over the line', () => {
  test('as a batch is a batch or a fault: bytes, text and JSON of any kind', async () => {
    const bytes = fc.uint8Array({ maxLength: 4_000 });
    const lines = fc.array(
      fc.oneof(
        fc.json(),
        fc.string(),
        anything.map((each) => JSON.stringify(each)),
      ),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(bytes, (body) => decided(() => readBatch(body))),
      runs,
    );
    await fc.assert(
      fc.asyncProperty(bytes, (body) => decided(() => readBatch(zstdCompressSync(body)))),
      runs,
    );
    await fc.assert(
      fc.asyncProperty(lines, (body) => decided(() => readBatch(zstdCompressSync(body.join('\n'))))),
      runs,
    );
  });

  test('as an entry, an acknowledgement or a page of the feed is parsed or refused', () => {
    for (const schema of [WireEntry, Ack, FeedPage]) {
      fc.assert(
        fc.property(fc.oneof(anything, fc.jsonValue()), (value) => {
          expect(typeof schema.safeParse(value).success).toBe('boolean');
        }),
        runs,
      );
    }
  });

  test('as a body of any type is an act or a refusal', () => {
    const types = Object.values(entriesBySubject).flatMap((entries) => Object.keys(entries));
    const kinds = fc.constantFrom(...Object.keys(entriesBySubject));
    fc.assert(
      fc.property(fc.constantFrom(...types, 'toString', '__proto__'), kinds, fc.jsonValue(), (type, kind, body) => {
        const entry = { subject: `${kind}:7110312345671` } as never;
        const act = toAct(type, body, entry);
        if (!act.ok) expect(act.code).toMatch(/^ledger\./);
      }),
      { numRuns: 4 * runs.numRuns },
    );
  });

  test('as an answer that is no success is a fault of the closed list', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 999 }),
        fc.oneof(fc.string(), fc.json()),
        fc.option(fc.string()),
        (status, body, retryAfter) => {
          expect(faultOfAnswer({ status, body, retryAfter })).toBeInstanceOf(Fault);
        },
      ),
      runs,
    );
  });
});
