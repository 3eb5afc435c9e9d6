import { DatasetWriter } from '../camera/ptp/dataset-writer.ts';
import { ACCESS_DENIED, OK } from '../camera/ptp/response.ts';
import type { PtpAnswer } from './ptp-responder.ts';

const PROPERTY_NOT_SUPPORTED = 0x200a;
const INVALID_FORMAT = 0x201b;
const INVALID_VALUE = 0x201c;

/** One device property of a practice camera; types are those of ISO 15740, clause 5.3. */
export interface ModelProperty {
  readonly type: 'u8' | 'u16' | 'u32' | 'i16';
  readonly value: number;
  /** Read-only without. */
  readonly choices?: readonly number[];
  readonly range?: readonly [least: number, most: number, step: number];
}

const typeCodes = { u8: 2, i16: 3, u16: 4, u32: 6 } as const;
const widths = { u8: 1, i16: 2, u16: 2, u32: 4 } as const;

/** The device properties of a practice camera and the operations on them. */
export class PtpPropertyTable {
  /** Takes a value, says yes, and keeps the one it had. */
  stubborn = false;
  readonly #properties: ReadonlyMap<number, ModelProperty>;
  readonly #values: Map<number, number>;

  constructor(properties: readonly (readonly [code: number, property: ModelProperty])[]) {
    this.#properties = new Map(properties);
    this.#values = new Map(properties.map(([code, { value }]) => [code, value]));
  }

  get codes(): readonly number[] {
    return [...this.#properties.keys()];
  }

  get(code: number): number {
    return this.#values.get(code) ?? 0;
  }

  /** A hand on the body: turns a dial. */
  put(code: number, value: number): void {
    this.#values.set(code, value);
  }

  describe(code: number): PtpAnswer {
    const property = this.#properties.get(code);
    if (property === undefined) return { response: PROPERTY_NOT_SUPPORTED };
    const { type, choices, range } = property;
    const writer = new DatasetWriter().u16(code).u16(typeCodes[type]);
    writer.u8(choices === undefined ? 0 : 1);
    writer.raw(encode(property, property.value)).raw(encode(property, this.get(code)));
    if (choices !== undefined) {
      writer.u8(2).u16(choices.length);
      for (const each of choices) writer.raw(encode(property, each));
    } else if (range !== undefined) {
      writer.u8(1);
      for (const each of range) writer.raw(encode(property, each));
    } else {
      writer.u8(0);
    }
    return { response: OK, data: writer.bytes() };
  }

  read(code: number): PtpAnswer {
    const property = this.#properties.get(code);
    if (property === undefined) return { response: PROPERTY_NOT_SUPPORTED };
    return { response: OK, data: encode(property, this.get(code)) };
  }

  write(code: number, data: Uint8Array): PtpAnswer {
    const property = this.#properties.get(code);
    if (property === undefined) return { response: PROPERTY_NOT_SUPPORTED };
    if (property.choices === undefined) return { response: ACCESS_DENIED };
    if (data.length !== widths[property.type]) return { response: INVALID_FORMAT };
    const value = property.choices.find((each) => Buffer.compare(encode(property, each), data) === 0);
    if (value === undefined) return { response: INVALID_VALUE };
    if (!this.stubborn) this.#values.set(code, value);
    return { response: OK };
  }
}

function encode({ type }: ModelProperty, value: number): Uint8Array {
  const writer = new DatasetWriter();
  if (type === 'u8') return writer.u8(value).bytes();
  return (widths[type] === 2 ? writer.u16(value) : writer.u32(value)).bytes();
}
