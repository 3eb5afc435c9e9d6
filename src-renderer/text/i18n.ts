import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Words } from '../../src-shared/catalogue/words.ts';
import type { Language } from '../../src-shared/contract/counter/enrolment.ts';
import { texts } from '../../src-shared/i18n/texts.ts';
import { formatCnic } from '../../src-shared/licensing/cnic.ts';
import { formatDay, formatMoment, formatRupees, formatTime, isolate } from './formats.ts';

const i18n = createInstance();

let documentNames: Readonly<Record<string, Words>> = {};

/** What the rules call the kinds of documents that the texts do not know. */
export function nameDocuments(names: Readonly<Record<string, Words>>): void {
  documentNames = names;
}

/** Sets up the texts; a placeholder may name a format: `{{missing, rupees}}`, `{{from, day}}`. */
export function startTexts(): void {
  void i18n.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: texts.en }, ur: { translation: texts.ur } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  addFormat('rupees', (value, language) => formatRupees(Number(value), language));
  addFormat('day', (value, language) => isolate(unbroken(formatDay(value)), language));
  addFormat('time', (value, language) => isolate(formatTime(value), language));
  addFormat('moment', (value, language) => isolate(formatMoment(value), language));
  addFormat('cnic', (value, language) => isolate(formatCnic(value), language));
  addFormat('ltr', (value, language) => isolate(value, language));
  addFormat('category', (value) => i18n.t(`category.${value}`));
  // A kind the app has no word for is called as the service that issues it.
  addFormat('documentKind', (value, language) =>
    i18n.t(`documentKind.${value}`, { defaultValue: documentNames[value]?.[language] ?? value }),
  );
}

/** Changes the language of every screen at once; what is typed stays. */
export async function showLanguage(language: Language): Promise<void> {
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ur' ? 'rtl' : 'ltr';
}

/** A date that ends a line stays whole: a word joiner (U+2060) after each dash. */
function unbroken(day: string): string {
  return day.replaceAll('-', '-\u2060');
}

function addFormat(name: string, format: (value: string, language: Language) => string): void {
  i18n.services.formatter?.add(name, (value: unknown, language) =>
    format(
      typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '',
      language === 'ur' ? 'ur' : 'en',
    ),
  );
}
