import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCnic, genderOf, readCnic, westernDigits } from '../../src-shared/licensing/cnic.ts';
import { checkPerson } from '../../src-shared/licensing/person-data.ts';
import type { Cnic } from '../../src-shared/ids.ts';
import { personData } from '../support/bodies.ts';

describe('a CNIC as typed', () => {
  test.each([
    ['35202-1234567-1', 'punjab', 'male'],
    ['7110312345682', 'gilgitBaltistan', 'female'],
    [' 17301 1234567 5 ', 'kp', 'male'],
    ['۶۱۱۰۱-۱۲۳۴۵۶۷-۸', 'islamabad', 'female'],
    ['٤٢١٠١٠٠٠٠٠٠٠٣', 'sindh', 'male'],
    ['54400-0000000-0', 'balochistan', 'female'],
    ['21201-0000000-9', 'fata', 'male'],
  ])('%s is from %s, of a %s', (typed, province, gender) => {
    expect(readCnic(typed)).toMatchObject({ ok: true, value: { province, gender } });
  });

  test.each([
    ['', { code: 'cnic.length', detail: { digits: 0 } }],
    ['352021234567', { code: 'cnic.length', detail: { digits: 12 } }],
    ['35202123456711', { code: 'cnic.length', detail: { digits: 14 } }],
    ['35202-123456a-1', { code: 'cnic.length' }],
    ['05202-1234567-1', { code: 'cnic.province', detail: { digit: '0' } }],
    ['85202-1234567-1', { code: 'cnic.province', detail: { digit: '8' } }],
    ['95202-1234567-1', { code: 'cnic.province' }],
  ])('%j is refused', (typed, refusal) => {
    expect(readCnic(typed)).toMatchObject({ ok: false, ...refusal });
  });

  test('is the same in Western, Urdu and Arabic digits, with or without dashes', () => {
    const digits = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 999_999_999_999 }));
    fc.assert(
      fc.property(digits, ([first, rest]) => {
        const cnic = `${first}${String(rest).padStart(12, '0')}`;
        const inUrdu = cnic.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x06f0 + Number(digit)));
        const inArabic = cnic.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)));
        const read = [cnic, formatCnic(cnic), inUrdu, formatCnic(inUrdu), inArabic].map((typed) => readCnic(typed));
        for (const each of read) expect(each).toMatchObject({ ok: true, value: { cnic } });
        expect(westernDigits(inUrdu)).toBe(cnic);
      }),
    );
  });
});

test('is written in three groups, also while it is being typed', () => {
  expect(['3520212345671', '352021', '35202', ''].map(formatCnic)).toEqual(['35202-1234567-1', '35202-1', '35202', '']);
});

test('an odd last digit says male, an even one female; the third gender fits either', () => {
  expect([1, 3, 5, 7, 9].map((digit) => genderOf(`352021234567${digit}` as Cnic))).toEqual(Array(5).fill('male'));
  expect([0, 2, 4, 6, 8].map((digit) => genderOf(`352021234567${digit}` as Cnic))).toEqual(Array(5).fill('female'));
  const man = personData(0);
  const today = '2026-03-02';
  expect(checkPerson(man, today).ok).toBe(true);
  expect(checkPerson({ ...man, gender: 'female' }, today)).toMatchObject({ ok: false, code: 'cnic.genderDigit' });
  expect(checkPerson({ ...man, gender: 'x' }, today).ok).toBe(true);
});
