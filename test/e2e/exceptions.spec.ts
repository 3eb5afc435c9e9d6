import { expect, test, type Page } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { workOnCase } from '../../src-central/exceptions/desk.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { exceptionSubject } from '../../src-shared/ledger/subjects.ts';
import type { ApplicationView } from '../../src-shared/contract/counter/views.ts';
import { apply, fromFile, printed } from '../support/flow.ts';
import { press, startingWith } from './operator.ts';
import { lookInBoth, words } from './screen.ts';
import { startTwoCounters, type Seat, type TwoCounters } from './two-counters.ts';

/** Two counters license the same person with their cables out: central takes one, and the other becomes work. */
test.describe.serial('an exception at a counter', () => {
  const t = words('en');
  const person = sampleApplicant(1);
  let centre: TwoCounters;
  let page: Page;

  async function license(seat: Seat): Promise<ApplicationView> {
    const { client } = seat.counter;
    await seat.signIn('operator-1');
    const { id: applicationId } = await apply(client, { person, photo: fromFile(seat.counter) });
    await seat.signIn('supervisor-1');
    return client.approvals.approve({ applicationId });
  }

  /** As two administrators would at central's desk. */
  async function decide(subject: Subject, { decision, reason }: { decision: 'reject' | 'retry'; reason: string }) {
    const { central } = centre.central;
    const proposed = { decision, reason, by: 'first-admin', replacement: null };
    const decided = { agreed: true, by: 'second-admin', reason };
    const first = await workOnCase(central, { type: 'exception.proposed', subject, data: proposed });
    const second = await workOnCase(central, { type: 'exception.decided', subject, data: decided });
    expect([first.ok, second.ok]).toEqual([true, true]);
  }

  test.beforeAll(async ({ browser }) => {
    centre = await startTwoCounters();
    const [one, two] = centre.seats;
    await one.signIn('supervisor-1');
    await one.counter.client.stock.receive({ quantity: 200, reference: 'Box 7' });
    for (const seat of centre.seats)
      await seat.until(({ stock, replay }) => stock.blanks === 200 && replay.unsent === 0);
    await one.link(false);
    await two.link(false);
    await license(one);
    const { licence } = await license(two);
    const { client } = two.counter;
    await two.signIn('operator-1');
    const { jobId } = await printed(client, licence!.number);
    await client.cards.recordOutcome({ jobId, outcome: 'good', reason: null });
    await client.cards.handOver({ jobId, receiver: { name: person.nameEn, relation: 'self', cnic: null } });
    page = await (await browser.newContext()).newPage();
  });
  test.afterAll(() => centre.stop());

  const button = (key: string) => page.getByRole('button', { name: startingWith(t(key)) });
  const dialog = () => page.getByRole('dialog');

  test('while the link is down, every waiting act says why and what to do', async () => {
    const [, two] = centre.seats;
    await two.open(page, 'operator-1');
    await press(page, 'Alt+Digit2');
    await expect(button('why.ask')).toBeVisible();
    await press(page, 'F4');
    await expect(dialog()).toContainText(t('error.central.unreachable.cause'));
    await expect(dialog().getByRole('button', { name: startingWith(t('why.step.tryNow')) })).toBeFocused();
    await lookInBoth(page, 'why-waiting');
    await press(page, 'Enter');
    await expect(dialog()).toContainText(t('why.tried'));
    await press(page, 'Escape');
    await expect(dialog()).toHaveCount(0);
  });

  test('what central cannot apply becomes a case, and stands in rail and status bar', async () => {
    const [one, two] = centre.seats;
    await one.link(true);
    await one.until(({ replay }) => replay.unsent + replay.unsettled === 0);
    await two.link(true);
    await two.until(({ exceptions }) => exceptions.open > 0);
    await two.until(({ replay }) => replay.unsent === 0);
    await expect(page.getByRole('button', { name: startingWith(t('place.exceptions')) })).toContainText('1');
    await press(page, 'Alt+Digit4');
    await expect(page.getByRole('option')).toHaveCount(1);
    await expect(page.getByText(t('exceptions.centralDecides'))).toBeVisible();
    await lookInBoth(page, 'exceptions');
  });

  test('what waits behind it leads to it in two keys', async () => {
    await press(page, 'Alt+Digit3', '3');
    await expect(page.getByRole('option').first()).toBeVisible();
    await press(page, 'F4');
    await expect(dialog().getByRole('button', { name: startingWith(t('why.step.openCase')) })).toBeFocused();
    await lookInBoth(page, 'why-stuck');
    await press(page, 'Enter');
    await expect(page.getByRole('heading', { name: t('exceptions.title') })).toBeVisible();
    await expect(page.getByRole('option', { selected: true })).toContainText(person.nameEn);
  });

  test('what central rejects leaves a card to get back and money to give back', async () => {
    const [, two] = centre.seats;
    const { client } = two.counter;
    const [item] = await client.exceptions.list({ filter: 'open' });
    const subject = exceptionSubject(item!.stream, item!.seq);
    await decide(subject, { decision: 'reject', reason: 'Licensed at counter 1 the same morning' });
    await two.until(({ exceptions }) => exceptions.recalls > 0 && exceptions.open === 0);
    // The blank is gone all the same.
    expect((await client.status.now()).stock.blanks).toBe(199);
    await press(page, '3');
    await expect(
      page.getByText(t('exceptions.decision.closed', { what: t('exceptions.outcome.rejected') })),
    ).toBeVisible();
    await expect(button('why.step.recallCard')).toBeVisible();
    await lookInBoth(page, 'exception-settled');
    await press(page, 'Control+Enter');
    await expect(page.getByRole('option', { selected: true })).toContainText(person.phone);
    await expect(page.getByText(t('exceptions.supervisorCloses'))).toBeVisible();
    await lookInBoth(page, 'recalls');
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('cell', { name: person.phone, includeHidden: true })).toBeVisible();
    await page.emulateMedia({ media: 'screen' });
  });

  test('a rejected payment says what to give back', async () => {
    await press(page, 'Alt+Digit3');
    const paid = page.getByRole('option').filter({ hasText: t('entryType.application.feePaid') });
    await paid.click();
    await press(page, 'F4');
    await expect(dialog()).toContainText(t('why.step.refund'));
    await expect(dialog()).toContainText(/Rs [\d,]+/);
    await lookInBoth(page, 'why-refund');
    await press(page, 'Enter');
    // One key away: the receipt is filled in, a reason is asked for.
    await expect(dialog()).toContainText(t('till.refundLead.refund'));
    await expect(dialog().getByRole('radio', { name: startingWith(t('till.refundKind.refund')) })).toBeChecked();
    await press(page, 'Escape');
    await expect(dialog()).toHaveCount(0);
  });

  test('a supervisor records how the card came back', async () => {
    const [, two] = centre.seats;
    await two.open(page, 'supervisor-1');
    await press(page, 'Alt+Digit6', '2');
    await expect(button('exceptions.closeRecall')).toBeVisible();
    await press(page, 'Control+Enter');
    await expect(dialog().getByRole('radio').first()).toBeFocused();
    await press(page, 'Enter');
    await page.keyboard.type('Brought back by the holder');
    await lookInBoth(page, 'close-recall');
    await press(page, 'Enter');
    await expect(page.getByText(t('exceptions.none.recalls'))).toBeVisible();
    await press(page, '3');
    await expect(page.getByText(t('exceptions.recallOutcome.returned')).first()).toBeVisible();
  });
});
