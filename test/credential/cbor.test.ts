import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCbor, type CborValue } from '../../src-shared/credential/cbor.ts';
import { decodeCbor } from '../../src-shared/credential/read-cbor.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (value: CborValue) => Buffer.from(encodeCbor(value)).toString('hex');

/** RFC 8949, appendix A: those examples that are of the profile. */
const vectors: readonly (readonly [CborValue, string])[] = [
  [0, '00'],
  [1, '01'],
  [10, '0a'],
  [23, '17'],
  [24, '1818'],
  [25, '1819'],
  [100, '1864'],
  [1000, '1903e8'],
  [1_000_000, '1a000f4240'],
  [1_000_000_000_000, '1b000000e8d4a51000'],
  [-1, '20'],
  [-10, '29'],
  [-100, '3863'],
  [-1000, '3903e7'],
  [false, 'f4'],
  [true, 'f5'],
  [null, 'f6'],
  [{ tag: 0, value: '2013-03-21T20:04:00Z' }, 'c074323031332d30332d32315432303a30343a30305a'],
  [{ tag: 1, value: 1363896240 }, 'c11a514b67b0'],
  [{ tag: 23, value: bytes('01020304') }, 'd74401020304'],
  [{ tag: 32, value: 'http://www.example.com' }, 'd82076687474703a2f2f7777772e6578616d706c652e636f6d'],
  [bytes(''), '40'],
  [bytes('01020304'), '4401020304'],
  ['', '60'],
  ['a', '6161'],
  ['IETF', '6449455446'],
  ['"\\', '62225c'],
  ['\u00fc', '62c3bc'],
  ['\u6c34', '63e6b0b4'],
  ['\ud800\udd51', '64f0908591'],
  [[], '80'],
  [[1, 2, 3], '83010203'],
  [[1, [2, 3], [4, 5]], '8301820203820405'],
  [Array.from({ length: 25 }, (_, index) => index + 1), '98190102030405060708090a0b0c0d0e0f101112131415161718181819'],
  [new Map(), 'a0'],
  [
    new Map([
      [1, 2],
      [3, 4],
    ]),
    'a201020304',
  ],
  [
    new Map<string, CborValue>([
      ['a', 1],
      ['b', [2, 3]],
    ]),
    'a26161016162820203',
  ],
  [['a', new Map([['b', 'c']])], '826161a161626163'],
];

describe('CBOR', () => {
  it.each(vectors)('%j is written and read as RFC 8949, appendix A has it', (value, text) => {
    expect(hex(value)).toBe(text);
    expect(decodeCbor(bytes(text))).toEqual({ ok: true, value });
  });

  it.each([
    ['floating point', 'fb3ff199999999999a'],
    ['half precision', 'f93c00'],
    ['undefined', 'f7'],
    ['an unassigned simple value', 'f0'],
    ['an indefinite byte string', '5f42010243030405ff'],
    ['an indefinite text', '7f657374726561646d696e67ff'],
    ['an indefinite array', '9fff'],
    ['an indefinite map', 'bf61610161629f0203ffff'],
    ['a bignum too large to hold', '1bffffffffffffffff'],
    ['a number in more bytes than it needs', '1801'],
    ['a length in more bytes than it needs', '5803010203'],
    ['a key that comes twice', 'a201020103'],
    ['keys out of order', 'a203040102'],
    ['a key that is a list', 'a1800001'],
    ['bytes after the end', '0000'],
    ['an end before its time', '4401'],
    ['nothing', ''],
    ['text that is no UTF-8', '62c328'],
    ['text with half a surrogate pair', '63eda080'],
    ['text in overlong UTF-8', '62c080'],
    ['an array that promises four thousand million items', '9affffffff'],
    ['a string that promises more than there is', '5affffffff00'],
    ['a reserved head', '1c'],
  ])('%s is refused', (_, text) => {
    expect(decodeCbor(bytes(text))).toEqual({ ok: false, why: 'cbor' });
  });

  it('nests twelve deep and no deeper, whatever the input promises', () => {
    const nested = (depth: number) => bytes('81'.repeat(depth) + '00');
    expect(decodeCbor(nested(12)).ok).toBe(true);
    expect(decodeCbor(nested(13)).ok).toBe(false);
    expect(decodeCbor(nested(100_000)).ok).toBe(false);
    expect(decodeCbor(bytes('c6'.repeat(50_000) + '00')).ok).toBe(false);
  });

  it('gives back what was written, whatever it was', () => {
    const leaf = fc.oneof(
      fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
      fc.string({ unit: 'grapheme' }),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array({ maxLength: 300 }),
    );
    const { value } = fc.letrec<{ value: CborValue; many: CborValue }>((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, leaf, tie('many')),
      many: fc.oneof(
        fc.array(tie('value'), { maxLength: 5 }),
        fc
          .uniqueArray(fc.tuple(fc.oneof(fc.integer(), fc.string()), tie('value')), {
            selector: ([key]) => key,
            maxLength: 5,
          })
          .map((entries) => new Map(entries as [number, CborValue][])),
      ),
    }));
    fc.assert(
      fc.property(value, (any) => {
        const once = encodeCbor(any);
        const back = decodeCbor(once);
        expect(back).toMatchObject({ ok: true });
        if (back.ok) expect(encodeCbor(back.value)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, and what it takes is written just so', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (any) => {
        const found = decodeCbor(any);
        if (found.ok) expect(encodeCbor(found.value)).toEqual(any);
      }),
      { numRuns: 20_000 },
    );
  });
});
