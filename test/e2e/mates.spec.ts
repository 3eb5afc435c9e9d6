import { expect, test, type Page } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { apply, fromFile } from '../support/flow.ts';
import { press, startingWith, type } from './operator.ts';
import { lookInBoth, words } from './screen.ts';
import { startTwoCounters, type TwoCounters } from './two-counters.ts';

/** Two counters of a centre: what one has in hand the other sees, finds, and leaves alone. */
test.describe.serial('two counters of a centre', () => {
  const t = words('en');
  const person = sampleApplicant(1);
  let centre: TwoCounters;
  let first: Page;
  let second: Page;

  test.beforeAll(async ({ browser }) => {
    centre = await startTwoCounters();
    const [one] = centre.seats;
    await one.signIn('operator-1');
    await apply(one.counter.client, { person, last: 'documents' });
    await apply(one.counter.client, { person: sampleApplicant(2), photo: fromFile(one.counter) });
    await one.until(({ replay }) => replay.unsent + replay.unsettled === 0);
    first = await (await browser.newContext()).newPage();
    second = await (await browser.newContext()).newPage();
  });
  test.afterAll(() => centre.stop());

  const button = (page: Page, key: string) => page.getByRole('button', { name: startingWith(t(key)) });

  test('see each other’s work, with the counter it comes from', async () => {
    const [, two] = centre.seats;
    await two.open(second, 'operator-2');
    await expect(second.getByText(t('claims.from', { counter: '1' })).first()).toBeVisible();
    await lookInBoth(second, 'mates-work');
  });

  test('find a person by a misspelt name from anywhere', async () => {
    await press(second, 'F3');
    await expect(second.getByLabel(t('search.field'))).toBeFocused();
    await second.keyboard.type(person.nameEn.replace('Imran', 'Imram'));
    await expect(second.getByRole('option').filter({ hasText: t('search.why.corrected') })).toContainText(
      person.nameEn,
    );
    await lookInBoth(second, 'search');
    await press(second, 'Enter');
    await expect(second.getByRole('heading', { name: new RegExp(person.nameEn) })).toBeVisible();
    // Central answers within its time, or this PC does: both say how fresh it is.
    const fresh = second.getByText(t('source.central.now')).or(second.getByText(t('source.local.now')));
    await expect(fresh).toBeVisible();
    await expect(second.getByText(t('studio.starting'))).toBeHidden();
    await lookInBoth(second, 'age-badge');
  });

  test('leave a case alone that the other has open, until it is closed there', async () => {
    const [one] = centre.seats;
    await one.open(first, 'operator-1');
    await type(first, person.cnic);
    await expect(first.getByText(t('claims.held', { counter: '2' }))).toBeVisible();
    await expect(first.getByText(t('studio.starting'))).toBeHidden();
    await lookInBoth(first, 'claim');
    await expect(button(first, 'studio.take')).toBeDisabled();
    await button(second, 'applications.leave').press('Enter');
    await expect(first.getByText(t('claims.held', { counter: '2' }))).toBeHidden();
    await expect(button(first, 'studio.take')).toBeEnabled();
  });

  test('decide on each other’s applications, with the photo', async () => {
    const [, two] = centre.seats;
    const { nameEn } = sampleApplicant(2);
    await two.open(second, 'supervisor-1');
    await expect(second.getByRole('option').first()).toContainText(t('claims.from', { counter: '1' }));
    await expect(second.getByRole('img', { name: t('studio.accepted', { name: nameEn }) })).toBeVisible();
    await expect(button(second, 'approvals.approve')).toBeEnabled();
    await lookInBoth(second, 'mates-approval');
    await press(second, 'F3');
    // Faster than any answer: Enter waits for the one to what was typed.
    await type(second, person.cnic);
    await expect(second.getByRole('dialog')).toHaveCount(0);
    await expect(second.getByRole('heading', { name: t('people.personTitle'), exact: true })).toBeVisible();
    await lookInBoth(second, 'person-page');
  });
});
