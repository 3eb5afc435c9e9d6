import { Fault } from '../../../../src-shared/errors.ts';

/**
 * PTP generic container: u32 length (with this header), u16 type, u16 code, u32 transaction id, then
 * parameters or payload; all little-endian. Source: PIMA 15740 over USB, "USB Still Image Capture
 * Device Definition" 1.0, section 7.1.
 */
export interface Container {
  readonly type: number;
  /** Operation, response or event code. */
  readonly code: number;
  readonly transactionId: number;
  readonly payload: Uint8Array;
}

export const COMMAND = 1;
export const DATA = 2;
export const RESPONSE = 3;
export const EVENT = 4;

export const HEADER_BYTES = 12;
/** Length of a data container whose size the camera did not know when it began. */
export const UNKNOWN_LENGTH = 0xff_ff_ff_ff;
/** Longest container accepted, bytes; above it the length field is taken for damage. */
export const LONGEST_CONTAINER = 128 * 1024 * 1024;

export interface ContainerHeader {
  readonly length: number;
  readonly type: number;
  readonly code: number;
  readonly transactionId: number;
}

/** `bytes` holds at least 12 bytes. Errors: `camera.protocol` when they cannot be a header. */
export function decodeHeader(bytes: Uint8Array): ContainerHeader {
  if (bytes.length < HEADER_BYTES) throw new Fault('camera.protocol', { what: 'header', bytes: bytes.length });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = {
    length: view.getUint32(0, true),
    type: view.getUint16(4, true),
    code: view.getUint16(6, true),
    transactionId: view.getUint32(8, true),
  };
  const lengthFits =
    header.length === UNKNOWN_LENGTH || (header.length >= HEADER_BYTES && header.length <= LONGEST_CONTAINER);
  if (!lengthFits) throw new Fault('camera.protocol', { what: 'length', length: header.length });
  if (header.type < COMMAND || header.type > EVENT) {
    throw new Fault('camera.protocol', { what: 'type', type: header.type });
  }
  return header;
}

export function encodeContainer(container: Container): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + container.payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length, true);
  view.setUint16(4, container.type, true);
  view.setUint16(6, container.code, true);
  view.setUint32(8, container.transactionId, true);
  bytes.set(container.payload, HEADER_BYTES);
  return bytes;
}

/** Up to five u32 parameters as a payload. */
export function encodeParameters(parameters: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(parameters.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of parameters.entries()) view.setUint32(index * 4, value, true);
  return bytes;
}

/** The u32 parameters of a command, response or event payload; odd bytes at the end are ignored. */
export function decodeParameters(payload: Uint8Array): readonly number[] {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const count = Math.min(5, Math.floor(payload.length / 4));
  return Array.from({ length: count }, (_, index) => view.getUint32(index * 4, true));
}
