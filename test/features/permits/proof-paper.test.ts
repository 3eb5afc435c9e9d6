import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canPrint, readPdf } from '../../support/pdf.ts';
import { bytesOf, PaperCounter } from './paper-counter.ts';
const printed = describe.skipIf(!canPrint);

let here: PaperCounter;
beforeAll(async () => {
  here = await PaperCounter.start();
});
afterAll(() => here.counter.stop());

printed('a proof-read sheet', () => {
  test.each(['en', 'ur'] as const)('in %s is one page with all that will be printed', async (language) => {
    const applicant = here.person();
    const id = here.desk.prepare(applicant, { service: 'conversion', categories: ['car'], years: 7 });
    const sheet = await here.counter.client.permits.proofSheet({ applicationId: id, language });
    readPdf(await bytesOf(sheet), (read) => {
      expect(read.info('Pages')).toBe('1');
      const { cnic } = applicant;
      expect(read.text).toContain(`${cnic.slice(0, 5)}-${cnic.slice(5, 12)}-${cnic.slice(12)}`);
      for (const words of [applicant.nameEn, applicant.phone, '17 May 1990', 'As on the papers', '7']) {
        expect(read.text).toContain(words);
      }
    });
  });
});

printed('in practice mode', () => {
  test('every paper bears the mark', async () => {
    const practising = await PaperCounter.start({ practice: true });
    try {
      const trainee = practising.person();
      const { permits } = practising.counter.client;
      const id = practising.desk.prepare(trainee, { service: 'learner', categories: ['car'] });
      const sheet = await bytesOf(await permits.proofSheet({ applicationId: id }));
      practising.desk.finish(trainee, id);
      const { file, fileName } = await permits.print({ applicationId: id, reason: null });
      expect(fileName).toMatch(/^practice-permit-/);
      practising.issued(trainee, { service: 'conversion', categories: ['motorcycle', 'ltv'], years: 5 });
      const abroad = practising.issued(trainee, {
        service: 'international',
        categories: ['motorcycle', 'ltv'],
        years: 1,
      });
      // Asked for on a roll, it comes on the sheet that folds to a booklet.
      const booklet = await permits.print({ applicationId: abroad, reason: null, format: 'roll' });
      readPdf(await bytesOf(booklet.file), (read) => expect(read.info('Page size')).toContain('(A4)'));
      for (const bytes of [sheet, await bytesOf(file), await bytesOf(booklet.file)]) {
        readPdf(bytes, (read) => {
          expect(read.text).toContain('PRACTICE. Practice print. Not an official paper.');
          expect(read.redness).toBeGreaterThan(0.01);
          expect(read.info('Pages')).toBe('1');
        });
      }
    } finally {
      await practising.counter.stop();
    }
  });
});
