import { DatasetWriter } from '../ptp/dataset-writer.ts';

/**
 * Property 0xD120 holds one record for each file of a shot: u32 count, then for each u32 16 (its
 * length), u32 type (1 JPEG, 6 raw), u32 size (0 large, 1 medium, 2 small, 14 and above smaller still),
 * u32 compression (2 normal, 3 fine, 4 lossless). Source: libgphoto2, camlibs/ptp2/ptp-pack.c.
 */
export interface ImageFile {
  readonly type: number;
  readonly size: number;
  readonly compression: number;
}

const JPEG = 1;
const RECORD = 16;

/** The format as one number, 24 bits a file: what `CameraSetting.value` holds. */
export function encodeFormat(files: readonly ImageFile[]): number {
  return files.reduce((code, { type, size, compression }) => {
    const record = ((type & 0xff) << 16) | ((size & 0xff) << 8) | (compression & 0xff);
    return code * 0x1_00_00_00 + record;
  }, 0);
}

export function decodeFormat(code: number): readonly ImageFile[] {
  const records = code >= 0x1_00_00_00 ? [Math.floor(code / 0x1_00_00_00), code % 0x1_00_00_00] : [code];
  return records.map((record) => ({
    type: (record >>> 16) & 0xff,
    size: (record >>> 8) & 0xff,
    compression: record & 0xff,
  }));
}

/** One value at `offset` of a record, with how many bytes it took; `undefined` when it cannot be one. */
export function readFormat(
  u32: (offset: number) => number,
  offset: number,
): { readonly code: number; readonly bytes: number } | undefined {
  const count = u32(offset);
  if (count < 1 || count > 2) return undefined;
  const files = Array.from({ length: count }, (_, index) => {
    const at = offset + 4 + index * RECORD;
    return { length: u32(at), type: u32(at + 4), size: u32(at + 8), compression: u32(at + 12) };
  });
  if (files.some((file) => file.length !== RECORD)) return undefined;
  return { code: encodeFormat(files), bytes: 4 + count * RECORD };
}

/** Value bytes for SetDevicePropValueEx. */
export function formatBytes(code: number): Uint8Array {
  const files = decodeFormat(code);
  const writer = new DatasetWriter().u32(files.length);
  for (const { type, size, compression } of files) writer.u32(RECORD).u32(type).u32(size).u32(compression);
  return writer.bytes();
}

export function hasJpeg(code: number): boolean {
  return decodeFormat(code).some((file) => file.type === JPEG);
}

/** The best of what is offered that is one JPEG: the largest, then the finest. */
export function bestJpeg(choices: readonly number[]): number | undefined {
  const alone = choices.filter((code) => hasJpeg(code) && decodeFormat(code).length === 1);
  return alone.toSorted((one, other) => rank(one) - rank(other))[0];
}

function rank(code: number): number {
  const [file] = decodeFormat(code);
  return file === undefined ? Infinity : file.size * 0x1_00 + (0xff - file.compression);
}

const sizes: Readonly<Record<number, string>> = {
  0: 'large',
  1: 'medium',
  2: 'small',
  5: 'medium 1',
  6: 'medium 2',
  0x0e: 'small 1',
  0x0f: 'small 2',
  0x10: 'small 3',
};

/** `JPEG large fine`, `RAW + JPEG large fine`. */
export function formatLabel(code: number): string {
  return decodeFormat(code).map(fileLabel).join(' + ');
}

function fileLabel({ type, size, compression }: ImageFile): string {
  if (type === 6) return size === 0 ? 'RAW' : `RAW ${sizes[size] ?? size}`;
  const name = type === JPEG ? 'JPEG' : `type ${type}`;
  const quality = compression === 3 ? ' fine' : compression === 2 ? ' normal' : '';
  return `${name} ${sizes[size] ?? size}${quality}`;
}
