import type { SafeStorage } from 'electron';
import { Fault } from '../../../src-shared/errors.ts';
import type { KeyRing } from './messages.ts';

/** What of Electron's `safeStorage` is used: the asynchronous calls, for the others may block on a prompt. */
export type Ring = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/**
 * Wraps keys with the operating system's key ring: DPAPI on Windows, the Secret Service or KWallet on
 * Linux. Electron's `basic_text` backend is no key ring and counts as none.
 */
export class SafeStorageGuard {
  readonly #ring: Ring;
  readonly #platform: NodeJS.Platform;

  constructor(ring: Ring, platform: NodeJS.Platform = process.platform) {
    this.#ring = ring;
    this.#platform = platform;
  }

  async ring(): Promise<KeyRing> {
    const backend = this.#platform === 'linux' ? this.#ring.getSelectedStorageBackend() : this.#platform;
    const secret = backend !== 'basic_text' && backend !== 'unknown';
    return { usable: secret && (await this.#ring.isAsyncEncryptionAvailable()), backend };
  }

  /** Errors: `store.keyMissing` without a key ring. */
  async wrap(key: Uint8Array): Promise<Uint8Array> {
    await this.#needRing();
    return this.#ring.encryptStringAsync(Buffer.from(key).toString('base64'));
  }

  /** Errors: `store.keyMissing` without a key ring, `store.wrongKey` when it is not the one that wrapped. */
  async unwrap(wrapped: Uint8Array): Promise<Uint8Array> {
    await this.#needRing();
    try {
      const { result } = await this.#ring.decryptStringAsync(Buffer.from(wrapped));
      return Buffer.from(result, 'base64');
    } catch (error) {
      throw new Fault('store.wrongKey', {}, { cause: error });
    }
  }

  async #needRing(): Promise<void> {
    const { usable, backend } = await this.ring();
    if (!usable) throw new Fault('store.keyMissing', { backend });
  }
}
