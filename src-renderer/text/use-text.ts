import { useTranslation } from 'react-i18next';
import type { Language } from '../../src-shared/contract/counter/enrolment.ts';
import type { TextKey } from '../../src-shared/i18n/texts.ts';

export type Values = Readonly<Record<string, string | number>>;
export type Translate = (key: TextKey, values?: Values) => string;

export interface Text {
  /** One text of the current language; the key is checked by the compiler. */
  readonly t: Translate;
  readonly language: Language;
  /** Of two spellings of one name, the one for this language. */
  readonly pick: (names: { nameEn: string; nameUr: string }) => string;
}

export function useText(): Text {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'ur' ? 'ur' : 'en';
  return {
    t: (key, values) => t(key, { ...values }),
    language,
    pick: (names) => (language === 'ur' ? names.nameUr : names.nameEn),
  };
}

/** Texts of one language whatever the screens' own is: for a page that somebody else reads. */
export function useTextIn(language: Language): Text {
  const { i18n } = useTranslation();
  const fixed = i18n.getFixedT(language);
  return {
    t: (key, values) => fixed(key, { ...values }),
    language,
    pick: (names) => (language === 'ur' ? names.nameUr : names.nameEn),
  };
}
