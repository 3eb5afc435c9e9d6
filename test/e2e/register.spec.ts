import { expect, test, type Page } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { LicenceNumber } from '../../src-shared/ids.ts';
import { samplePortrait } from '../support/portrait.ts';
import { longOffline } from '../support/ready-to-test.ts';
import { RegisterDesk } from '../support/register-desk.ts';
import { startBenchCounter, type BenchCounter } from './bench-counter.ts';
import { press, startingWith, type } from './operator.ts';
import { lookInBoth, words } from './screen.ts';

/** A person with years behind them; a supervisor suspends and restores by the keyboard alone, with the link down. */
test.describe.serial('the register page of a person', () => {
  const t = words('en');
  const person = { ...sampleApplicant(3), birthDate: '1990-05-17' };
  let bench: BenchCounter;
  let page: Page;
  let licence: LicenceNumber;

  test.beforeAll(async ({ browser }) => {
    bench = await startBenchCounter({ rules: sampleCatalogues(), policy: longOffline });
    const desk = new RegisterDesk(bench.counter.core.counter, await samplePortrait());
    desk.record(person);
    desk.give(person, { service: 'learner', categories: ['motorcycle', 'car'] });
    bench.passDays(200);
    licence = desk.give(person, { service: 'conversion', categories: ['motorcycle', 'car'], years: 5 });
    desk.printCard(person, licence);
    bench.passDays(30);
    desk.give(person, { service: 'duplicate', categories: ['motorcycle', 'car'] });
    desk.printCard(person, licence, 'the first card was lost');
    page = await (await browser.newContext({ acceptDownloads: true })).newPage();
  });
  test.afterAll(() => bench.stop());

  const dialog = () => page.getByRole('dialog');
  const chosen = () => page.getByRole('option', { selected: true });

  /** Reason, order and, where it has one, the last day; then the second look, whose box takes a Space. */
  async function order(key: string, words_: { reason: string; reference: string; until?: string }): Promise<void> {
    await press(page, key);
    await expect(dialog().getByLabel(t('register.dialog.reason'))).toBeFocused();
    await type(page, words_.reason);
    await type(page, words_.reference);
    if (words_.until !== undefined) await type(page, words_.until);
    await expect(dialog().getByRole('checkbox')).toBeFocused();
  }

  test('opens from the search with all that was ever done', async () => {
    await bench.open(page, 'supervisor-1');
    await press(page, 'F3');
    await type(page, person.cnic);
    await expect(page.getByRole('heading', { name: t('people.personTitle') })).toBeVisible();
    await expect(page.getByRole('option')).toHaveCount(2);
    await expect(chosen()).toContainText(licence);
    await expect(chosen()).toContainText(t('register.standing.active'));
    // The card before the duplicate is superseded, in both lists.
    await expect(page.getByRole('cell', { name: t('register.superseded') })).toHaveCount(2);
    await lookInBoth(page, 'register');
    for (const [index, view] of ['work', 'tests', 'money', 'photos', 'trail'].entries()) {
      await press(page, String(index + 2));
      await expect(
        page.getByRole('button', { name: startingWith(t(`register.view.${view}`)), pressed: true }),
      ).toBeVisible();
      await lookInBoth(page, `register-${view}`);
    }
    await press(page, '1');
  });

  test('suspends by the keyboard, after a second look', async () => {
    await order('s', { reason: 'Drove through red lights', reference: 'Order 12/2026', until: '31 12 2030' });
    await expect(dialog()).toContainText(licence);
    await lookInBoth(page, 'register-second-look');
    // Without the tick Enter does nothing.
    await press(page, 'Enter');
    await expect(dialog().getByRole('checkbox')).not.toBeChecked();
    await expect(chosen()).toContainText(t('register.standing.active'));
    await press(page, 'Space', 'Enter');
    await expect(dialog()).toHaveCount(0);
    await expect(chosen()).toContainText(t('register.standing.suspended'));
    await expect(page.getByText(t('register.done.suspend'))).toBeVisible();
    await lookInBoth(page, 'register-suspended');
  });

  test('prints its notice, and a second one only for a reason', async () => {
    const first = page.waitForEvent('download');
    await press(page, 'n');
    expect((await first).suggestedFilename()).toBe(`practice-notice-${licence}-en.pdf`);
    await press(page, 'n');
    await expect(dialog()).toContainText(t('cards.printAgainTitle'));
    await press(page, 'Escape');
    await expect(dialog()).toHaveCount(0);
  });

  test('restores it, and cancels it for good', async () => {
    await order('r', { reason: 'The fine was paid', reference: 'Letter 17' });
    await press(page, 'Space', 'Enter');
    await expect(chosen()).toContainText(t('register.standing.active'));
    await order('c', { reason: 'Obtained with false papers', reference: 'Order 18/2026' });
    await lookInBoth(page, 'register-cancel');
    await press(page, 'Space', 'Enter');
    await expect(chosen()).toContainText(t('register.standing.cancelled'));
    await expect(page.getByRole('button', { name: startingWith(t('register.act.restore')) })).toHaveCount(0);
  });

  test('a barred person is seen at once', async () => {
    await order('b', { reason: 'Convicted', reference: 'Order 19/2026', until: '' });
    await press(page, 'Space', 'Enter');
    await expect(page.getByText(t('register.barred'))).toBeVisible();
    await lookInBoth(page, 'register-barred');
    const notice = page.waitForEvent('download');
    await press(page, 'Shift+N');
    expect((await notice).suggestedFilename()).toMatch(/^practice-notice-.*-en\.pdf$/);
  });

  test('an operator sees the same and can order nothing', async () => {
    await bench.open(page, 'operator-1');
    await page.keyboard.type(person.cnic);
    await press(page, 'F6');
    await expect(page.getByText(t('register.barred'))).toBeVisible();
    await expect(page.getByRole('button', { name: startingWith(t('register.act.unbar')) })).toHaveCount(0);
    await press(page, 'b');
    await expect(dialog()).toHaveCount(0);
    await lookInBoth(page, 'register-operator');
  });
});
