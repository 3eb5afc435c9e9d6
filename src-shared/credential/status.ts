/**
 * What two bits say of a card (Token Status List, 7.1): valid, invalid, suspended, and the value left to applications,
 * which here is that a later card took its place.
 */
export const statusValues = ['valid', 'cancelled', 'suspended', 'superseded'] as const;
export type CardStatus = (typeof statusValues)[number];

/** How much of a status list is here, and as of when. */
export interface StatusSource {
  /** The standing of a place; undefined where the list is not here. Beyond its end a list says that all is valid. */
  statusOf(list: string, index: number): CardStatus | undefined;
  /** Up to when central vouches for what is here, ISO 8601; null when it never did. */
  readonly asOf: string | null;
}

/** Status of an entry of a list of 2 bits each, the first in the lowest bits of its byte (Token Status List, 4.1). */
export function statusAt(bits: Uint8Array, index: number): CardStatus {
  const byte = bits[index >> 2] ?? 0;
  return statusValues[(byte >> ((index & 3) * 2)) & 3] ?? 'valid';
}

export function setStatus(bits: Uint8Array, index: number, status: CardStatus): void {
  const shift = (index & 3) * 2;
  bits[index >> 2] = ((bits[index >> 2] ?? 0) & ~(3 << shift)) | (statusValues.indexOf(status) << shift);
}
