/** Longest name of a device that an entry takes. */
const MOST = 80;

/**
 * What a device says of itself as an entry may hold it: a device can say anything, and neither control
 * characters, which central's store refuses, nor halves of characters may come of it.
 */
export function deviceText(text: string, most = MOST): string {
  return text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed();
}
