import type { ExceptionView } from '../../../src-shared/contract/counter/exceptions.ts';
import type { Text } from '../../text/use-text.ts';

/** The name of whom a case is about, in the language of the screen or else in the other; null when it is about nobody. */
export function aboutName({ about: { nameEn, nameUr } }: ExceptionView, pick: Text['pick']): string | null {
  const name = pick({ nameEn: nameEn ?? nameUr ?? '', nameUr: nameUr ?? nameEn ?? '' });
  return name === '' ? null : name;
}
