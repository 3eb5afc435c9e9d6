import type { Words } from '../../../src-shared/catalogue/words.ts';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import { html, type Html, type Piece } from '../../papers/html.ts';
import { speaker, typed } from '../../papers/paper-words.ts';

const english = speaker('en');
const urdu = speaker('ur');

/** A text of the screens and papers in both languages. */
export function inBoth(key: TextKey): Words {
  return { en: english(key), ur: urdu(key) };
}

/** Both languages of a document, the one it is printed in first and the other small beside it. */
export function pair(words: Words, language: Language): Html {
  const other = language === 'en' ? 'ur' : 'en';
  return html`<span class="pair-words"
    >${words[language]} <i lang="${other}" dir="${other === 'ur' ? 'rtl' : 'ltr'}">${words[other]}</i></span
  >`;
}

/** A fact with its name in both languages. */
export function fact(words: Words, language: Language, value: Piece): Html {
  return html`<p><b>${pair(words, language)}</b><span>${value}</span></p>`;
}

/** A name in both scripts, each by itself. */
export function bothNames(nameEn: string, nameUr: string, language: Language): Html {
  const [first, second] = language === 'ur' ? [nameUr, nameEn] : [nameEn, nameUr];
  return html`<strong>${typed(first)}</strong> · ${typed(second)}`;
}
