import { DatasetReader } from './dataset-reader.ts';
import { DatasetWriter } from './dataset-writer.ts';

/** DeviceInfo dataset (ISO 15740, clause 5.5.1). Codes are u16; strings may be empty. */
export interface DeviceInfo {
  readonly vendorExtensionId: number;
  readonly operations: readonly number[];
  readonly events: readonly number[];
  readonly properties: readonly number[];
  readonly captureFormats: readonly number[];
  readonly imageFormats: readonly number[];
  readonly manufacturer: string;
  readonly model: string;
  readonly deviceVersion: string;
  readonly serialNumber: string;
}

/** Errors: `camera.protocol` for a dataset that ends too early. */
export function decodeDeviceInfo(bytes: Uint8Array): DeviceInfo {
  const reader = new DatasetReader(bytes);
  reader.skip(2); // version of the standard
  const vendorExtensionId = reader.u32();
  reader.skip(2); // version of the extension
  reader.string(); // its description
  reader.skip(2); // functional mode
  return {
    vendorExtensionId,
    operations: reader.u16Array(),
    events: reader.u16Array(),
    properties: reader.u16Array(),
    captureFormats: reader.u16Array(),
    imageFormats: reader.u16Array(),
    manufacturer: reader.string(),
    model: reader.string(),
    deviceVersion: reader.string(),
    serialNumber: reader.string(),
  };
}

export function encodeDeviceInfo(info: DeviceInfo): Uint8Array {
  return new DatasetWriter()
    .u16(100)
    .u32(info.vendorExtensionId)
    .u16(100)
    .string('')
    .u16(0)
    .u16Array(info.operations)
    .u16Array(info.events)
    .u16Array(info.properties)
    .u16Array(info.captureFormats)
    .u16Array(info.imageFormats)
    .string(info.manufacturer)
    .string(info.model)
    .string(info.deviceVersion)
    .string(info.serialNumber)
    .bytes();
}
