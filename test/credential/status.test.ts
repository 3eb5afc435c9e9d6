import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto, newKeyPair, signerOf } from '../../src-main/features/trust/node-crypto.ts';
import { zstdCompressSync } from 'node:zlib';
import { unfoldZstd } from '../../src-main/features/trust/node-zstd.ts';
import { readDirectory, writeDirectory } from '../../src-shared/credential/directory.ts';
import { setStatus, statusAt, statusValues } from '../../src-shared/credential/status.ts';
import {
  applyDelta,
  MOST_LIST_BYTES,
  readStatusToken,
  writeDelta,
  writeSnapshot,
} from '../../src-shared/credential/status-token.ts';

const pair = newKeyPair('EdDSA');
const signer = signerOf(pair.secret);
const madeAt = '2026-06-01T00:00:00.000Z';
const snapshot = { is: 'snapshot', list: 'QAA', version: 3, madeAt } as const;

const changes = fc
  .uniqueArray(fc.tuple(fc.nat(9_999_999), fc.constantFrom(...statusValues)), {
    selector: ([index]) => index,
    minLength: 1,
  })
  .map((list) => list.toSorted(([a], [b]) => a - b).map(([index, status]) => ({ index, status })));

describe('a status list', () => {
  it('has two bits a place, the first in the lowest, as the draft draws them', () => {
    // Token Status List, 4.1: the example of two bits, bytes C9 44 F9.
    const bits = Uint8Array.of(0xc9, 0x44, 0xf9);
    const values = Array.from({ length: 12 }, (_, index) => statusValues.indexOf(statusAt(bits, index)));
    expect(values).toEqual([1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]);
    const made = new Uint8Array(3);
    values.forEach((value, index) => setStatus(made, index, statusValues[value]!));
    expect(made).toEqual(bits);
    expect(statusAt(bits, 500), 'beyond its end').toBe('valid');
  });

  it('comes back from its token as it went in, with a signature that is its own', () => {
    const bits = Uint8Array.of(0xc9, 0x44, 0xf9);
    const found = readStatusToken(writeSnapshot({ ...snapshot, lst: zstdCompressSync(bits) }, signer), unfoldZstd);
    if (!found.ok) throw new Error(found.why);
    const { status, token } = found.value;
    expect(status).toMatchObject(snapshot);
    expect(status.is === 'snapshot' && new Uint8Array(status.bits)).toEqual(bits);
    expect(token.type).toBe('application/statuslist+cwt');
    expect(nodeCrypto.isSigned(token.toBeSigned, { key: pair.key, signature: token.signature })).toBe(true);
  });

  it('is the same by its deltas as whole', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 4 }), (rounds) => {
        let bits: Uint8Array = new Uint8Array(1);
        const whole = new Map<number, string>();
        rounds.forEach((round, index) => {
          const delta = {
            is: 'delta',
            list: 'QAA',
            from: index + 1,
            version: index + 2,
            madeAt,
            changes: round,
          } as const;
          const found = readStatusToken(writeDelta(delta, signer), unfoldZstd);
          expect(found.ok && found.value.status).toEqual(delta);
          if (found.ok && found.value.status.is === 'delta') bits = applyDelta(bits, found.value.status);
          for (const { index: place, status } of round) whole.set(place, status);
        });
        for (const [place, status] of whole) expect(statusAt(bits, place)).toBe(status);
      }),
      { numRuns: 200 },
    );
  });

  it('that unfolds into too much, or is none, is refused', () => {
    const bits = new Uint8Array(MOST_LIST_BYTES + 1);
    const token = writeSnapshot({ ...snapshot, lst: zstdCompressSync(bits) }, signer);
    expect(token.length).toBeLessThan(1_000);
    expect(readStatusToken(token, unfoldZstd)).toEqual({ ok: false, why: 'claims' });
    const none = writeSnapshot({ ...snapshot, lst: bits.slice(0, 50) }, signer);
    expect(readStatusToken(none, unfoldZstd)).toEqual({ ok: false, why: 'claims' });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(token.length - 1), (noise, at) => {
        const bent = token.slice();
        bent.set(noise.subarray(0, token.length - at), at);
        expect(readStatusToken(bent, unfoldZstd)).toHaveProperty('ok');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the directory', () => {
  const directory = {
    madeAt,
    statements: 4,
    chain: new Uint8Array(32).fill(7),
    lists: [{ list: 'QAA', files: [{ sha256: new Uint8Array(32).fill(1), size: 120, from: 0, version: 3 }] }],
  };

  it('comes back as it was written', () => {
    const found = readDirectory(writeDirectory(directory, signer));
    expect(found.ok && found.value.directory).toEqual(directory);
  });

  it('is no other token, and no other token is one', () => {
    const list = writeSnapshot({ ...snapshot, lst: zstdCompressSync(new Uint8Array(1)) }, signer);
    expect(readDirectory(list)).toEqual({ ok: false, why: 'claims' });
    expect(readStatusToken(writeDirectory(directory, signer), unfoldZstd)).toEqual({ ok: false, why: 'claims' });
  });
});
