import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase45, toBase45 } from '../../src-shared/credential/base45.ts';
import { unwrapStored, wrapStored } from '../../src-shared/credential/zlib-stored.ts';
import { inflateSync } from 'node:zlib';

const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));

describe('base45', () => {
  it.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
    ['', ''],
  ])('of %s is as in RFC 9285, 4.3 and 4.4', (plain, text) => {
    expect(toBase45(utf8(plain))).toBe(text);
    expect(fromBase45(text)).toEqual({ ok: true, value: utf8(plain) });
  });

  it.each([
    ['a sum beyond two bytes (RFC 9285, 6)', 'GGW'],
    ['a pair beyond one byte', ':::'],
    ['two characters beyond one byte', '::'],
    ['a single character at the end', 'BB8B'],
    ['small letters', 'bb8'],
    ['a line feed', 'BB8\n'],
    ['more than any code holds', 'B'.repeat(4_302)],
  ])('with %s is refused', (_, text) => {
    expect(fromBase45(text)).toEqual({ ok: false, why: 'text' });
  });

  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (any) => {
        expect(fromBase45(toBase45(any))).toEqual({ ok: true, value: any });
      }),
    );
  });

  it('never throws, and what it takes is written just so', () => {
    const letters = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:aé\n'.split(''));
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 40 }).map((each) => each.join('')),
        (any) => {
          const found = fromBase45(any);
          if (found.ok) expect(toBase45(found.value)).toBe(any);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

describe('stored zlib', () => {
  it('is what any zlib reads, and comes out as it went in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (any) => {
        expect(new Uint8Array(inflateSync(wrapStored(any)))).toEqual(any);
        expect(unwrapStored(wrapStored(any))).toEqual({ ok: true, value: any });
      }),
    );
  });

  it('with any bit changed, or cut anywhere, is refused', () => {
    const whole = wrapStored(utf8('a token'));
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const wrong = whole.slice();
      wrong[bit >> 3]! ^= 1 << (bit & 7);
      expect(unwrapStored(wrong)).toEqual({ ok: false, why: 'wrapper' });
    }
    for (let end = 0; end < whole.length; end += 1) expect(unwrapStored(whole.subarray(0, end)).ok).toBe(false);
  });
});
