import { DatasetReader } from './dataset-reader.ts';
import { readValue } from './property-value.ts';

/** DevicePropDesc dataset (ISO 15740, clause 13.3.3), as far as its values are numbers of up to 32 bits. */
export interface PropertyDesc {
  readonly property: number;
  readonly type: number;
  readonly writable: boolean;
  /** `undefined` where it is no such number. */
  readonly current: number | undefined;
  readonly form: PropertyForm;
}

export type PropertyForm =
  | { readonly kind: 'free' }
  | { readonly kind: 'range'; readonly least: number; readonly most: number; readonly step: number }
  | { readonly kind: 'list'; readonly values: readonly number[] };

const RANGE = 1;
const LIST = 2;

/** Errors: `camera.protocol` for a dataset that ends too early. */
export function decodePropertyDesc(bytes: Uint8Array): PropertyDesc {
  const reader = new DatasetReader(bytes);
  const property = reader.u16();
  const type = reader.u16();
  const writable = reader.u8() === 1;
  readValue(reader, type); // as it left the factory
  const current = readValue(reader, type);
  return { property, type, writable, current, form: readForm(reader, type) };
}

function readForm(reader: DatasetReader, type: number): PropertyForm {
  const flag = reader.u8();
  if (flag === RANGE) {
    const [least, most, step] = [readValue(reader, type), readValue(reader, type), readValue(reader, type)];
    if (least !== undefined && most !== undefined && step !== undefined) return { kind: 'range', least, most, step };
  }
  if (flag === LIST) {
    const values: number[] = [];
    for (let left = reader.u16(); left > 0; left -= 1) {
      const value = readValue(reader, type);
      if (value === undefined) break;
      values.push(value);
    }
    return { kind: 'list', values };
  }
  return { kind: 'free' };
}

/** Most choices that a range is spelt out to; a longer one can be read and not chosen from. */
const MOST_CHOICES = 1_000;

/** The values that may be set; empty where it can only be read. */
export function choicesOf({ writable, form }: PropertyDesc): readonly number[] {
  if (!writable || form.kind === 'free') return [];
  if (form.kind === 'list') return form.values;
  const { least, most, step } = form;
  const count = step > 0 && most >= least ? Math.floor((most - least) / step) + 1 : 0;
  return count > MOST_CHOICES ? [] : Array.from({ length: count }, (_, index) => least + index * step);
}
