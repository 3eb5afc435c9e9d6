import { expect, test, type Page } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { sampleNumber } from '../../src-main/features/practice/sample-visits.ts';
import { connectToCounter } from '../../scripts/practice/counter-client.ts';
import { inShift } from '../support/shift.ts';
import { press, signIn, startingWith } from './operator.ts';
import { startPracticeCentre, type PracticeCentre } from './practice-centre.ts';
import { openDesk } from './practice-desk.ts';
import { lookInBoth, words } from './screen.ts';

const t = words('en');
const person = sampleApplicant(sampleNumber('new', 1)!);
let centre: PracticeCentre;

test.beforeAll(async () => {
  centre = await startPracticeCentre();
  await openDesk(centre);
  const screen = await connectToCounter(await centre.newUrl());
  const { client } = screen;
  await client.session.signIn({ staffId: 'operator-1', pin: centre.pins['operator-1']! });
  const found = await client.people.find({ cnic: person.cnic });
  await client.people.record({ person: found.person ?? person });
  const held = (await client.services.eligible({ cnic: person.cnic })).services.find(
    ({ service }) => service === 'new',
  );
  const { id: applicationId, documentsNeeded } = await client.applications.open({
    cnic: person.cnic,
    service: 'new',
    categories: held!.categories,
    years: 5,
  });
  await client.applications.documentsSeen({ applicationId, documents: documentsNeeded });
  await inShift(client);
  const { total } = await client.till.quote({ applicationId });
  await client.till.takeFee({ applicationId, tendered: total, method: 'cash' });
  await client.session.signOut();
  screen.close();
});
test.afterAll(() => centre.stop());

/** What the core says runs, asked past the screen that is open. */
async function runningExam(page: Page): Promise<string> {
  return page.locator('dialog[open] h2').innerText();
}

test('the power goes in the middle of a test: the paper and the answers are there, the time is not won back', async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  let page = await context.newPage();
  const operator = { id: 'operator-1', pin: centre.pins['operator-1']! };
  const place = () =>
    page
      .getByRole('navigation', { name: t('shell.places') })
      .getByRole('button', { name: startingWith(t('place.signTest')) });
  await page.goto(await centre.newUrl());
  await signIn(page, operator, 'en');
  await place().press('Enter');
  await expect(page.getByRole('button', { name: startingWith(t('signTest.startEn')) })).toBeVisible();
  await press(page, 'e');
  const questions: string[] = [];
  for (const answer of ['1', '2', '3']) {
    await expect(page.getByText(`Question ${questions.length + 1} of 10`)).toBeVisible();
    questions.push(await runningExam(page));
    await press(page, answer);
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
    await press(page, 'Enter');
  }
  await expect(page.getByText('Question 4 of 10')).toBeVisible();
  const shownLeft = await page.getByRole('timer').innerText();
  await page.close();
  await centre.killCounter();

  page = await context.newPage();
  await page.goto(await centre.newUrl());
  // Nobody is signed in after that, and the operator's PIN comes first.
  await signIn(page, operator, 'en');
  await place().press('Enter');
  await expect(page.getByText(startingWith('A test was interrupted: 3 answers'))).toBeVisible();
  await lookInBoth(page, 'sign-test-interrupted');
  await press(page, 'e');
  await expect(page.getByText('Question 4 of 10')).toBeVisible();
  const left = await page.getByRole('timer').innerText();
  expect(secondsOf(left)).toBeLessThanOrEqual(secondsOf(shownLeft));
  for (const number of [3, 2, 1]) {
    await press(page, 'ArrowUp');
    await expect(page.getByText(`Question ${number} of 10`)).toBeVisible();
    expect(await runningExam(page)).toBe(questions[number - 1]);
    await expect(page.getByRole('radio', { checked: true })).toHaveText(new RegExp(`^${number}`));
  }
  await press(page, ...Array.from({ length: 10 }, () => 'Enter'));
  await expect(page.getByText(t('signTest.exam.unanswered'))).toBeVisible();
  await press(page, 'f');
  await expect(page.getByText(t('signTest.exam.failed'))).toBeVisible();
  await context.close();
  await centralHasIt();
});

/** Central folded the test as the counter did, with the interruption in it. */
async function centralHasIt(): Promise<void> {
  const screen = await connectToCounter(await centre.newUrl());
  const { client } = screen;
  await client.session.signIn({ staffId: 'operator-1', pin: centre.pins['operator-1']! });
  await expect
    .poll(async () => {
      const entries = await client.replay.entries({ filter: 'all', before: null, limit: 50 });
      return entries.find(({ type }) => type === 'application.satSignTest')?.state;
    })
    .toBe('applied');
  const { openApplication } = await client.people.find({ cnic: person.cnic });
  const standing = await client.signTest.get({ applicationId: openApplication!.id });
  expect(standing.attempts).toMatchObject([{ interrupted: 1, passed: false, ended: 'finished' }]);
  screen.close();
}

/** `Time left 9:41` in seconds. */
function secondsOf(shown: string): number {
  const [, minutes = '', seconds = ''] = /(\d+):(\d+)/.exec(shown) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
