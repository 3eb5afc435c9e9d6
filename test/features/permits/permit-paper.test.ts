import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getIssued } from '../../../src-main/features/permits/issued-paper.ts';
import { permitPaper } from '../../../src-main/features/permits/permit-paper.ts';
import { cardDate } from '../../../src-shared/card/card-words.ts';
import { addDays, addMonths } from '../../../src-shared/licensing/calendar.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';
import { canPrint, readPdf } from '../../support/pdf.ts';
import { codeIn, PaperCounter } from './paper-counter.ts';
const printed = describe.skipIf(!canPrint);

let here: PaperCounter;
beforeAll(async () => {
  here = await PaperCounter.start();
});
afterAll(() => here.counter.stop());

printed('a learner permit', () => {
  let person: PersonData;
  let learner: ApplicationId;
  beforeAll(() => {
    person = here.person();
    learner = here.issued(person, { service: 'learner', categories: ['motorcycle', 'car'] });
  });

  test.each([
    ['a4', 'en', 'A4'],
    ['a4', 'ur', 'A4'],
    ['roll', 'en', '227.04 x 841.92'],
    ['roll', 'ur', '227.04 x 841.92'],
  ] as const)('on %s in %s is one page with who may learn what until when', async (format, language, size) => {
    const paper = await getIssued(here.core, learner);
    readPdf(await here.pdf(permitPaper(here.core, paper, { language, format })), (read) => {
      expect(read.info('Pages')).toBe('1');
      expect(read.info('Page size')).toContain(size);
      const { text } = read;
      const { issuedOn, validUntil, number } = paper.licence;
      expect(validUntil).toBe(addDays(addMonths(issuedOn, 6), -1));
      for (const words of [
        number,
        person.nameEn,
        person.fatherEn,
        person.address,
        cardDate(issuedOn),
        cardDate(validUntil),
      ]) {
        expect(text).toContain(words);
      }
      // 42 days of learning before the test, by the rules of the new licence.
      expect(text).toContain(cardDate(addDays(issuedOn, 42)));
      expect(read.fonts).toEqual(expect.arrayContaining(['NotoNastaliqUrdu-Regular', 'NotoSans-Regular']));
      // A little of it is the face.
      expect(read.redness).toBeLessThan(0.008);
      expect(text).not.toContain('PRACTICE');
      expect(codeIn(read, 200)).toBe(number);
    });
  });

  test('in English says the terms as the rules have them', async () => {
    readPdf(
      await here.pdf(permitPaper(here.core, await getIssued(here.core, learner), { language: 'en', format: 'a4' })),
      ({ text }) => {
        expect(text).toContain('1. The vehicle carries a white plate with a red letter L');
        expect(text).toContain('5. This permit is no driving licence');
      },
    );
  });
});
