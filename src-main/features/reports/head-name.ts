import type { FeeLine } from '../../../src-shared/licensing/fees.ts';
import type { Say } from '../../papers/paper-words.ts';

/** What money was taken for, e.g. `Licence fee, Motorcycle`. */
export function headName({ code, category }: Pick<FeeLine, 'code' | 'category'>, say: Say): string {
  return say(`feeLine.${code}`, category === null ? {} : { category: say(`category.${category}`) });
}
