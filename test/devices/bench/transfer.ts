import type { UrbRequest } from './usbdevfs.ts';

/** One transfer between a program and a device: what a URB is inside the kernel. */
export interface Transfer {
  readonly request: UrbRequest;
  /** Bytes for the device; copied when the transfer was submitted. */
  readonly out: Buffer;
  /** Packets from the device, in order. */
  readonly packets: Uint8Array[];
  /** Bytes sent or received so far. */
  actual: number;
  /** Called once with 0 or a negative errno. */
  readonly done: (status: number) => void;
}

export function isIn({ endpoint }: UrbRequest): boolean {
  return (endpoint & 0x80) !== 0;
}

export function makeTransfer(request: UrbRequest, out: Buffer, done: (status: number) => void): Transfer {
  return { request, out, packets: [], actual: 0, done };
}
