import { Fault } from '../../../../../src-shared/errors.ts';

/*
 * Internet Printing Protocol messages, RFC 8010 (encoding) and RFC 8011 (operations). Big-endian; only what a
 * client needs that prints documents: collections are read flat, their members as values of the attribute.
 */

/** Value tags that are written. */
const tags = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
} as const;

/** Delimiter tags of groups. */
export const groups = { operation: 0x01, job: 0x02, end: 0x03, printer: 0x04 } as const;

export interface IppAttribute {
  readonly type: keyof typeof tags;
  readonly name: string;
  readonly values: readonly (string | number | boolean)[];
}

export interface IppRequest {
  readonly operation: number;
  readonly id: number;
  readonly attributes: readonly IppAttribute[];
  readonly jobAttributes?: readonly IppAttribute[];
}

/** `null` is an attribute that the server knows but has no value for. */
export type IppValue = string | number | boolean | null;

export interface IppGroup {
  readonly tag: number;
  readonly attributes: ReadonlyMap<string, readonly IppValue[]>;
}

export interface IppResponse {
  /** RFC 8011, appendix B: below 0x100 is success. */
  readonly status: number;
  readonly id: number;
  readonly groups: readonly IppGroup[];
}

export function encodeRequest({ operation, id, attributes, jobAttributes = [] }: IppRequest): Uint8Array {
  const head = Buffer.alloc(9);
  head.writeUInt16BE(0x0200);
  head.writeUInt16BE(operation, 2);
  head.writeUInt32BE(id, 4);
  head.writeUInt8(groups.operation, 8);
  const jobs = jobAttributes.length === 0 ? [] : [Buffer.of(groups.job), ...jobAttributes.map(encodeAttribute)];
  return Buffer.concat([head, ...attributes.map(encodeAttribute), ...jobs, Buffer.of(groups.end)]);
}

function encodeAttribute({ type, name, values }: IppAttribute): Uint8Array {
  return Buffer.concat(
    values.map((value, index) => {
      // Further values of the same attribute come without its name.
      const label = Buffer.from(index === 0 ? name : '');
      const bytes = encodeValue(value);
      const head = Buffer.alloc(3 + label.length + 2);
      head.writeUInt8(tags[type]);
      head.writeUInt16BE(label.length, 1);
      label.copy(head, 3);
      head.writeUInt16BE(bytes.length, 3 + label.length);
      return Buffer.concat([head, bytes]);
    }),
  );
}

function encodeValue(value: string | number | boolean): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value);
  if (typeof value === 'boolean') return Buffer.of(value ? 1 : 0);
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** Errors: `printer.noSpooler` when this is no such message: whatever answers is not a printing system. */
export function decodeResponse(bytes: Uint8Array): IppResponse {
  try {
    return new Reader(bytes).response();
  } catch (cause) {
    throw new Fault('printer.noSpooler', { what: 'garbled' }, { cause });
  }
}

/** Reads with bounds: a length that leads outside throws a `RangeError`. */
class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  response(): IppResponse {
    this.#at = 2;
    const status = this.#number(2);
    const id = this.#number(4);
    const found: { tag: number; attributes: Map<string, IppValue[]> }[] = [];
    let values: IppValue[] | undefined;
    for (;;) {
      const tag = this.#number(1);
      if (tag === groups.end) return { status, id, groups: found };
      if (tag < 0x10) {
        found.push({ tag, attributes: new Map() });
        values = undefined;
        continue;
      }
      const name = this.#take(this.#number(2)).toString();
      const value = decodeValue(tag, this.#take(this.#number(2)));
      if (name === '') {
        values?.push(value);
        continue;
      }
      values = [value];
      found.at(-1)?.attributes.set(name, values);
    }
  }

  #number(length: 1 | 2 | 4): number {
    return this.#take(length).readUIntBE(0, length);
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('message ends early');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}

function decodeValue(tag: number, bytes: Buffer): IppValue {
  if (tag < 0x20) return null;
  if (tag === tags.boolean) return bytes[0] === 1;
  if (tag === tags.integer || tag === tags.enum) return bytes.readInt32BE();
  // Text and name with a language carry the language first (RFC 8010, 3.9).
  if (tag === 0x35 || tag === 0x36) return bytes.subarray(4 + bytes.readUInt16BE()).toString();
  return bytes.toString();
}
