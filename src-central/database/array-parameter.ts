/** Type numbers of PostgreSQL's catalogue (`pg_type.dat`). */
const INT8 = 20;
const TEXT = 25;
/** Dimensions, nulls, element type, length, lower bound: five words of four bytes. */
const HEAD_BYTES = 20;

/**
 * A list as a `text[]` parameter in PostgreSQL's binary form (`array_recv`): a driver that writes it as
 * text escapes every character of every element, which took longer than all else of receiving a batch. Bytes are UTF-8.
 */
export function textArray(values: readonly (string | Uint8Array | null)[]): Buffer {
  const lengths = values.map((value) => (value === null ? -1 : Buffer.byteLength(value)));
  const array = allocate(
    TEXT,
    lengths.map((length) => Math.max(0, length)),
  );
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  let at = HEAD_BYTES;
  values.forEach((value, index) => {
    at = array.writeInt32BE(lengths[index] ?? -1, at);
    if (typeof value === 'string') at += array.write(value, at);
    else if (value !== null) {
      array.set(value, at);
      at += value.length;
    }
  });
  return array;
}

/** The same for `bigint[]`. */
export function bigintArray(values: readonly number[]): Buffer {
  const array = allocate(
    INT8,
    values.map(() => 8),
  );
  let at = HEAD_BYTES;
  for (const value of values) {
    at = array.writeInt32BE(8, at);
    at = array.writeBigInt64BE(BigInt(value), at);
  }
  return array;
}

function allocate(type: number, lengths: readonly number[]): Buffer {
  const array = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + length, HEAD_BYTES));
  array.writeInt32BE(1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(type, 8);
  array.writeInt32BE(lengths.length, 12);
  array.writeInt32BE(1, 16);
  return array;
}
