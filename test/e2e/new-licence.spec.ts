import { expect, test, type Page } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { applyByKeyboard, beginService, press, signIn, startingWith, type } from './operator.ts';
import { startPracticeCentre, type PracticeCentre } from './practice-centre.ts';
import { lookAt, speak, words, type Language } from './screen.ts';

/** A day at a practice centre with the link cut, all three roles, keyboard only; then the link comes back. */
for (const language of ['en', 'ur'] as const satisfies readonly Language[]) {
  test.describe.serial(`a day at a centre, in ${language}`, () => {
    const t = words(language);
    const person = sampleApplicant(1);
    let centre: PracticeCentre;
    let page: Page;

    test.beforeAll(async ({ browser }) => {
      centre = await startPracticeCentre({ rules: 'papers' });
      page = await (await browser.newContext()).newPage();
      await page.goto(await centre.newUrl());
    });
    test.afterAll(() => centre.stop());

    const button = (key: string) => page.getByRole('button', { name: startingWith(t(key)) });
    const go = async (digit: number, key: string): Promise<void> => {
      await page.keyboard.press(`Alt+Digit${digit}`);
      await expect(page.getByRole('heading', { name: t(key), exact: true }).first()).toBeVisible();
    };
    const as = async (id: string): Promise<void> => {
      if (await button('shell.signOut').isVisible()) await button('shell.signOut').press('Enter');
      await signIn(page, { id, pin: centre.pins[id]! }, language);
    };

    test('the technician enrols the PC', async () => {
      await expect(page.getByRole('button', { name: words('en')('enrolment.enrol') })).toBeVisible();
      await speak(page, language);
      await lookAt(page, 'enrolment', language);
      await button('enrolment.enrol').press('Enter');
      await expect(page.getByRole('heading', { name: t('session.title') })).toBeVisible();
      await lookAt(page, 'sign-in', language);
      await as('technician-1');
      await expect(page.getByRole('heading', { name: t('devices.title') })).toBeVisible();
      await lookAt(page, 'devices', language);
      await page.keyboard.press('F1');
      await expect(page.getByRole('heading', { name: t('shortcut.title') })).toBeVisible();
      await lookAt(page, 'shortcuts', language);
      await page.keyboard.press('Escape');
    });

    test('the supervisor receives blanks', async () => {
      await as('supervisor-1');
      await go(3, 'stock.title');
      await page.getByLabel(t('stock.quantity')).focus();
      await type(page, '500');
      await page.keyboard.type('Box 1');
      await lookAt(page, 'stock', language);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('contentinfo')).toContainText('500');
    });

    test('the operator takes an applicant from the CNIC to the inbox with the link cut', async () => {
      await as('operator-1');
      await page.keyboard.press('F2');
      await expect(page.getByRole('heading', { name: t('practice.title') })).toBeVisible();
      await button('practice.cutLink').press('Enter');
      await expect(page.getByText(t('practice.linkDown')).first()).toBeVisible();
      await lookAt(page, 'practice', language);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('contentinfo')).toContainText(t('status.linkDown'));
      await applyByKeyboard(page, person, language);
    });

    test('a lock keeps the work underneath', async () => {
      await page.keyboard.press('Alt+KeyL');
      await expect(page.getByLabel(t('session.pin'), { exact: true })).toBeFocused();
      await lookAt(page, 'locked', language);
      await type(page, centre.pins['operator-1']!);
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(page.getByLabel(t('people.cnic'))).toBeFocused();
    });

    test('neither another language nor a power cut loses what was typed', async () => {
      const next = sampleApplicant(2);
      await beginService(page, next, language);
      await page.keyboard.type(next.nameEn);
      const other = language === 'en' ? 'ur' : 'en';
      await page.keyboard.press('Alt+KeyU');
      const renamed = page.getByLabel(words(other)('people.field.nameEn'), { exact: true });
      await expect(renamed).toBeFocused();
      await expect(renamed).toHaveValue(next.nameEn);
      await page.keyboard.press('Alt+KeyU');
      await expect(page.getByLabel(t('people.field.nameEn'), { exact: true })).toBeFocused();
      await page.keyboard.press('Enter');
      await type(page, next.nameUr);
      await expect(page.getByText(startingWith(t('drafts.saved').trim()))).toBeVisible();
      const context = page.context();
      await page.close();
      await centre.killCounter();
      page = await context.newPage();
      await page.goto(await centre.newUrl());
      await signIn(page, { id: 'operator-1', pin: centre.pins['operator-1']! }, language);
      await type(page, next.cnic);
      await expect(page.getByLabel(t('people.field.nameEn'), { exact: true })).toHaveValue(next.nameEn);
      await expect(page.getByLabel(t('people.field.nameUr'), { exact: true })).toHaveValue(next.nameUr);
      await lookAt(page, 'draft', language);
    });

    test('the supervisor approves', async () => {
      await as('supervisor-1');
      await expect(button('approvals.approve')).toBeEnabled();
      await lookAt(page, 'approvals', language);
      await page.keyboard.press('Control+Enter');
      await expect(page.getByText(t('approvals.empty'))).toBeVisible();
      await lookAt(page, 'approved', language);
    });

    test('the operator prints the card and hands it over', async () => {
      await as('operator-1');
      await go(2, 'cards.title');
      await expect(button('cards.print')).toBeEnabled();
      await lookAt(page, 'cards', language);
      await page.keyboard.press('Control+Enter');
      await expect(page.getByText(t('cards.cameOut'))).toBeVisible();
      await lookAt(page, 'card-out', language);
      await page.keyboard.press('1');
      await expect(page.getByRole('form', { name: t('cards.handOver') })).toBeVisible();
      await lookAt(page, 'hand-over', language);
      await page.keyboard.press('Control+Enter');
      await expect(page.getByText(t('cards.group.done')).first()).toBeVisible();
    });

    test('the replay page says what waits and why, and all is confirmed when the link is back', async () => {
      await go(3, 'replay.title');
      const entries = (state: string) =>
        page.getByRole('option').filter({ has: page.getByText(t(`replay.state.${state}`), { exact: true }) });
      await expect(entries('waiting').first()).toBeVisible();
      await lookAt(page, 'replay', language);
      await page.keyboard.press('F2');
      await button('practice.restoreLink').press('Enter');
      await page.keyboard.press('Escape');
      await expect(entries('waiting')).toHaveCount(0);
      await expect(entries('applied').first()).toBeVisible();
      await lookAt(page, 'replayed', language);
    });

    test('the supervisor closes the day with a report', async () => {
      await as('supervisor-1');
      await go(4, 'reports.title');
      await lookAt(page, 'reports', language);
      const download = page.waitForEvent('download');
      await button('reports.pdf').press('Enter');
      expect((await download).suggestedFilename()).toMatch(/\.pdf$/);
      await press(page, 'Escape');
    });
  });
}
