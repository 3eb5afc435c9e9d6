/** Numbers that come out the same on every run of a seed. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761) | 1;
  }

  /** 0 to `sides` - 1. */
  roll(sides: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % sides;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.roll(choices.length)]!;
  }

  /** Fewer than `most` bytes, of which many are those that formats give a meaning. */
  bytes(most: number): Uint8Array {
    return Uint8Array.from({ length: this.roll(most) }, () => this.pick([0, 1, 0xff, 0xd8, 0xd9, this.roll(256)]));
  }
}
