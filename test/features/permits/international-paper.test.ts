import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getIssued } from '../../../src-main/features/permits/issued-paper.ts';
import { internationalPaper } from '../../../src-main/features/permits/international-paper.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import { canPrint, readPdf } from '../../support/pdf.ts';
import { codeIn, longest, PaperCounter } from './paper-counter.ts';
const printed = describe.skipIf(!canPrint);

let here: PaperCounter;
beforeAll(async () => {
  here = await PaperCounter.start();
});
afterAll(() => here.counter.stop());

printed('an international permit', () => {
  let application: ApplicationId;
  beforeAll(() => {
    const driver = here.person();
    here.issued(driver, { service: 'conversion', categories: ['motorcycle', 'ltv'], years: 5 });
    application = here.issued(driver, { service: 'international', categories: ['motorcycle', 'ltv'], years: 1 });
  });

  test('is one page after the model of the convention of 1968, valid for no other category', async () => {
    const paper = { ...(await getIssued(here.core, application)), proof: longest };
    readPdf(await here.pdf(internationalPaper(here.core, paper, { language: 'en', format: 'a4' })), (read) => {
      expect(read.info('Pages')).toBe('1');
      const { text } = read;
      expect(text).toContain('International driving permit');
      expect(text).toContain('de conduire international');
      expect(text).toContain('Convention on Road Traffic of 8 November 1968');
      expect(text).toContain('This permit is not valid for the territory of Pakistan');
      expect(text).toContain('AB1234567');
      expect(text).toMatch(/GLT-\d{7}-\d/);
      // Motorcycle is A and A1, a light transport vehicle B and C1; nothing else.
      expect(text.match(/YES/g)).toHaveLength(4);
      expect(codeIn(read, 203)).toBe(longest);
    });
  });

  test('shows no sign that turns or hides what was answered on the form', async () => {
    const paper = await getIssued(here.core, application);
    const answers = { passport: 'AB\u202E7654321\u202C\u200B9\u2066<b>' };
    const found = { ...paper.found, application: { ...paper.found.application, answers } };
    const page = await internationalPaper(here.core, { ...paper, found }, { language: 'en', format: 'a4' });
    expect(page).toContain('AB76543219&lt;b&gt;');
    expect(page).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B]/);
  });
});
