import { expect, test, type Page } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { addDays, dayOf } from '../../src-shared/licensing/calendar.ts';

import { bring, proofread } from '../support/services.ts';
import { startBenchCounter, type BenchCounter } from './bench-counter.ts';
import { press, startingWith, type } from './operator.ts';
import { lookInBoth, words } from './screen.ts';

const t = words('en');
const today = dayOf(new Date().toISOString());
const holder = sampleApplicant(4);
const learner = sampleApplicant(5);
const child = { ...sampleApplicant(6), birthDate: addDays(today, -17 * 365) };
let bench: BenchCounter;
let page: Page;

test.beforeAll(async ({ browser }) => {
  bench = await startBenchCounter({ rules: sampleCatalogues() });
  bring(bench.counter, holder, [{ validUntil: addDays(today, 900), categories: ['motorcycle', 'car'], centre: 'SKD' }]);
  bring(bench.counter, learner, [
    { kind: 'learner', issuedOn: addDays(today, -20), validUntil: addDays(today, 160), categories: ['motorcycle'] },
  ]);
  page = await (await browser.newContext()).newPage();
});
test.afterAll(() => bench.stop());

const button = (key: string) => page.getByRole('button', { name: startingWith(t(key)) });

test('who is too young, too early or holds nothing reads why, and from when', async () => {
  await bench.open(page, 'operator-1');
  await type(page, child.cnic);
  await expect(page.getByLabel(t('people.field.birthDate'))).toBeFocused();
  await page.keyboard.type(child.birthDate.split('-').toReversed().join(''));
  const option = (name: string) => page.getByRole('option', { name: new RegExp(name) });
  await expect(option('Learner permit')).toContainText(t('services.fromDay').slice(0, 4));
  await lookInBoth(page, 'eligibility-young');
  await press(page, 'Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await button('applications.leave').press('Enter');

  await type(page, learner.cnic);
  await expect(option('New licence')).toContainText('42');
  await press(page, '3');
  await lookInBoth(page, 'eligibility-waiting');
  // Nothing stands out, so nothing is begun by accident.
  await press(page, 'Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await button('applications.leave').press('Enter');
});

test('a duplicate asks its own questions, and its papers follow from the answers', async () => {
  await type(page, holder.cnic);
  await expect(page.getByRole('option', { name: /Duplicate/ })).toBeVisible();
  await press(page, '5');
  await lookInBoth(page, 'eligibility-holder');
  await press(page, 'Enter');
  await expect(page.getByLabel(t('people.field.nameEn'), { exact: true })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(button('applications.toLicence')).toBeFocused();
  await lookInBoth(page, 'service-held');
  await press(page, 'Enter');
  await expect(page.getByRole('radio').first()).toBeFocused();
  await press(page, 'Enter', 'Enter');
  // Nothing chosen: the question is marked, and nothing is lost.
  await expect(page.getByRole('alert')).toBeVisible();
  await press(page, 'ArrowDown');
  await press(page, 'Enter');
  await page.keyboard.type('FIR 17/2026');
  await lookInBoth(page, 'service-form');
  await press(page, 'Enter');
  const boxes = page.getByRole('group', { name: t('step.documents') }).getByRole('checkbox');
  await expect(boxes).toHaveCount(2);
  await lookInBoth(page, 'service-papers');
  await button('applications.leave').press('Enter');
  await expect(page.getByLabel(t('people.cnic')).first()).toBeFocused();
});

test('a supervisor reads all of it: the old document, the answers, the lines of the fee', async () => {
  const person = sampleApplicant(7);
  bring(bench.counter, person, [{ validUntil: addDays(today, 800), categories: ['motorcycle', 'car'] }]);
  await bench.counter.signIn('operator-1');
  const { client } = bench.counter;
  const answers = { change: 'address' };
  const { id } = await proofread(bench.counter, { person, service: 'replacement', answers });
  await client.applications.submit({ applicationId: id, proofread: true });
  await bench.open(page, 'supervisor-1');
  await expect(page.getByRole('option').first()).toContainText('Replacement');
  await expect(button('approvals.approve')).toBeEnabled();
  await lookInBoth(page, 'approval-replacement');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(t('approvals.empty'))).toBeVisible();
});
