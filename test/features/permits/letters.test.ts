import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cardDate } from '../../../src-shared/card/card-words.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { addDays } from '../../../src-shared/licensing/calendar.ts';
import { canPrint, readPdf } from '../../support/pdf.ts';
import { bytesOf, PaperCounter } from './paper-counter.ts';
const printed = describe.skipIf(!canPrint);

let here: PaperCounter;
beforeAll(async () => {
  here = await PaperCounter.start();
});
afterAll(() => here.counter.stop());

printed('a notice of the register', () => {
  test.each(['en', 'ur'] as const)(
    'in %s says what was done, since when, why and on what it rests',
    async (language) => {
      const addressee = here.person();
      const id = here.issued(addressee, { service: 'conversion', categories: ['car'], years: 5 });
      const licenceNumber = here.desk.state(addressee).applications[id]!.approved!.licenceNumber;
      const subject = personSubject(addressee.cnic);
      const grounds = { licenceNumber, reason: 'Drove through <red> lights', reference: 'Order 12/2026' };
      const until = addDays(here.desk.today, 30);
      const entry = here.desk.order({ type: 'licence.suspended', subject, data: { ...grounds, until } });
      const { notice } = here.counter.client.permits;
      const { file, fileName } = await notice({ cnic: addressee.cnic, entry, reason: null, language });
      expect(fileName).not.toContain(addressee.cnic);
      readPdf(await bytesOf(file), (read) => {
        expect(read.info('Pages')).toBe('1');
        for (const words of [
          licenceNumber,
          cardDate(until),
          cardDate(here.desk.today),
          grounds.reason,
          grounds.reference,
        ]) {
          expect(read.text).toContain(words);
        }
      });
      const lifted = { licenceNumber, reason: 'Fine was paid', reference: 'Letter 17' };
      const restored = here.desk.order({ type: 'licence.restored', subject, data: lifted });
      const second = await notice({ cnic: addressee.cnic, entry: restored, reason: null, language });
      readPdf(await bytesOf(second.file), ({ text }) => expect(text).toContain('Letter 17'));
    },
  );

  test('of a bar and its end names no document', async () => {
    const addressee = here.person();
    const subject = personSubject(addressee.cnic);
    const data = { reason: 'Convicted', reference: 'Order 19/2026', until: null };
    const entry = here.desk.order({ type: 'person.barred', subject, data });
    const { file, licenceNumber } = await here.counter.client.permits.notice({
      cnic: addressee.cnic,
      entry,
      reason: null,
      language: 'en',
    });
    expect(licenceNumber).toBeNull();
    readPdf(await bytesOf(file), ({ text }) => {
      expect(text).toContain('Disqualification from holding a driving licence');
      expect(text).toContain('Until until it is lifted');
    });
  });
});
