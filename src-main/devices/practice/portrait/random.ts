/** Numbers that look random and are the same for the same seed (FNV-1a, then mulberry32). */
export class SeededRandom {
  #state: number;

  constructor(seed: string) {
    let hash = 0x81_1c_9d_c5;
    for (let index = 0; index < seed.length; index += 1) {
      hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01_00_01_93);
    }
    // Seeds that differ in their last letter must not begin alike.
    hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
    this.#state = (hash ^ (hash >>> 16)) >>> 0;
  }

  /** At least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d_2b_79_f5) >>> 0;
    let value = this.#state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 0x1_00_00_00_00;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Around 0, mostly within -1 and 1. */
  bell(): number {
    return this.next() + this.next() + this.next() - 1.5;
  }

  pick<T>(first: T, ...others: readonly T[]): T {
    return others[Math.floor(this.next() * (others.length + 1)) - 1] ?? first;
  }
}
