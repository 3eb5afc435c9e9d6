import { expect, test, type Page } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { apply, fromFile, license, photograph } from '../support/flow.ts';
import { startBenchCounter, type BenchCounter } from './bench-counter.ts';
import { press, startingWith, type } from './operator.ts';
import { lookInBoth, words } from './screen.ts';

/** What becomes of work without calibration: a warning, then a bar; and of cards that no job knows of. */
test.describe.serial('a counter that nobody looks after', () => {
  const t = words('en');
  let bench: BenchCounter;
  let page: Page;
  let waiting: string;

  test.beforeAll(async ({ browser }) => {
    bench = await startBenchCounter();
    const { counter } = bench;
    const { client } = counter;
    await counter.signIn('supervisor-1');
    await client.stock.receive({ quantity: 200, reference: 'Box 7' });
    // Both devices are used for the first time: from now on their days without a calibration count.
    const { licence } = await license(counter, { photo: photograph });
    await client.cards.print({ licenceNumber: licence!.number, reason: null });
    await license(counter, { person: sampleApplicant(2), photo: fromFile(counter) });
    waiting = (await apply(client, { person: sampleApplicant(3), last: 'documents' })).cnic;
    page = await (await browser.newContext()).newPage();
  });
  test.afterAll(() => bench.stop());

  const button = (key: string) => page.getByRole('button', { name: startingWith(t(key)) });
  const status = () => page.getByRole('contentinfo');

  test('warns over photo and cards while work may go on, and says whose turn it is', async () => {
    await bench.open(page, 'operator-1');
    await expect(status()).toContainText('Technician calibrate');
    await type(page, waiting);
    await expect(page.getByText(t('devices.band.camera.missing'))).toBeVisible();
    await expect(page.getByText(t('studio.starting'))).toBeHidden();
    await lookInBoth(page, 'photo-uncalibrated');
    await press(page, 'Alt+Digit2');
    await expect(page.getByText(t('devices.band.printer.missing'))).toBeVisible();
    await lookInBoth(page, 'cards-uncalibrated');
  });

  test('bars both when the days of grace are over, with the refusal and its next action', async () => {
    bench.passDays(20);
    await bench.open(page, 'operator-1');
    await type(page, waiting);
    await expect(page.getByText(t('error.camera.calibrationNeeded.cause'))).toBeVisible();
    await expect(page.getByText(t('studio.starting'))).toBeHidden();
    await lookInBoth(page, 'photo-barred');
    await press(page, 'Space');
    await expect(page.getByRole('alert')).toContainText(t('error.camera.calibrationNeeded.action'));
    await press(page, 'Alt+Digit2');
    await expect(button('cards.good')).toBeVisible();
    await expect(page.getByRole('listbox')).toBeFocused();
    await press(page, 'ArrowDown');
    await expect(button('cards.print')).toBeEnabled();
    await press(page, 'Control+Enter');
    await expect(page.getByRole('alert').filter({ hasText: t('error.printer.calibrationNeeded.cause') })).toBeVisible();
    await lookInBoth(page, 'cards-barred');
  });

  test('alerts the supervisor of a card that no job explains, until somebody explains it', async () => {
    await bench.open(page, 'supervisor-1');
    await press(page, 'F2');
    await button('practice.handFeed').press('Enter');
    await press(page, 'Escape', 'Alt+Digit3');
    await expect(
      page.getByRole('status').filter({ hasText: 'more cards went through than jobs explain (1)' }),
    ).toBeVisible();
    await expect(status()).toContainText('unexplained cards: 1');
    await lookInBoth(page, 'unexplained-cards');
    await press(page, 'F8');
    await expect(page.getByLabel(t('stock.blanksUsed'))).toBeFocused();
    await type(page, '1');
    await page.keyboard.type('Fed by hand to try the feeder');
    await lookInBoth(page, 'explain-cards');
    await press(page, 'Enter');
    await expect(page.getByText(t('stock.explained'))).toBeVisible();
    await expect(status()).not.toContainText('unexplained');
    await lookInBoth(page, 'card-account');
  });
});
