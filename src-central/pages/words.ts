import { texts, type TextKey } from '../../src-shared/i18n/texts.ts';
import { html, type Html } from './html.ts';

export type Language = keyof typeof texts;

/** Says a text in one language, with its values in place. */
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

export function speaker(language: Language): Say {
  return (key, values = {}) => {
    const text = key
      .split('.')
      .reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], texts[language]);
    return String(text).replaceAll(/\{\{(\w+)(?:, (\w+))?\}\}/g, (place, name: string, format?: string) => {
      const value = values[name];
      return value === undefined ? place : formatted(value, { format, language });
    });
  };
}

/** The formats of the texts that matter here: money in rupees, and names that have a text of their own. */
function formatted(value: string | number, as: { format: string | undefined; language: Language }): string {
  const { format, language } = as;
  if (format === 'rupees') {
    const amount = (Number(value) / 100).toLocaleString('en-US', { maximumFractionDigits: 2 });
    return language === 'ur' ? `${ltr(amount)} روپے` : `Rs ${amount}`;
  }
  const names: Readonly<Record<string, string>> | undefined =
    format === 'category' || format === 'documentKind' ? texts[language][format] : undefined;
  return names?.[value] ?? String(value);
}

/** How long ago, in words; undefined is never. */
export function ago(say: Say, since: Date | null, now: Date): string {
  if (since === null) return say('centralPage.never');
  const minutes = Math.floor((now.getTime() - since.getTime()) / 60_000);
  if (minutes < 1) return say('centralPage.justNow');
  if (minutes < 120) return say('centralPage.minutesAgo', { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? say('centralPage.hoursAgo', { count: hours })
    : say('centralPage.daysAgo', { count: Math.floor(hours / 24) });
}

/** A value inside a sentence that reads left-to-right whatever is around it (Unicode isolate). */
export function ltr(text: string): string {
  return `\u2066${text}\u2069`;
}

/** What somebody wrote, in its own direction whatever is around it. */
export function written(text: string): Html {
  const urdu = /[\u0600-\u06ff]/.test(text);
  return urdu ? html`<bdi lang="ur" dir="rtl">${text}</bdi>` : html`<bdi dir="ltr">${text}</bdi>`;
}

/** Numbers, codes, dates: left-to-right in either language. */
export function code(text: string | number): Html {
  return html`<bdi class="code" dir="ltr">${text}</bdi>`;
}
