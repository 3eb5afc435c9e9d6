import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { putAdmin } from '../../src-central/auth/admins.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { addDays, dayOf } from '../../src-shared/licensing/calendar.ts';
import { nextTexts } from '../support/rules-desk.ts';
import { lookInBoth, words } from './screen.ts';
import { startTwoCounters, type TwoCounters } from './two-counters.ts';

const PASSWORD = 'right horse staple';
const FILE = join(import.meta.dirname, '../fixtures/catalogue/character-certificate.json');

/** New rules from two administrators' browsers to an operator's screen: what changes is read there before it does. */
test.describe.serial('rules that change', () => {
  const t = words('en');
  const from = addDays(dayOf(new Date().toISOString()), 9);
  let centre: TwoCounters;
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    centre = await startTwoCounters({ rules: sampleCatalogues });
    for (const name of ['chief', 'deputy']) await putAdmin(centre.central.central.db, { name, password: PASSWORD });
    page = await (await browser.newContext()).newPage();
  });
  test.afterAll(() => centre.stop());

  function catalogue() {
    const texts = nextTexts({ version: 'gb-2026-12', from, sample: '2026-01' }, (file, value) => {
      const reference = 'Notification 17 of the Transport Department';
      if (file === 'services/learner.json') Object.assign(value.fees[0]!, { amount: 60_000, reference });
      if (file === 'services/new.json') {
        Object.assign(
          value.fees.find((each) => each.category === 'car')!,
          { amount: 150_000, reference },
        );
        const wait = value.applicant.find((each) => each.is === 'holds');
        if (wait !== undefined) Object.assign(wait, { forDays: 30, reference });
      }
    });
    return [...texts, { file: 'character-certificate.json', text: readFileSync(FILE, 'utf8') }];
  }

  async function signInAtCentral(name: string): Promise<void> {
    await page.context().clearCookies();
    await page.goto(centre.central.url);
    await page.getByLabel(t('centralPage.name')).fill(name);
    await page.getByLabel(t('centralPage.password')).fill(PASSWORD);
    await page.getByRole('button', { name: t('centralPage.signIn') }).click();
  }

  async function choose(files: readonly { file: string; text: string }[]): Promise<void> {
    const payloads = files.map(({ file, text }) => ({
      name: file.split('/').at(-1)!,
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    }));
    await page.getByLabel(t('centralPage.rules.files')).setInputFiles(payloads);
    await page.getByLabel(t('centralPage.rules.reason')).first().fill('Notification 17');
    await page.getByRole('button', { name: t('centralPage.rules.propose') }).click();
  }

  test('a mistake in a file is told with its line', async () => {
    await signInAtCentral('chief');
    await page.getByRole('link', { name: t('centralPage.rules.title') }).click();
    await choose(catalogue().map(({ file, text }) => ({ file, text: text.replace('"express"', '"expres"') })));
    await expect(page.getByRole('alert')).toContainText('services/learner.json:');
    await page.screenshot({ path: 'test-results/screenshots/central-rules-refused-en.png', fullPage: true });
  });

  test('what changes is there to read before a second person publishes it', async () => {
    await choose(catalogue());
    await expect(page.getByText('Rs 600')).toBeVisible();
    await expect(page.getByText(t('centralPage.rules.secondPerson'))).toBeVisible();
    await page.screenshot({ path: 'test-results/screenshots/central-rules-proposed-en.png', fullPage: true });
    await signInAtCentral('deputy');
    await page.goto(`${centre.central.url}/rules/gb-2026-12?lang=ur`);
    await page.screenshot({ path: 'test-results/screenshots/central-rules-proposed-ur.png', fullPage: true });
    await page.goto(`${centre.central.url}/rules/gb-2026-12?lang=en`);
    await page.getByLabel(t('centralPage.rules.reason')).first().fill('As the notification says');
    await page.getByRole('button', { name: t('centralPage.rules.publish') }).click();
    await expect(page.getByText('As the notification says')).toBeVisible();
    await expect.poll(() => centre.central.central.books.published.length).toBe(1);
    await page.goto(`${centre.central.url}/rules`);
    await expect(page.getByRole('cell', { name: t('centralPage.rules.published') })).toBeVisible();
    await page.screenshot({ path: 'test-results/screenshots/central-rules-en.png', fullPage: true });
  });

  test('an operator is told quietly, and reads it by the keyboard alone', async () => {
    const [seat] = centre.seats;
    await seat.until(() => seat.counter.core.counter.rules.published.length > 0);
    await seat.open(page, 'operator-1');
    await expect(
      page.getByRole('status').filter({ hasText: from.split('-').toReversed().join('-').slice(0, 2) }),
    ).toBeVisible();
    await lookInBoth(page, 'rules-notice');
    await page.keyboard.press('Alt+KeyR');
    await expect(page.getByRole('heading', { name: t('catalogue.title'), exact: true })).toBeVisible();
    await expect(page.getByText('Rs 600')).toBeVisible();
    await lookInBoth(page, 'rules');
    await page.keyboard.press('End');
    await expect(page.getByText(t('catalogue.versions'))).toBeInViewport();
    await lookInBoth(page, 'rules-versions');
  });
});
