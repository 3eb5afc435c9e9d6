import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  MAX_SERIAL,
  isValidLicenceNumber,
  licenceNumber,
  serialOf,
} from '../../src-shared/licensing/licence-number.ts';

const prefix = fc.stringMatching(/^[A-Z]{3}$/);
const serial = fc.integer({ min: 1, max: MAX_SERIAL });

test('a number gives back its serial and is valid', () => {
  fc.assert(
    fc.property(prefix, serial, (letters, count) => {
      const number = licenceNumber(letters, count);
      expect(isValidLicenceNumber(number)).toBe(true);
      expect(serialOf(number)).toBe(count);
    }),
  );
});

test('the check digit is that of ISO/IEC 7064 MOD 11,10', () => {
  // G=16, L=21, T=29: the digits 1621290000001, worked out by hand after the standard's recursion.
  expect(licenceNumber('GLT', 1)).toBe(`GLT-0000001-${byTheStandard('1621290000001')}`);
  // The standard's own example: 0794 has the check digit 5.
  expect(byTheStandard('0794')).toBe(5);
});

/** ISO/IEC 7064, hybrid system MOD 11,10, written out once more. */
function byTheStandard(digits: string): number {
  let p = 10;
  for (const digit of digits) {
    let s = (p + Number(digit)) % 10;
    if (s === 0) s = 10;
    p = (s * 2) % 11;
  }
  for (let check = 0; check < 10; check += 1) if ((p + check) % 10 === 1) return check;
  throw new Error('no check digit');
}

test('every single wrong digit is caught, in the serial and in the check digit', () => {
  const place = fc.constantFrom(4, 5, 6, 7, 8, 9, 10, 12);
  fc.assert(
    fc.property(prefix, serial, fc.tuple(place, fc.integer({ min: 1, max: 9 })), (...drawn) => {
      const [letters, count, [at, shift]] = drawn;
      const number = licenceNumber(letters, count);
      const wrong = String((Number(number[at]) + shift) % 10);
      expect(isValidLicenceNumber(number.slice(0, at) + wrong + number.slice(at + 1))).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

test('of exchanged neighbours in the serial at least 97 in 100 are caught', () => {
  let exchanged = 0;
  let caught = 0;
  for (let count = 1; count <= MAX_SERIAL; count += 4_999) {
    const number = licenceNumber('GLT', count);
    for (let at = 4; at < 10; at += 1) {
      const [left = '', right = ''] = [number[at], number[at + 1]];
      if (left === right) continue;
      exchanged += 1;
      if (!isValidLicenceNumber(number.slice(0, at) + right + left + number.slice(at + 2))) caught += 1;
    }
  }
  expect(exchanged).toBeGreaterThan(5_000);
  expect(caught / exchanged).toBeGreaterThan(0.97);
});

test.each(['', 'GLT-1-1', 'glt-0000001-3', 'GLT-00000001-3', 'GLT00000013', 'GLT-000000a-3'])('%j is none', (text) => {
  expect(isValidLicenceNumber(text)).toBe(false);
});
