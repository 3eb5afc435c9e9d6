import { BUNDLE_TYPE, MAX_BUNDLED_BYTES, MAX_BUNDLE_BYTES } from '../../src-shared/contract/central/blobs.ts';
import type { Sha256 } from '../../src-shared/ids.ts';

/** A photo that went up on its own within this comes from a quick line. */
const QUICK_MS = 250;
/** A question this long is as good a proof. */
const LONG_QUESTION = 24 * 1024;
/** What a bundle is to take: long enough to be worth its request, and no great loss where it breaks. */
const AIM_MS = 500;
/** The next bundle is at most so many times as long as the last one. */
const GROWTH = 4;
const MOST_PROOF = 512;
const FIRST_BYTES = 256 * 1024;
/** With one blob more than that a bundle is still no longer than central takes. */
const MOST_BYTES = MAX_BUNDLE_BYTES - MAX_BUNDLED_BYTES - 16 * 1024;

export interface BlobBytes {
  readonly sha256: Sha256;
  readonly bytes: Uint8Array;
}

/** Small blobs as central reads them together: a line that lists them, then their bytes. */
export function packBundle(blobs: readonly BlobBytes[]): File {
  const head = JSON.stringify(blobs.map(({ sha256, bytes }) => ({ sha256, size: bytes.length })));
  return new File([`${head}\n`, ...blobs.map(({ bytes }) => bytes as Uint8Array<ArrayBuffer>)], 'bundle', {
    type: BUNDLE_TYPE,
  });
}

/**
 * How many bytes go up in one request. Nothing at first and on a slow or broken line, where each blob goes
 * alone and resumes where it broke off; as much as it takes in half a second while the line is quick, where a request for each
 * photo would cost more than the photo. Each failure asks for a longer proof, so that a line on which
 * bundles never get through is one on which every photo goes alone.
 */
export class BundlePace {
  #bytes = 0;
  /** Quick uploads in a row still to come before the next bundle, and how many a failure asks for. */
  #toProve = 1;
  #proof = 1;

  get bytes(): number {
    return this.#bytes;
  }

  /** A question of so many bytes was answered: after a failure that proves nothing. */
  asked(bytes: number, ms: number): void {
    if (bytes >= LONG_QUESTION && this.#proof === 1) this.sentAlone(ms);
  }

  /** A blob went up alone. */
  sentAlone(ms: number): void {
    this.#toProve = ms < QUICK_MS ? this.#toProve - 1 : this.#proof;
    if (this.#toProve <= 0) this.#bytes ||= FIRST_BYTES;
  }

  sentTogether(ms: number): void {
    const bytes = Math.min(this.#bytes * Math.min(GROWTH, AIM_MS / ms), MOST_BYTES);
    if (bytes < FIRST_BYTES) return this.#restart(1);
    this.#proof = 1;
    this.#bytes = bytes;
  }

  failed(): void {
    this.#restart(Math.min(this.#proof * 8, MOST_PROOF));
  }

  #restart(proof: number): void {
    this.#bytes = 0;
    this.#proof = proof;
    this.#toProve = proof;
  }
}
