import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, nameKey, PersonData } from '../../src-shared/licensing/person-data.ts';
import { personData } from '../support/bodies.ts';

describe('one spelling for one text', () => {
  test.each([
    ['Muhammad', '  Muhammad  ', 'spaces around'],
    ['Muhammad Ali', 'Muhammad \t\n Ali', 'spaces and line ends inside'],
    ['Muhammad', 'Mu\u200Bham\uFEFFmad', 'zero-width characters, which must not split the word'],
    ['Ali', '\u202EAli\u202C', 'a right-to-left override, which would show the name reversed'],
    ['Ali', '\u2066Ali\u2069\u200F', 'isolates and marks'],
    ['Hunza', 'Hun\u00ADza', 'a soft hyphen'],
    ['Zoë', 'Zoe\u0308', 'a letter and its mark apart'],
    ['Zoë', 'Zoe\u200D\u0308', 'the same with a joiner between'],
    ['Ali Khan', 'Ali\u00A0Khan', 'a no-break space'],
    ['جان‌محمد', 'جان\u200Cمحمد', 'the non-joiner that Urdu needs stays'],
    ['جان‌محمد', 'جان\u200C\u200Cمحمد\u200C', 'but not twice, and not at an end'],
    ['جان محمد', 'جان\u200C \u200Cمحمد', 'nor beside a space'],
  ])('%s', (clean, typed, _why) => {
    expect(cleanText(typed)).toBe(clean);
  });

  test('cleaning twice is cleaning once, and leaves no control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = cleanText(text);
        expect(cleanText(once)).toBe(once);
        expect(once).not.toMatch(/(?!\u200C)[\p{Cc}\p{Cf}]/u);
        expect(once).not.toMatch(/^\s|\s$|\s\s/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('names that sound alike', () => {
  test.each([
    ['Muhammad Yousuf', 'Mohammad Yusuf'],
    ['Shaheen Bibi', 'Shahin Bibee'],
    ['Zafar Ullah', 'Zafar Ulla'],
    ['Farooq', 'Faruq'],
    ['Sophia', 'Sofia'],
    ['José', 'Jose'],
  ])('%s and %s have one key', (left, right) => {
    expect(nameKey(left)).toBe(nameKey(right));
  });

  test.each([
    ['Ali Raza', 'Ali Reza Khan'],
    ['Sana', 'Hina'],
    ['Karim', 'Kamran'],
  ])('%s and %s do not', (left, right) => {
    expect(nameKey(left)).not.toBe(nameKey(right));
  });
});

describe('a person', () => {
  const good = personData(0);
  test('of the sample is one', () => {
    expect(PersonData.safeParse(good).success).toBe(true);
  });

  test.each([
    ['an English name in Urdu letters', { nameEn: 'نمونہ' }],
    ['an Urdu name in English letters', { nameUr: 'Sample' }],
    ['a name with a digit', { nameEn: 'Sample 2' }],
    ['a name of one letter', { fatherEn: 'A' }],
    ['a name that turns the line around', { nameEn: 'Ali\u202E' }],
    ['a name of mixed scripts', { nameEn: 'Аli Raza' }],
    ['a day that is none', { birthDate: '2001-02-29' }],
    ['a phone with letters', { phone: '0300-CALLME' }],
    ['an address with a hidden override', { address: 'House 1\u202E, Gilgit' }],
    ['an address over several lines', { address: 'House 1\nGilgit' }],
    ['a field nobody asked for', { religion: 'x' }],
  ])('with %s is none', (_, wrong) => {
    expect(PersonData.safeParse({ ...good, ...wrong }).success).toBe(false);
  });

  test('may live at an address in Urdu with a non-joiner', () => {
    expect(PersonData.safeParse({ ...good, address: 'مکان 1، جان\u200Cمحمد گلی، گلگت' }).success).toBe(true);
  });
});
