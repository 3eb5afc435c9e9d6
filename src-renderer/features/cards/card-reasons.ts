import { isErrorCode } from '../../../src-shared/errors.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';

/** Common ways to spoil a card, recorded as `spoiled.<code>` so that either language can name them later. */
export const spoilReasons = ['colours', 'incomplete', 'bent', 'dirt'] as const;

/** Why a card is printed again after a spoiled one, as it is recorded. */
export const LAST_SPOILED = 'reprint.lastSpoiled';

/** The text of a recorded reason; null for one in somebody's own words. */
export function reasonText(reason: string): TextKey | null {
  if (isErrorCode(reason)) return `error.${reason}.cause`;
  const spoiled = spoilReasons.find((each) => reason === `spoiled.${each}`);
  return spoiled === undefined ? null : `cards.reason.${spoiled}`;
}
