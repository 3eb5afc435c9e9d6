import { Fault } from '../../../../src-shared/errors.ts';

/*
 * The frames around a command, as in USB Mass Storage Class, Bulk-Only Transport 1.0 (USB-IF), chapter 5.
 * Matica XID printers use them for commands of their own on a bulk pair. All numbers are little-endian.
 */

/** A command on its way to the printer: the block itself (6 or 10 bytes) and what data follows it. */
export interface CommandFrame {
  readonly tag: number;
  readonly block: Uint8Array;
  readonly dataLength: number;
  readonly direction: 'in' | 'out';
}

/** What came of a command. */
export interface CommandStatus {
  readonly tag: number;
  /** Bytes of the data phase that were not moved. */
  readonly residue: number;
  readonly outcome: 'good' | 'failed' | 'phaseError';
}

const COMMAND_BYTES = 31;
/** Bytes of the status frame. */
export const STATUS_BYTES = 13;

const COMMAND_SIGNATURE = 0x43425355; // USBC
const STATUS_SIGNATURE = 0x53425355; // USBS

export function encodeCommandFrame({ tag, block, dataLength, direction }: CommandFrame): Uint8Array {
  const frame = new Uint8Array(COMMAND_BYTES);
  const view = new DataView(frame.buffer);
  view.setUint32(0, COMMAND_SIGNATURE, true);
  view.setUint32(4, tag, true);
  view.setUint32(8, dataLength, true);
  view.setUint8(12, direction === 'in' ? 0x80 : 0);
  view.setUint8(14, block.length);
  frame.set(block, 15);
  return frame;
}

/** Are these bytes a status frame and not data? */
export function isStatusFrame(bytes: Uint8Array): boolean {
  return bytes.length === STATUS_BYTES && viewOf(bytes).getUint32(0, true) === STATUS_SIGNATURE;
}

/** Errors: `printer.protocol` when the bytes are not a status frame. */
export function decodeStatusFrame(bytes: Uint8Array): CommandStatus {
  if (!isStatusFrame(bytes)) throw new Fault('printer.protocol', { what: 'status', length: bytes.length });
  const view = viewOf(bytes);
  const outcome = (['good', 'failed', 'phaseError'] as const)[view.getUint8(12)] ?? 'phaseError';
  return { tag: view.getUint32(4, true), residue: view.getUint32(8, true), outcome };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
