/** Bytes `from` up to, not including, `to` of a body. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * A `Range` header of one range of bytes with a beginning (RFC 9110, 14.1.2), as a client sends that goes on
 * where it was cut off. Undefined for none or one of another kind, which means the whole body;
 * `unsatisfiable` when it begins at or after the end.
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const found = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? '');
  if (found === null) return undefined;
  const from = Number(found[1]);
  const to = found[2] === '' ? size : Math.min(size, Number(found[2]) + 1);
  if (from >= size) return 'unsatisfiable';
  return to > from ? { from, to } : undefined;
}
