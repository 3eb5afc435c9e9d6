import { expect, test, type Page } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { firstCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { apply, fromFile } from '../support/flow.ts';
import { startBenchCounter, type BenchCounter } from './bench-counter.ts';
import { press, startingWith, type as typeIn } from './operator.ts';
import { lookInBoth, words } from './screen.ts';

/** The money of one day, by the keyboard alone: from the float to the closed day. */
test.describe.serial('the till of a day', () => {
  const t = words('en');
  let bench: BenchCounter;
  let page: Page;
  let shown = 0;

  test.beforeAll(async ({ browser }) => {
    bench = await startBenchCounter({ rules: firstCatalogues() });
    page = await (await browser.newContext()).newPage();
  });
  test.afterAll(() => bench.stop());

  const button = (key: string) => page.getByRole('button', { name: startingWith(t(key)) });
  const dialog = () => page.getByRole('dialog');
  const option = (text: string) => page.getByRole('option').filter({ hasText: text });
  /** Goes to a place of the rail, by its key. */
  async function goTo(place: string): Promise<void> {
    const link = page.getByRole('navigation').getByRole('button', { name: t(`place.${place}`) });
    await press(page, (await link.getAttribute('aria-keyshortcuts'))!.replace(/(\d+)$/, 'Digit$1'));
    await expect(link).toHaveAttribute('aria-current', 'page');
  }
  const paid = async () => {
    shown += 1;
    const person = sampleApplicant(shown);
    return apply(bench.counter.client, { person, last: 'fee', photo: fromFile(bench.counter) });
  };

  test('begins with a float: F8, the figure, Enter', async () => {
    await bench.open(page, 'operator-1');
    await expect(page.getByText(t('till.noShift'), { exact: true })).toBeVisible();
    await lookInBoth(page, 'no-shift');
    await press(page, 'F8');
    await expect(page.getByLabel(t('till.float'))).toBeFocused();
    await page.keyboard.type('2500');
    await lookInBoth(page, 'open-shift');
    await press(page, 'Enter');
    await expect(page.getByText(t('till.noShift'), { exact: true })).toHaveCount(0);
  });

  test('a slip that is shown has its number, and the receipt says it', async () => {
    const { client } = bench.counter;
    shown += 1;
    const { id, cnic } = await apply(client, {
      person: sampleApplicant(shown),
      last: 'photo',
      photo: fromFile(bench.counter),
    });
    expect(id).toBeTruthy();
    await page.getByLabel(t('people.cnic')).first().fill(cnic);
    await press(page, 'Enter');
    await expect(page.getByRole('radio', { name: t('method.psid') })).toBeVisible();
    await page.getByRole('radio', { name: t('method.psid') }).check();
    await typeIn(page, '');
    await expect(page.getByLabel(t('till.referenceOf.psid'))).toBeFocused();
    await page.keyboard.type('1234567890');
    await press(page, 'Enter');
    await expect(page.getByText(t('error.fee.referenceWrong.action'))).toBeVisible();
    await page.getByLabel(t('till.referenceOf.psid')).fill('12345678901234567');
    await lookInBoth(page, 'fee-slip');
    await press(page, 'Control+Enter');
    await expect(page.getByText('12345678901234567')).toBeVisible();
    await lookInBoth(page, 'receipt-slip');
  });

  test('a receipt given by mistake is asked back from its own page', async () => {
    await press(page, 'F7');
    await expect(dialog().getByRole('radio', { name: startingWith(t('till.refundKind.void')) })).toBeFocused();
    await press(page, 'Enter');
    await page.keyboard.type('Slip of another applicant');
    await lookInBoth(page, 'ask-refund');
    await press(page, 'Enter');
    await expect(page.getByText(t('till.refundStage.asked'))).toBeVisible();
  });

  test('a supervisor sees on one page what keeps the day open, and goes to it', async () => {
    await paid();
    await bench.open(page, 'supervisor-1');
    await goTo('closeOfDay');
    await expect(page.getByText(t('closeOfDay.standing.unknown'), { exact: true })).toHaveCount(2);
    await lookInBoth(page, 'close-of-day-unknown');
    // The page opens at what is unknown first; money back is below it.
    await expect(option(t('closeOfDay.line.shifts'))).toHaveAttribute('aria-selected', 'true');
    await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown');
    await press(page, 'Enter');
    await expect(button('till.agree')).toBeVisible();
    await lookInBoth(page, 'refund-to-answer');
    await press(page, 'Control+Enter');
    await expect(page.getByText(t('till.operatorPays'))).toBeVisible();
  });

  test('the operator pays it back and counts the drawer', async () => {
    await bench.open(page, 'operator-1');
    await goTo('till');
    await expect(button('till.payBack')).toBeVisible();
    await lookInBoth(page, 'refund-to-pay');
    await press(page, 'Control+Enter');
    await expect(option(t('till.refundStage.paid'))).toBeVisible();
    await option(t('till.shiftStage.open')).click();
    await press(page, 'F8');
    await page.keyboard.type('1');
    await press(page, 'Enter');
    await page.keyboard.type('0');
    await press(page, 'Enter');
    await page.keyboard.type('2');
    await lookInBoth(page, 'count-cash');
    await press(page, 'Control+Enter');
    await expect(page.getByLabel(t('till.differenceReason'))).toBeFocused();
    await page.keyboard.type('One note was torn and refused');
    await lookInBoth(page, 'count-differs');
    await press(page, 'Enter');
    await expect(page.getByText(t('till.supervisorSigns'))).toBeVisible();
  });

  test('a supervisor signs the difference and closes the day', async () => {
    await bench.open(page, 'supervisor-1');
    await goTo('till');
    await lookInBoth(page, 'difference-to-sign');
    await press(page, 'Control+Enter');
    await expect(dialog()).toBeVisible();
    await page.keyboard.type('Seen the note');
    await press(page, 'Enter');
    await expect(dialog()).toHaveCount(0);
    await goTo('closeOfDay');
    await expect(page.getByText(t('closeOfDay.ready'))).toBeVisible();
    await lookInBoth(page, 'close-of-day-ready');
    await press(page, 'Control+Enter');
    await expect(page.getByText(t('closeOfDay.isClosedLead'))).toBeVisible();
    await lookInBoth(page, 'close-of-day-closed');
    await bench.open(page, 'operator-1');
    await expect(page.getByText(t('till.dayIsClosed'))).toBeVisible();
  });
});
