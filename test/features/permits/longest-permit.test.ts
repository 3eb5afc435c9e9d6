import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getIssued } from '../../../src-main/features/permits/issued-paper.ts';
import { permitPaper } from '../../../src-main/features/permits/permit-paper.ts';
import { Category } from '../../../src-shared/licensing/category.ts';
import { canPrint, readPdf } from '../../support/pdf.ts';
import { codeIn, longest, PaperCounter } from './paper-counter.ts';
const printed = describe.skipIf(!canPrint);

let here: PaperCounter;
beforeAll(async () => {
  here = await PaperCounter.start();
});
afterAll(() => here.counter.stop());

printed('a learner permit with the longest of everything', () => {
  test.each([
    ['a4', 'en'],
    ['a4', 'ur'],
    ['roll', 'en'],
    ['roll', 'ur'],
  ] as const)('on %s in %s is one page, its code still read', async (format, language) => {
    const long = here.person({
      nameEn: 'Muhammad Abdul Rahman Shah Qureshi Hashmi Gilani al-Husaini',
      fatherUr: 'محمد عبدالرحمٰن شاہ قریشی ہاشمی گیلانی الحسینی',
      address: `House 14, Street 3, Jutial Cantonment Road ${'near the old polo ground '.repeat(5)}`
        .slice(0, 160)
        .trim(),
    });
    const id = here.issued(long, { service: 'learner', categories: Category.options });
    const paper = { ...(await getIssued(here.core, id)), proof: longest };
    readPdf(await here.pdf(permitPaper(here.core, paper, { language, format })), (read) => {
      expect(read.info('Pages')).toBe('1');
      expect(read.text).toContain(long.address.slice(-12));
      expect(codeIn(read, 203)).toBe(longest);
    });
  });
});
