import { DatasetWriter } from '../camera/ptp/dataset-writer.ts';
import type { ImageFormat } from './camera-setting-table.ts';

/**
 * Records of Canon's GetEvent as a body writes them; offsets as in libgphoto2, ptp-pack.c. The
 * decoder is in `camera/canon/event-list.ts`; the two share nothing but the facts.
 */
export function propertyRecord(property: number, value: number): Uint8Array {
  return record(0xc189, new DatasetWriter().u32(property).u32(value));
}

/** ASCII with a closing NUL. */
export function textPropertyRecord(property: number, text: string): Uint8Array {
  return record(0xc189, new DatasetWriter().u32(property).raw(Buffer.from(`${text}\0`, 'latin1')));
}

export function choicesRecord(property: number, values: readonly number[]): Uint8Array {
  return record(0xc18a, new DatasetWriter().u32(property).u32(3).u32Array(values));
}

/** Value of 0xD120: u32 count, then for each file u32 16, type, size, compression. */
export function formatRecord(property: number, format: ImageFormat): Uint8Array {
  return record(0xc189, new DatasetWriter().u32(property).raw(formatBytes(format)));
}

export function formatChoicesRecord(property: number, formats: readonly ImageFormat[]): Uint8Array {
  const writer = new DatasetWriter().u32(property).u32(3).u32(formats.length);
  for (const format of formats) writer.raw(formatBytes(format));
  return record(0xc18a, writer);
}

function formatBytes(format: ImageFormat): Uint8Array {
  const writer = new DatasetWriter().u32(format.length);
  for (const [type, size, compression] of format) writer.u32(16).u32(type).u32(size).u32(compression);
  return writer.bytes();
}

/** The body will switch itself off soon. */
export function shutdownRecord(): Uint8Array {
  return record(0xc18d, new DatasetWriter().u32(0));
}

/** Something was put into a slot or taken out. */
export function storageRecord(storage: number): Uint8Array {
  return record(0xc184, new DatasetWriter().u32(storage));
}

export function statusRecord(busy: boolean): Uint8Array {
  return record(0xc18b, new DatasetWriter().u32(busy ? 1 : 0));
}

export interface StoredPicture {
  readonly handle: number;
  readonly name: string;
  readonly format: number;
  readonly bytes: Uint8Array;
}

export type OfferRecord = 'C186' | 'C1A9' | 'C1B8';

/** RequestObjectTransfer: handle@8, format@12, size@20, name@28; its 64-bit form alike, the newest without a name. */
export function transferRecord(picture: StoredPicture, by: OfferRecord): Uint8Array {
  const { handle, format, bytes, name } = picture;
  const body = new DatasetWriter().u32(handle).u32(format).u32(0).u32(bytes.length).u32(0);
  if (by !== 'C1B8') body.raw(Buffer.from(`${name}\0`, 'latin1'));
  return record({ C186: 0xc186, C1A9: 0xc1a9, C1B8: 0xc1b8 }[by], body);
}

/** ObjectAddedEx: handle@8, storage@12, format@16, size@28, parent@32, name@40. */
export function addedRecord(picture: StoredPicture, storage: number): Uint8Array {
  return record(
    0xc181,
    new DatasetWriter()
      .u32(picture.handle)
      .u32(storage)
      .u32(picture.format)
      .u32(0)
      .u32(0)
      .u32(picture.bytes.length)
      .u32(0)
      .u32(0)
      .raw(Buffer.from(`${picture.name}\0`, 'latin1')),
  );
}

/** OLC record with the focus group alone: six bytes, fifth the result, sixth whether the lens moves. */
export function focusRecord(result: 0 | 1 | 2, moving: 0 | 1 | 2): Uint8Array {
  const groups = new DatasetWriter()
    .u32(16 - 4)
    .u16(0x01_00)
    .u16(0)
    .raw([0, 0, 0, 0, result, moving]);
  return record(0xc1a5, groups);
}

/** The list as GetEvent sends it, closed by the empty record. */
export function eventList(records: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat([...records, new DatasetWriter().u32(8).u32(0).bytes()]));
}

function record(code: number, body: DatasetWriter): Uint8Array {
  return new DatasetWriter()
    .u32(8 + body.length)
    .u32(code)
    .raw(body.bytes())
    .bytes();
}
