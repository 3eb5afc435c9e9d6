import { categoryWords } from '../../../src-shared/card/card-words.ts';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { FeeLine } from '../../../src-shared/licensing/fees.ts';
import { paperWords } from '../../papers/paper-words.ts';

/** What money was taken for, e.g. `Licence fee: Motorcycle`. */
export function headName({ code, category }: Pick<FeeLine, 'code' | 'category'>, language: Language): string {
  const head = paperWords(language).head[code];
  return category === null ? head : `${head}: ${categoryWords[category][language]}`;
}
