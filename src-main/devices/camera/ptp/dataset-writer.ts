/** Writes the fields of a PTP dataset one after another, little-endian (ISO 15740, clause 5.3). */
export class DatasetWriter {
  readonly #bytes: number[] = [];

  u8(value: number): this {
    this.#bytes.push(value & 0xff);
    return this;
  }

  u16(value: number): this {
    return this.u8(value).u8(value >>> 8);
  }

  u32(value: number): this {
    return this.u16(value).u16(value >>> 16);
  }

  /** At most 254 UTF-16 units; longer text is cut. */
  string(text: string): this {
    if (text === '') return this.u8(0);
    const cut = text.slice(0, 254);
    this.u8(cut.length + 1);
    for (let index = 0; index < cut.length; index += 1) this.u16(cut.charCodeAt(index));
    return this.u16(0);
  }

  u16Array(values: readonly number[]): this {
    this.u32(values.length);
    for (const value of values) this.u16(value);
    return this;
  }

  u32Array(values: readonly number[]): this {
    this.u32(values.length);
    for (const value of values) this.u32(value);
    return this;
  }

  /** Bytes as they are, e.g. an ASCII name. */
  raw(bytes: Iterable<number>): this {
    this.#bytes.push(...bytes);
    return this;
  }

  get length(): number {
    return this.#bytes.length;
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}
