import { describe, expect, test } from 'vitest';
import { CardData, qrText } from '../../src-shared/card/card-data.ts';
import { cardCnic, cardDate, cardWords, categoryWords } from '../../src-shared/card/card-words.ts';
import { Category } from '../../src-shared/licensing/category.ts';
import { sampleCard } from '../features/cards/sample-card.ts';

describe('card data', () => {
  test('is taken as it is when complete', () => {
    expect(CardData.parse(sampleCard)).toEqual(sampleCard);
    expect(qrText(CardData.parse(sampleCard))).toBe('GLT-0000017-4');
  });

  test.each<[string, object]>([
    ['a wrong licence number', { licenceNumber: 'GLT-17' }],
    ['an empty name', { nameEn: '  ' }],
    ['an endless address', { address: 'x'.repeat(161) }],
    ['no category', { categories: [] }],
    ['an unknown category', { categories: [{ code: 'spaceship' }] }],
    ['a day that does not exist', { validUntil: '2026-02-30' }],
    ['a field nobody knows', { eyeColour: 'brown' }],
  ])('is refused with %s', (_, wrong) => {
    expect(CardData.safeParse({ ...sampleCard, ...wrong }).success).toBe(false);
  });
});

describe('words on the card', () => {
  test('are there in both languages, in their own scripts', () => {
    for (const { en, ur } of [...Object.values(cardWords), ...Object.values(categoryWords)]) {
      expect(en).toMatch(/^[\p{Script=Latin}\p{P} ]+$/u);
      expect(ur).toMatch(/^[\p{Script=Arabic}\p{M}\p{P} ]+$/u);
    }
  });

  test('tell every category from every other', () => {
    const marks = Category.options.map((code) => categoryWords[code].mark);
    expect(new Set(marks).size).toBe(Category.options.length);
  });

  test('write dates and CNIC so that they cannot be misread', () => {
    expect(cardDate('2026-03-07')).toBe('07 Mar 2026');
    expect(cardCnic('3520212345671')).toBe('35202-1234567-1');
  });
});
