import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { sampleNumber } from '../../src-main/features/practice/sample-visits.ts';
import { signIn } from './operator.ts';
import { startPracticeCentre, type PracticeCentre } from './practice-centre.ts';
import { openDesk } from './practice-desk.ts';
import { lookInBoth, words } from './screen.ts';
import { StopWatch } from './stop-watch.ts';

/** What the express lane promises: keys beyond typed data. Its seconds are those of a quiet machine, and the bench's to judge. */
const MOST_KEYS = 20;
/** Where the figures go for `npm run bench -- express`. */
const FIGURES = 'test-results/express';
/** Looking at every screen takes time between the keys, not while one is timed. */
const looks = process.env['EXPRESS_ONLY_TIME'] === undefined;

const t = words('en');
let centre: PracticeCentre;
let page: Page;

test.beforeAll(async ({ browser }) => {
  centre = await startPracticeCentre();
  await openDesk(centre);
  page = await (await browser.newContext({ acceptDownloads: true })).newPage();
  await page.goto(await centre.newUrl());
  await signIn(page, { id: 'operator-1', pin: centre.pins['operator-1']! }, 'en');
});
test.afterAll(() => centre.stop());

test('a learner, from the CNIC to the permit in the hand', async () => {
  const { cnic, birthDate, nameEn, nameUr, fatherEn, fatherUr, phone, address } = sampleApplicant(1);
  const watch = new StopWatch(page);
  await expect(page.getByLabel(t('people.cnic'))).toBeFocused();
  await watch.type(cnic);
  await watch.press('Enter', { focus: t('people.field.birthDate'), what: 'the CNIC is answered' });
  await look('eligibility-new');
  await watch.type(birthDate.split('-').toReversed().join(''));
  await expect(page.getByText(t('services.likely'))).toBeVisible();
  await look('eligibility-learner');
  await watch.press('Enter', { focus: t('people.field.nameEn'), what: 'learner begun' });
  const fields = [
    [nameEn, 'nameUr'],
    [nameUr, 'fatherEn'],
    [fatherEn, 'fatherUr'],
    [fatherUr, 'phone'],
    [phone, 'address'],
  ] as const;
  for (const [text, next] of fields) {
    await watch.type(text);
    await watch.press('Enter', { focus: t(`people.field.${next}`), what: `to ${next}` });
  }
  await watch.type(address);
  await look('express-person');
  await watch.press('Enter', { focus: t('category.motorcycle'), what: 'person recorded' });
  // Which categories is what the applicant says, like a name.
  await watch.type('3');
  await look('express-service');
  await watch.press('Enter', { focus: t('applications.allSeen'), what: 'application opened' });
  await look('express-papers');
  await watch.press('Enter', { focus: t('studio.take'), what: 'papers seen' });
  await takeAndKeep(watch);
  await look('express-fee');
  await watch.press('Enter', { focus: t('applications.confirmIssue'), what: 'fee taken' });
  await look('express-review');
  await watch.press('Enter', { focus: t('services.printPaper'), what: 'issued' });
  await look('express-issued');
  const download = page.waitForEvent('download');
  await watch.press('Enter', { focus: t('applications.nextApplicant'), what: 'permit made', whose: 'paper' });
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
  await look('express-printed');
  await watch.press('Enter', { focus: '', what: 'ready for the next person' });
  await expect(page.getByLabel(t('people.cnic'))).toBeFocused();
  publish('learner', watch);
});

test('a renewal, from the CNIC to the card in the hand', async () => {
  const { cnic, nameEn } = sampleApplicant(sampleNumber('renewal', 1)!);
  const watch = new StopWatch(page);
  await watch.type(cnic);
  await watch.press('Enter', { focus: t('services.title'), what: 'the CNIC is answered' });
  await expect(page.getByText(t('services.likely'))).toBeVisible();
  await look('eligibility-renewal');
  await watch.press('Enter', { focus: t('applications.toLicence'), what: 'renewal begun' });
  await expect(page.getByLabel(t('people.field.nameEn'), { exact: true })).toHaveValue(nameEn);
  await watch.press('Enter', { focus: t('applications.years'), what: 'person confirmed' });
  await look('express-renewal-service');
  await watch.press('Enter', { focus: t('applications.allSeen'), what: 'application opened' });
  await watch.press('Enter', { focus: t('studio.take'), what: 'papers seen' });
  await takeAndKeep(watch);
  await watch.press('Enter', { focus: t('applications.confirmIssue'), what: 'fee taken' });
  await look('express-renewal-review');
  await watch.press('Enter', { focus: t('cards.print'), what: 'issued' });
  await look('express-renewal-issued');
  await watch.press('Enter', { focus: t('cards.good'), what: 'card printed', whose: 'device' });
  await look('express-renewal-printed');
  await watch.press('Enter', { focus: t('cards.handOverTo', { name: nameEn }), what: 'card looked at' });
  await look('express-renewal-hand-over');
  await watch.press('Enter', { focus: t('applications.nextApplicant'), what: 'card handed over' });
  await watch.press('Enter', { focus: '', what: 'ready for the next person' });
  await expect(page.getByLabel(t('people.cnic'))).toBeFocused();
  publish('renewal', watch);
});

/** Photo taken and kept: the camera's time is its own. */
async function takeAndKeep(watch: StopWatch): Promise<void> {
  await expect(page.getByText(t('studio.starting'))).toBeHidden();
  await look('express-photo');
  await watch.press('Space', { focus: t('studio.keep'), what: 'picture taken', whose: 'device' });
  await watch.press('Enter', { focus: t('till.tendered'), what: 'picture kept' });
}

async function look(name: string): Promise<void> {
  if (looks) await lookInBoth(page, name);
}

function publish(name: string, watch: StopWatch): void {
  const figures = {
    name,
    keys: watch.keys.length,
    app_s: watch.seconds('app'),
    device_s: watch.seconds('device'),
    paper_s: watch.seconds('paper'),
    waits: watch.waits.map(({ what, whose, ms }) => ({ what, whose, ms: Math.round(ms) })),
  };
  mkdirSync(FIGURES, { recursive: true });
  writeFileSync(`${FIGURES}/${name}.json`, `${JSON.stringify(figures, null, 2)}\n`);
  console.log(JSON.stringify(figures));
  expect(figures.keys).toBeLessThanOrEqual(MOST_KEYS);
}
