import { expect, type Page } from '@playwright/test';
import type { PersonData } from '../../src-shared/licensing/person-data.ts';
import { lookAt, words, type Language } from './screen.ts';

/** An operator with a queue: drives a new licence by the keyboard alone, looking at every screen. */
export async function applyByKeyboard(page: Page, person: PersonData, language: Language): Promise<void> {
  const t = words(language);
  const heading = (key: string) => page.getByRole('heading', { name: t(key) });

  await expect(heading('people.title')).toBeVisible();
  await lookAt(page, 'people', language);
  await beginService(page, person, language);
  const { nameEn, nameUr, fatherEn, fatherUr, phone, address } = person;
  for (const text of [nameEn, nameUr, fatherEn, fatherUr]) await type(page, text);
  // The birth date was asked for first, gender is filled in from the CNIC, the blood group may stay unknown.
  await press(page, 'Enter', 'Enter');
  await type(page, phone);
  await press(page, 'Enter');
  await page.keyboard.type(address);
  await lookAt(page, 'person', language);
  await page.keyboard.press('Control+Enter');

  await expect(page.getByRole('checkbox', { name: t('category.motorcycle'), exact: true })).toBeFocused();
  // The first category is the usual choice.
  await press(page, '3');
  await lookAt(page, 'licence', language);
  await page.keyboard.press('Control+Enter');

  const boxes = page.getByRole('group', { name: t('step.documents') }).getByRole('checkbox');
  await expect(boxes.first()).toBeFocused();
  for (let index = 0; index < (await boxes.count()); index += 1) await press(page, 'Space', 'Tab');
  await lookAt(page, 'documents', language);
  await page.keyboard.press('Control+Enter');

  await expect(page.getByRole('button', { name: startingWith(t('studio.take')) })).toBeFocused();
  await expect(page.getByText(t('studio.starting'))).toBeHidden();
  await lookAt(page, 'photo', language);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: startingWith(t('studio.keep')) })).toBeFocused();
  await lookAt(page, 'photo-taken', language);
  await page.keyboard.press('Enter');

  // The first fee of a shift comes after its float.
  const [float, tendered] = [page.getByLabel(t('till.float')), page.getByLabel(t('till.tendered'))];
  await expect(float.or(tendered)).toBeFocused();
  if (await float.isVisible()) await type(page, '2000');
  await expect(tendered).toBeFocused();
  await page.keyboard.type('20000');
  await lookAt(page, 'fee', language);
  await page.keyboard.press('Enter');
  await expect(page.getByText(t('till.receiptNumber'))).toBeVisible();
  await lookAt(page, 'receipt', language);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('checkbox', { name: t('applications.confirm') })).toBeFocused();
  await lookAt(page, 'review', language);
  const sheet = page.waitForEvent('download');
  await press(page, 'Control+p');
  expect((await sheet).suggestedFilename()).toBe('proof-sheet.pdf');
  await press(page, 'Space', 'Enter');
  await expect(heading('applications.doneTitle')).toBeVisible();
  await lookAt(page, 'done', language);
  await page.keyboard.press('Enter');
  await expect(heading('people.title')).toBeVisible();
}

/** From the CNIC of somebody unknown to the first field of the most probable service. */
export async function beginService(page: Page, { cnic, birthDate }: PersonData, language: Language): Promise<void> {
  const t = words(language);
  await type(page, cnic);
  await expect(page.getByLabel(t('people.field.birthDate'))).toBeFocused();
  await type(page, birthDate.split('-').toReversed().join(''));
  await expect(page.getByLabel(t('people.field.nameEn'), { exact: true })).toBeFocused();
}

/** Types into the field that has the focus and goes on to the next. */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Signs in by typing a part of the name, Enter, the PIN, Enter. */
export async function signIn(page: Page, who: { id: string; pin: string }, language: Language): Promise<void> {
  const t = words(language);
  await expect(page.getByRole('combobox', { name: t('session.person') })).toBeFocused();
  await type(page, who.id);
  await expect(page.getByLabel(t('session.pin'), { exact: true })).toBeFocused();
  await type(page, who.pin);
  await expect(page.getByRole('button', { name: t('shell.signOut') })).toBeVisible();
}

/** A button's name goes on with its key; another button's may contain the same words. */
export function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
