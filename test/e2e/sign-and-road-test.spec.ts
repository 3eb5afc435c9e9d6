import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { ApplicationId } from '../../src-shared/ids.ts';
import { PIN } from '../support/counter.ts';
import { longOffline, readyForSignTest, rightPlaces } from '../support/ready-to-test.ts';
import { startBenchCounter, type BenchCounter } from './bench-counter.ts';
import { press, startingWith, type } from './operator.ts';
import { lookInBoth, PICTURES, words } from './screen.ts';

/** An applicant at the operator's PC, then in two vehicles beside an examiner; the keyboard alone. */
test.describe.serial('sign test and road test', () => {
  const t = words('en');
  let bench: BenchCounter;
  let page: Page;
  let applicationId: ApplicationId;

  test.beforeAll(async ({ browser }) => {
    bench = await startBenchCounter({ rules: sampleCatalogues(), policy: longOffline });
    const clock = {
      get now() {
        return 0;
      },
      set now(ms: number) {
        bench.passDays(Math.round(ms / 86_400_000));
      },
    };
    ({ id: applicationId } = await readyForSignTest(bench.counter, clock));
    page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  });
  test.afterAll(async () => {
    await page.close();
    await bench.stop();
  });

  const place = (key: string) =>
    page.getByRole('navigation', { name: t('shell.places') }).getByRole('button', { name: startingWith(t(key)) });
  const exam = () => page.locator('dialog[open][lang]');

  /** A picture of what its taker sees, in whichever language that is, and nothing serious for axe. */
  async function lookAtExam(name: string): Promise<void> {
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.screenshot({ path: `${PICTURES}/${name}.png` });
    const { violations } = await new AxeBuilder({ page }).include('dialog[open]').analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
  }

  test('the operator finds who waits and hands the keyboard over', async () => {
    await bench.open(page, 'operator-1');
    await place('place.signTest').press('Enter');
    await expect(page.getByRole('button', { name: startingWith(t('signTest.startUr')) })).toBeVisible();
    await lookInBoth(page, 'sign-test-waiting');
    await press(page, 'u');
    await expect(exam()).toHaveAttribute('lang', 'ur');
    await expect(exam().getByRole('radio')).toHaveCount(4);
    await lookAtExam('exam-ur');
    await press(page, 'l');
    await expect(exam()).toHaveAttribute('lang', 'en');
    await lookAtExam('exam-en');
  });

  test('there is no way out without the PIN, not even by loading the page anew', async () => {
    await press(page, '1', 'Enter');
    await expect(exam().getByText('Question 2 of 10')).toBeVisible();
    await press(page, 'Alt+KeyL', 'F3', 'Alt+Digit1', 'Escape');
    await expect(exam().getByLabel(startingWith('PIN of'))).toBeFocused();
    await lookAtExam('exam-operator-en');
    await type(page, '000000');
    await expect(exam().getByRole('alert')).toBeVisible();
    await exam()
      .getByRole('button', { name: t('signTest.exam.goOn') })
      .press('Enter');
    await page.reload();
    await expect(exam().getByRole('timer')).toBeVisible();
    // Where it was, in the language it began in.
    await expect(exam()).toHaveAttribute('lang', 'en');
    await expect(exam().getByText('Question 2 of 10')).toBeVisible();
    expect((await bench.counter.client.signTest.state()).exam?.questions[0]?.chosen).toBe(0);
  });

  test('the applicant answers by digits and reads the result', async () => {
    const { exam: paper } = await bench.counter.client.signTest.state();
    const right = rightPlaces(paper!);
    await press(page, 'ArrowUp');
    for (const [index, answer] of right.entries()) {
      await expect(exam().getByText(`Question ${index + 1} of 10`)).toBeVisible();
      // The last two stay open.
      await press(page, ...(index < 8 ? [String(answer + 1)] : []), 'Enter');
    }
    await expect(exam().getByText(t('signTest.exam.unanswered'))).toBeVisible();
    await lookAtExam('exam-summary-en');
    await press(page, 'Enter');
    await expect(exam().getByText('Question 9 of 10')).toBeVisible();
    await press(page, String(right[8]! + 1), 'Enter', String(right[9]! + 1), 'Enter');
    await expect(exam().getByText(t('signTest.exam.lastTitle'))).toBeVisible();
    await press(page, 'Enter');
    await expect(exam().getByText(t('signTest.exam.passed'))).toBeVisible();
    await lookAtExam('exam-result-en');
    await type(page, PIN);
    // The page was loaded anew in between, and begins at home.
    await expect(exam()).toHaveCount(0);
    await place('place.signTest').press('Enter');
    await expect(page.getByText(t('signTest.empty'))).toBeVisible();
  });

  test('the examiner passes one category and fails another on the same day', async () => {
    await bench.open(page, 'operator-1');
    await place('place.roadTest').press('Enter');
    // Whoever worked on it does not examine.
    await expect(page.getByText(t('roadTest.byAnother'))).toBeVisible();
    await lookInBoth(page, 'road-test-barred');
    await bench.open(page, 'operator-2');
    await place('place.roadTest').press('Enter');
    await expect(page.getByRole('form', { name: t('roadTest.title') })).toBeVisible();
    await page.getByRole('radio').first().focus();
    await press(page, 'p', 'Enter');
    await type(page, 'glt-1234');
    await type(page, 'steady');
    await press(page, 'f', 'Enter');
    await type(page, 'gl 77');
    await page.keyboard.type('stalled on the slope');
    await lookInBoth(page, 'road-test');
    await press(page, 'Control+Enter');
    await expect(page.getByText(startingWith('Recorded for'))).toBeVisible();
    await lookInBoth(page, 'road-test-recorded');
    const { drives } = await bench.counter.client.roadTest.get({ applicationId });
    expect(drives).toMatchObject([
      { category: 'motorcycle', outcome: 'pass', vehicle: 'GLT-1234', note: 'steady' },
      { category: 'car', outcome: 'fail', vehicle: 'GL 77', note: 'stalled on the slope' },
    ]);
  });

  test('the case goes on with what is passed', async () => {
    await bench.open(page, 'operator-1');
    const { cnic } = await bench.counter.client.applications.get({ applicationId });
    await type(page, cnic);
    await expect(page.getByRole('navigation', { name: t('applications.steps') })).toBeVisible();
    const rail = page.getByRole('navigation', { name: t('applications.steps') });
    await rail.getByRole('button', { name: startingWith(t('step.signTest')) }).press('Enter');
    await expect(page.getByText('9 of 10 right').or(page.getByText('10 of 10 right'))).toBeVisible();
    await lookInBoth(page, 'sign-test-step');
    await rail.getByRole('button', { name: startingWith(t('step.roadTest')) }).press('Enter');
    await expect(page.getByRole('button', { name: t('roadTest.goOn') })).toBeFocused();
    await lookInBoth(page, 'road-test-step');
    await press(page, 'Enter');
    await expect(page.getByRole('checkbox', { name: t('applications.confirm') })).toBeVisible();
  });

  test('an applicant who reads Urdu fails, and reads from when on to try again', async () => {
    const ur = words('ur');
    await bench.counter.client.session.signOut();
    const person = sampleApplicant(2);
    const passing = {
      get now() {
        return 0;
      },
      set now(ms: number) {
        bench.passDays(Math.round(ms / 86_400_000));
      },
    };
    await readyForSignTest(bench.counter, passing, { person, categories: ['motorcycle'] });
    await bench.open(page, 'operator-1');
    await place('place.signTest').press('Enter');
    await expect(page.getByRole('button', { name: startingWith(t('signTest.startUr')) })).toBeVisible();
    await press(page, 'u');
    await expect(exam()).toBeVisible();
    await press(page, '1', ...Array.from({ length: 10 }, () => 'Enter'));
    await expect(exam().getByText(ur('signTest.exam.lastTitle'))).toBeVisible();
    await lookAtExam('exam-summary-ur');
    await press(page, 'Escape');
    await expect(exam().locator('input')).toBeFocused();
    await lookAtExam('exam-operator-ur');
    await exam()
      .getByRole('button', { name: ur('signTest.exam.goOn') })
      .press('Enter');
    await press(page, 'f');
    await expect(exam().getByText(ur('signTest.exam.failed'))).toBeVisible();
    await lookAtExam('exam-failed-ur');
    await type(page, PIN);
    await expect(exam()).toHaveCount(0);
    await lookInBoth(page, 'sign-test-failed');
  });
});
