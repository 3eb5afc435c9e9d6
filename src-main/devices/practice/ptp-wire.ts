import type { Container } from '../camera/ptp/container.ts';
import { encodeContainer, HEADER_BYTES } from '../camera/ptp/container.ts';

/** What can be wrong or odd with a data container. */
export type DataFault = 'cut' | 'cutHeader' | 'wrongTransaction' | 'splitHeader' | 'unknownLength' | 'hugeLength';

/** How far off a transaction id is that belongs to another transaction. */
export const WRONG_BY = 7;

/** A data container as the wire gets it: whole, or as the fault has it. */
export function damaged(container: Container, fault: DataFault | undefined): readonly Uint8Array[] {
  const bytes = encodeContainer(container);
  const view = new DataView(bytes.buffer);
  if (fault === 'wrongTransaction') view.setUint32(8, container.transactionId + WRONG_BY, true);
  if (fault === 'unknownLength') view.setUint32(0, 0xff_ff_ff_ff, true);
  if (fault === 'hugeLength') view.setUint32(0, 0xff_ff_ff_fe, true);
  if (fault === 'splitHeader') return [bytes.subarray(0, HEADER_BYTES), bytes.subarray(HEADER_BYTES)];
  if (fault === 'cut') return [bytes.subarray(0, Math.ceil(bytes.length / 2))];
  if (fault === 'cutHeader') return [bytes.subarray(0, HEADER_BYTES - 4)];
  return [bytes];
}

/** Answer of GetDeviceStatus: u16 length, u16 code. */
export function encodeStatus(code: number): Uint8Array {
  return Uint8Array.of(4, 0, code & 0xff, code >>> 8);
}
