/**
 * Everything that can be wrong with bytes that claim to be a credential, a certificate or a status list, as one closed
 * union. `text` to `claims` name the layer that could not be read.
 */
export const malformations = [
  /** Not base45 (RFC 9285), or longer than any code. */
  'text',
  /** Not a zlib stream (RFC 1950) of stored blocks, or one with a wrong checksum. */
  'wrapper',
  /** Not the strict CBOR that is written here (RFC 8949, 4.2.1). */
  'cbor',
  /** No COSE_Sign1 (RFC 9052), or one with headers that are not understood. */
  'cose',
  /** Signed by an algorithm that is not taken here. */
  'algorithm',
  /** A CWT (RFC 8392) without the claims that are needed, or with wrong ones. */
  'claims',
] as const;
export type Malformation = (typeof malformations)[number];

/** What was read, or the layer at which it ended. */
export type Decoded<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: Malformation };

export function read<Value>(value: Value): Decoded<Value> {
  return { ok: true, value };
}

export function malformed(why: Malformation): { readonly ok: false; readonly why: Malformation } {
  return { ok: false, why };
}
