import { describe, expect, test } from 'vitest';
import { soundsLike, soundsOf } from '../../src-shared/search/sound.ts';
import { wordsOf } from '../../src-shared/search/words.ts';

/** Spellings of one name, English and Urdu, as they are met on forms. */
const alike = [
  ['Muhammad', 'Mohammed', 'Mohammad', 'Muhammed', 'Mohd', 'محمد', 'مُحَمَّد'],
  ['Hussain', 'Hussein', 'Husain', 'حسین', 'حسين'],
  ['Ghulam', 'Gulam', 'غلام'],
  ['Khan', 'خان'],
  ['Khokhar', 'Khokar', 'کھوکھر'],
  ['Chaudhry', 'Choudhary', 'Chaudhary', 'چوہدری', 'چودھری'],
  ['Salahuddin', 'Salah-ud-Din', 'صلاح الدین'],
  ['Abdul Rehman', 'Abdur Rahman', 'عبدالرحمان', 'عبد الرحمٰن', 'عبدالرحمن'],
  ['Habib-ur-Rehman', 'Habib ur Rahman', 'حبیب الرحمان'],
  ['Yousuf', 'Yousaf', 'Yusuf', 'یوسف', 'يوسف'],
  ['Qureshi', 'Koreshi', 'قریشی', 'قريشي'],
  ['Siddiqui', 'Siddiqi', 'صدیقی'],
  ['Fatima', 'Fatimah', 'فاطمہ', 'فاطمة', 'فاطمه'],
  ['Ayesha', 'Aisha', 'عائشہ', 'عائشه'],
  ['Usman', 'Uthman', 'Osman', 'عثمان'],
  ['Zulfiqar', 'Zulfikar', 'ذوالفقار'],
  ['Ishaq', 'Ishaque', 'اسحاق'],
  ['Bakhsh', 'Bux', 'بخش'],
  ['Bhatti', 'Bhati', 'بھٹی', 'بهٹی'],
  ['Shahzad', 'Shehzad', 'شہزاد', 'شهزاد'],
  ['Kausar', 'Kosar', 'کوثر', 'كوثر'],
  ['Mustafa', 'مصطفیٰ', 'مصطفى'],
];

test.each(alike)('%s and its other spellings sound alike', (...spellings) => {
  const [first = '', ...others] = spellings;
  expect(soundsOf(first).join('').length).toBeGreaterThan(0);
  for (const other of others) expect([other, soundsOf(other)]).toEqual([other, soundsOf(first)]);
});

test('names that are different names do not', () => {
  const keys = alike.map(([first]) => soundsOf(first ?? '').join(' '));
  expect(new Set(keys).size).toBe(keys.length);
  expect(soundsLike('Aslam', 'Akram')).toBe(false);
  expect(soundsLike('Muhammad Aslam', 'Aslam Muhammad')).toBe(false);
  expect(soundsLike('', '')).toBe(false);
});

describe('words', () => {
  test.each([
    ['D’Souza', ['dsouza']],
    ['Habib-ur-Rehman', ['habib', 'ur', 'rehman']],
    ['José  M. Khan', ['jose', 'm', 'khan']],
    ['۱۹۸۴ ٤', ['1984', '4']],
    ['محمد\u200Cعلی', ['محمدعلی']],
    ['محـــمد', ['محمد']],
    ['ﻣﺤﻤﺪ', ['محمد']],
    ['كريم', ['کریم']],
    ['فاطمة', ['فاطمہ']],
    ['بهٹی بھٹی', ['بہٹی', 'بہٹی']],
    ['آصف أحمد', ['اصف', 'احمد']],
    ['"; drop table who; --', ['drop', 'table', 'who']],
    ['', []],
    ['🙂 ?!', []],
  ])('%j are %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  test('are never more than eight', () => {
    expect(wordsOf('a '.repeat(200))).toHaveLength(8);
  });
});
