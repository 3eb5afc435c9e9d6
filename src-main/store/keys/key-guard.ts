/**
 * Keeps the store's key from everybody but this user of this PC. A host brings the best one its
 * machine has: the operating system's key ring, or a key file.
 */
export interface KeyGuard {
  /** Names the way of wrapping in the key record, e.g. `key-file`; never changes for one way. */
  readonly kind: string;
  /** Wraps a 32-byte key. The first call may create what the guard itself needs. */
  wrap(key: Uint8Array): Promise<Uint8Array>;
  /** Errors: `store.keyMissing` when the guard's own key is gone, `store.wrongKey` when it does not fit. */
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
}
