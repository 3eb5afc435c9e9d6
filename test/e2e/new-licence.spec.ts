import { test, expect } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { applyByKeyboard, signIn } from './operator.ts';
import { startPracticeCentre, type PracticeCentre } from './practice-centre.ts';
import { lookAt, speak, words, type Language } from './screen.ts';

for (const language of ['en', 'ur'] as const satisfies readonly Language[]) {
  test.describe(`a practice centre in ${language}`, () => {
    let centre: PracticeCentre;
    test.beforeAll(async () => {
      centre = await startPracticeCentre();
    });
    test.afterAll(() => centre.stop());

    test('takes an applicant from the CNIC to the inbox', async ({ page }) => {
      const t = words(language);
      await page.goto(await centre.newUrl());
      await expect(page.getByRole('button', { name: words('en')('enrolment.enrol') })).toBeVisible();
      await speak(page, language);
      await lookAt(page, 'enrolment', language);
      await page.getByRole('button', { name: t('enrolment.enrol') }).press('Enter');
      await expect(page.getByRole('heading', { name: t('session.title') })).toBeVisible();
      await lookAt(page, 'sign-in', language);
      await signIn(page, { id: 'operator-1', pin: centre.pins['operator-1']! }, language);
      await applyByKeyboard(page, sampleApplicant(1), language);
    });
  });
}
