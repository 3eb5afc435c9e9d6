/** One record of GetEvent, read by offset from its start; past the end everything reads as 0. */
export class EventRecord {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.#bytes.length;
  }

  u16(offset: number): number {
    return offset + 2 <= this.#bytes.length ? this.#view.getUint16(offset, true) : 0;
  }

  u32(offset: number): number {
    return offset + 4 <= this.#bytes.length ? this.#view.getUint32(offset, true) : 0;
  }

  /** A value of 1, 2 or 4 bytes: the width is what the record leaves room for. */
  number(offset: number): number {
    const room = this.#bytes.length - offset;
    if (room >= 4) return this.u32(offset);
    if (room >= 2) return this.u16(offset);
    return this.#bytes[offset] ?? 0;
  }

  u32List(offset: number): readonly number[] {
    const count = Math.max(0, Math.floor((this.#bytes.length - offset) / 4));
    return Array.from({ length: count }, (_, index) => this.u32(offset + index * 4));
  }

  /** ASCII up to a NUL or the end of the record. */
  text(offset: number): string {
    const rest = this.from(offset);
    const end = rest.indexOf(0);
    return String.fromCharCode(...rest.subarray(0, end === -1 ? rest.length : end));
  }

  from(offset: number): Uint8Array {
    return this.#bytes.subarray(offset);
  }
}
