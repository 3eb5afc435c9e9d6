import assert from 'node:assert/strict';

export type Cbor = number | string | Buffer | readonly Cbor[] | ReadonlyMap<Cbor, Cbor>;

/** Reads the CBOR (RFC 8949) that tokens are made of: whole numbers, strings, lists, maps; tags are passed over. */
export function readCbor(bytes: Buffer): Cbor {
  const [value, end] = item(bytes, 0);
  assert.equal(end, bytes.length, 'bytes after the end of a token');
  return value;
}

function item(bytes: Buffer, at: number): [Cbor, number] {
  const first = bytes.readUInt8(at);
  const info = first & 0x1f;
  assert(info < 28, 'an indefinite length');
  const size = info < 24 ? 0 : 1 << (info - 24);
  const argument =
    size === 0 ? info : size === 8 ? Number(bytes.readBigUInt64BE(at + 1)) : bytes.readUIntBE(at + 1, size);
  const start = at + 1 + size;
  switch (first >> 5) {
    case 0:
      return [argument, start];
    case 1:
      return [-1 - argument, start];
    case 2:
      return [bytes.subarray(start, start + argument), start + argument];
    case 3:
      return [bytes.toString('utf8', start, start + argument), start + argument];
    case 6:
      return item(bytes, start);
    default:
      return items(bytes, start, { count: argument, isMap: first >> 5 === 5 });
  }
}

function items(bytes: Buffer, start: number, { count, isMap }: { count: number; isMap: boolean }): [Cbor, number] {
  const list: Cbor[] = [];
  let at = start;
  for (let index = 0; index < count * (isMap ? 2 : 1); index += 1) {
    const [value, end] = item(bytes, at);
    list.push(value);
    at = end;
  }
  if (!isMap) return [list, at];
  const pairs = list.flatMap((key, index): [Cbor, Cbor][] => (index % 2 === 0 ? [[key, list[index + 1] ?? 0]] : []));
  return [new Map(pairs), at];
}

/** A list of a token; fails for what is none. */
export function listOf(value: Cbor | undefined): readonly Cbor[] {
  assert(Array.isArray(value), 'no list');
  return value as readonly Cbor[];
}

export function mapOf(value: Cbor | undefined): ReadonlyMap<Cbor, Cbor> {
  assert(value instanceof Map, 'no map');
  return value as ReadonlyMap<Cbor, Cbor>;
}

export function bytesOf(value: Cbor | undefined): Buffer {
  assert(Buffer.isBuffer(value), 'no bytes');
  return value;
}
