import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleCatalogues } from '../../../src-shared/catalogue/sample-catalogues.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import { PIN, startTestCounter, type TestCounter } from '../../support/counter.ts';
import { canPrint, readPdf } from '../../support/pdf.ts';
import { problemOf } from '../../support/problem.ts';
import { longOffline, readyForSignTest, sitTest } from '../../support/ready-to-test.ts';

const printed = test.skipIf(!canPrint);
const clock = { now: Date.UTC(2026, 0, 12, 5) };
let monotonic = 0;
let counter: TestCounter;
let applicationId: ApplicationId;
beforeAll(async () => {
  counter = await startTestCounter({
    rules: sampleCatalogues(),
    policy: longOffline,
    now: () => clock.now,
    monotonic: () => monotonic,
  });
  ({ id: applicationId } = await readyForSignTest(counter, clock));
  const { client } = counter;
  const exam = await client.signTest.start({ applicationId, language: 'ur' });
  monotonic += 125_000;
  await sitTest(counter, exam, 8);
  await client.session.unlock({ pin: PIN });
  await counter.signIn('supervisor-1');
  await client.roadTest.record({
    applicationId,
    results: [{ category: 'motorcycle', outcome: 'pass', vehicle: 'GLT 77', note: '<b>steady</b>' }],
  });
}, 60_000);
afterAll(() => counter.stop());

const signSheet = async (language: 'en' | 'ur') =>
  (await counter.client.signTest.sheet({ applicationId, attempt: 1, language })).bytes();
const roadSheet = async (language: 'en' | 'ur') =>
  (await counter.client.roadTest.sheet({ applicationId, language })).bytes();

printed(
  'the sheet of a sign test is one A4 page with what was asked, chosen and right',
  async () => {
    readPdf(await signSheet('en'), (read) => {
      expect(read.info('Pages')).toBe('1');
      expect(read.info('Page size')).toContain('(A4)');
      const { text } = read;
      expect(text).toMatch(/Sign test sheet/i);
      expect(text).toContain('roadSigns@sample-2026-01');
      expect(text).toContain('2:05 of 10:00 minutes');
      expect(text).toContain('Passed: 8 of 10 right, 7 needed');
      expect(text).toContain('operator-1 (operator-1)');
      expect(text.match(/ wrong/g)).toHaveLength(2);
    });
  },
  30_000,
);

printed(
  'in Urdu it is one page too',
  async () => {
    readPdf(await signSheet('ur'), (read) => {
      expect(read.info('Pages')).toBe('1');
      expect(read.fonts).toContain('NotoNastaliqUrdu-Regular');
    });
  },
  30_000,
);

printed(
  'the sheet of a road test has what was driven, and a line for what is still to drive',
  async () => {
    readPdf(await roadSheet('en'), (read) => {
      expect(read.info('Pages')).toBe('1');
      // What somebody typed stays text.
      expect(read.text).toMatch(/Motorcycle 2026-02-24 GLT 77 Pass <b>steady<\/b> supervisor-1/);
      expect(read.text).toMatch(/Motor car or jeep .*Still to drive/);
    });
    readPdf(await roadSheet('ur'), (read) => {
      expect(read.info('Pages')).toBe('1');
      expect(read.fonts).toContain('NotoNastaliqUrdu-Regular');
    });
  },
  30_000,
);

test('there is no sheet of a test nobody sat', async () => {
  const asked = counter.client.signTest.sheet({ applicationId, attempt: 2, language: 'en' });
  expect(await problemOf(asked)).toMatchObject({ code: 'test.noneRunning' });
});
