import type { Language } from '../../src-shared/contract/counter/enrolment.ts';
import { texts, type TextKey } from '../../src-shared/i18n/texts.ts';
import { html, type Html, type Piece } from './html.ts';

type Values = Readonly<Record<string, string | number>>;

/** Says a text in one language; values come as they are to be read, already formatted. */
export type Say = ((key: TextKey, values?: Values) => string) & { readonly language: Language };

export function speaker(language: Language): Say {
  const say = (key: TextKey, values: Values = {}): string => {
    const text = key.split('.').reduce<unknown>((node, name) => (node as Values)[name], texts[language]);
    // `{{amount, rupees}}` names a format, which is the screens' business.
    return String(text).replaceAll(/\{\{(\w+)[^}]*\}\}/g, (place, name: string) => String(values[name] ?? place));
  };
  return Object.assign(say, { language });
}

/** A text with markup in its places: `filled(say(key), { day: code(day) })`. */
export function filled(text: string, values: Readonly<Record<string, Piece>>): Html {
  const [first = '', ...rest] = text.split('{{');
  return html`${first}${rest.map((part) => {
    const [name = '', after = ''] = part.split('}}');
    return html`${values[name] ?? null}${after}`;
  })}`;
}

/** Paisa as rupees for people: `123456` is `1,234.56`. */
export function groupedRupees(paisa: number): string {
  return (paisa / 100).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** A day in words, e.g. `Saturday, 21 November 2026`; digits are western in both languages. */
export function dayInWords(day: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'ur' ? 'ur-PK-u-nu-latn' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(Date.parse(day));
}

/** Numbers, codes and times: left-to-right in every language. */
export function code(text: string | number): Html {
  return html`<span class="code" dir="ltr">${text}</span>`;
}

/** A text somebody typed: its direction is its own and does not reach the words around it. */
export function typed(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}
