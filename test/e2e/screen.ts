import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import en from '../../src-shared/i18n/en.json' with { type: 'json' };
import ur from '../../src-shared/i18n/ur.json' with { type: 'json' };

export type Language = 'en' | 'ur';

/** Where the pictures of this run go; `npm run screenshots` copies them to the docs. */
export const PICTURES = 'test-results/screenshots';

/** A text of the app by its key, as the screens say it. */
export function words(language: Language): (key: string, values?: Record<string, string>) => string {
  const texts: unknown = language === 'en' ? en : ur;
  return (key, values = {}) => {
    const text = key.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], texts);
    if (typeof text !== 'string') throw new Error(`no text ${key}`);
    return text.replaceAll(/\{\{(\w+)[^}]*\}\}/g, (_, name: string) => values[name] ?? '');
  };
}

/** Looks at a screen as axe does and as a person would: nothing serious, and a picture to judge. */
export async function lookAt(page: Page, name: string, language: Language): Promise<void> {
  await takePicture(page, name, language);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
}

async function takePicture(page: Page, name: string, language: Language): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('dir', language === 'ur' ? 'rtl' : 'ltr');
  // A canvas nobody has drawn on is 300 dots wide; one of a camera in trouble may stay so.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('canvas:not([data-running=false])')].every(
      (canvas) => (canvas as HTMLCanvasElement).width !== 300,
    ),
  );
  // Nothing may stick out sideways: an operator does not scroll.
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}/${name}-${language}.png` });
}

/** Switches the language in the header, whatever it is now. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page
    .getByText(language === 'en' ? 'English' : 'اردو', { exact: true })
    .first()
    .click();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** The same in both languages, by the key that switches them; ends in the language it began with. */
export async function lookInBoth(page: Page, name: string): Promise<void> {
  const first = (await page.locator('html').getAttribute('lang')) === 'ur' ? 'ur' : 'en';
  const second = first === 'en' ? 'ur' : 'en';
  await lookAt(page, name, first);
  await page.keyboard.press('Alt+KeyU');
  await expect(page.locator('html')).toHaveAttribute('lang', second);
  await takePicture(page, name, second);
  await page.keyboard.press('Alt+KeyU');
  await expect(page.locator('html')).toHaveAttribute('lang', first);
}
