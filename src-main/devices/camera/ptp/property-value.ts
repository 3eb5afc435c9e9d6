import { DatasetReader } from './dataset-reader.ts';
import { DatasetWriter } from './dataset-writer.ts';

/**
 * Values of device properties by data type code (ISO 15740, clause 5.3): odd codes are signed, 1-2 have
 * one byte, 3-4 two, 5-6 four, 7-8 eight, 9-10 sixteen; 0x4000 marks an array of them, 0xFFFF is a string.
 */
const ARRAY = 0x40_00;
const STRING = 0xff_ff;
const widths = [1, 2, 4, 8, 16] as const;

/**
 * Reads one value. `undefined` for what is no number of up to 32 bits; it is read past all the same.
 * Errors: `camera.protocol` past the end.
 */
export function readValue(reader: DatasetReader, type: number): number | undefined {
  if (type === STRING) {
    reader.string();
    return undefined;
  }
  if ((type & ARRAY) !== 0) {
    reader.skip(reader.u32() * widthOf(type & ~ARRAY));
    return undefined;
  }
  switch (type) {
    case 1:
      return (reader.u8() << 24) >> 24;
    case 2:
      return reader.u8();
    case 3:
      return (reader.u16() << 16) >> 16;
    case 4:
      return reader.u16();
    case 5:
      return reader.u32() | 0;
    case 6:
      return reader.u32();
    default:
      reader.skip(widthOf(type));
      return undefined;
  }
}

/** A number as a value of that type; `undefined` when it has no such form. */
export function valueBytes(type: number, value: number): Uint8Array | undefined {
  if (!fits(type, value)) return undefined;
  const writer = new DatasetWriter();
  const width = widthOf(type);
  if (width === 1) return writer.u8(value).bytes();
  return (width === 2 ? writer.u16(value) : writer.u32(value)).bytes();
}

/** The value of `GetDevicePropValue`, by the type that its description gave. */
export function decodeValue(bytes: Uint8Array, type: number): number | undefined {
  return readValue(new DatasetReader(bytes), type);
}

function fits(type: number, value: number): boolean {
  if (type < 1 || type > 6 || !Number.isInteger(value)) return false;
  const bits = widthOf(type) * 8;
  const signed = type % 2 === 1;
  const least = signed ? -(2 ** (bits - 1)) : 0;
  return value >= least && value < least + 2 ** bits;
}

/** Bytes; 0 for a type that no standard has: nothing can be read past it. */
function widthOf(type: number): number {
  return type >= 1 && type <= 10 ? (widths[Math.floor((type - 1) / 2)] ?? 0) : 0;
}
