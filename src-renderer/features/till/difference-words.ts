import { formatRupees } from '../../text/formats.ts';
import type { useText } from '../../text/use-text.ts';

/** A difference of a drawer in words, `variance` paisa: too much where it is above nothing. */
export function differenceWords(
  variance: number,
  { t, language }: Pick<ReturnType<typeof useText>, 't' | 'language'>,
): string {
  return t(variance > 0 ? 'till.tooMuch' : 'till.tooLittle', { amount: formatRupees(Math.abs(variance), language) });
}
