import { DatasetReader } from './dataset-reader.ts';
import { DatasetWriter } from './dataset-writer.ts';

/** The part of the ObjectInfo dataset that a studio needs (ISO 15740, clause 5.5.2). */
export interface ObjectInfo {
  readonly storageId: number;
  readonly format: number;
  /** Bytes of the object. */
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly fileName: string;
  /** `YYYYMMDDThhmmss`, local time of the camera. */
  readonly captured: string;
}

/** Errors: `camera.protocol` for a dataset that ends too early. */
export function decodeObjectInfo(bytes: Uint8Array): ObjectInfo {
  const reader = new DatasetReader(bytes);
  const storageId = reader.u32();
  const format = reader.u16();
  reader.skip(2); // protection
  const size = reader.u32();
  reader.skip(2 + 3 * 4); // thumbnail: format, size, width, height
  const width = reader.u32();
  const height = reader.u32();
  reader.skip(4 + 4 + 2 + 4 + 4); // depth, parent, association type and description, sequence
  return { storageId, format, size, width, height, fileName: reader.string(), captured: reader.string() };
}

export function encodeObjectInfo(info: ObjectInfo): Uint8Array {
  return new DatasetWriter()
    .u32(info.storageId)
    .u16(info.format)
    .u16(0)
    .u32(info.size)
    .u16(0)
    .u32(0)
    .u32(0)
    .u32(0)
    .u32(info.width)
    .u32(info.height)
    .u32(24)
    .u32(0)
    .u16(0)
    .u32(0)
    .u32(0)
    .string(info.fileName)
    .string(info.captured)
    .string(info.captured)
    .string('')
    .bytes();
}
