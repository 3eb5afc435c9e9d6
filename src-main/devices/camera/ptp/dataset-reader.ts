import { Fault } from '../../../../src-shared/errors.ts';

/**
 * Reads the fields of a PTP dataset one after another, little-endian (ISO 15740, clause 5.3).
 * Errors: every method throws `camera.protocol` past the end.
 */
export class DatasetReader {
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  /** u8 count of UTF-16 units with the closing NUL, then the units; empty is a single 0. */
  string(): string {
    const count = this.u8();
    const units = Array.from({ length: count }, () => this.u16());
    const end = units.indexOf(0);
    return String.fromCharCode(...(end === -1 ? units : units.slice(0, end)));
  }

  /** u32 count, then u16 elements. */
  u16Array(): readonly number[] {
    return Array.from({ length: this.#count(2) }, () => this.u16());
  }

  /** u32 count, then u32 elements. */
  u32Array(): readonly number[] {
    return Array.from({ length: this.#count(4) }, () => this.u32());
  }

  skip(bytes: number): void {
    this.#take(bytes);
  }

  #count(width: number): number {
    const count = this.u32();
    // Checked before anything is allocated: the count is the camera's word.
    if (count * width > this.#view.byteLength - this.#offset) throw new Fault('camera.protocol', { what: 'dataset' });
    return count;
  }

  #take(bytes: number): number {
    const at = this.#offset;
    if (at + bytes > this.#view.byteLength) throw new Fault('camera.protocol', { what: 'dataset', at });
    this.#offset = at + bytes;
    return at;
  }
}
