/**
 * Numbers and structures of usbdevfs on a 64-bit, little-endian machine. Source: Linux,
 * include/uapi/linux/usbdevice_fs.h; every command is `_IO*('U', number, …)`.
 */
export const USBDEVFS = {
  control: 0,
  bulk: 2,
  resetEndpoint: 3,
  setInterface: 4,
  setConfiguration: 5,
  getDriver: 8,
  submitUrb: 10,
  discardUrb: 11,
  reapUrb: 12,
  reapUrbNoDelay: 13,
  claimInterface: 15,
  releaseInterface: 16,
  connectInfo: 17,
  ioctl: 18,
  reset: 20,
  clearHalt: 21,
  disconnect: 22,
  connect: 23,
  getCapabilities: 26,
  disconnectClaim: 27,
  getSpeed: 31,
} as const;

export const URB_BYTES = 56;
export const URB_INTERRUPT = 1;
export const URB_CONTROL = 2;
export const URB_BULK = 3;
export const SHORT_NOT_OK = 0x01;
export const ZERO_PACKET = 0x40;

/** ZERO_PACKET, NO_PACKET_SIZE_LIM and REAP_AFTER_DISCONNECT: what an xHCI controller's device has. */
export const CAPABILITIES = 0x01 | 0x04 | 0x10;

/** Memory that all transfers under way may take: the kernel's `usbfs_memory_mb` is 16. */
export const MEMORY_LIMIT = 16 * 1024 * 1024;

const TYPE = 0x55; // 'U'

/** The number of a usbdevfs command; `undefined` for a command of something else. */
export function commandNumber(command: number): number | undefined {
  return ((command >>> 8) & 0xff) === TYPE ? command & 0xff : undefined;
}

/** What a program submits: one transfer. */
export interface UrbRequest {
  readonly type: number;
  /** With the direction bit. */
  readonly endpoint: number;
  readonly flags: number;
  readonly buffer: number;
  readonly length: number;
}

export function decodeUrb(bytes: Buffer): UrbRequest {
  return {
    type: bytes.readUInt8(0),
    endpoint: bytes.readUInt8(1),
    flags: bytes.readUInt32LE(8),
    buffer: Number(bytes.readBigUInt64LE(16)),
    length: bytes.readInt32LE(24),
  };
}

/** Offsets in a URB of what is written back when it is reaped. */
export const URB_STATUS = 4;
export const URB_ACTUAL_LENGTH = 28;

export function encodeS32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value, 0);
  return bytes;
}

export function encodePointer(address: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(address), 0);
  return bytes;
}

/** The eight bytes that begin every control transfer (USB 2.0, 9.3). */
export interface Setup {
  readonly requestType: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  readonly length: number;
}

export const SETUP_BYTES = 8;

export function decodeSetup(bytes: Buffer): Setup {
  return {
    requestType: bytes.readUInt8(0),
    request: bytes.readUInt8(1),
    value: bytes.readUInt16LE(2),
    index: bytes.readUInt16LE(4),
    length: bytes.readUInt16LE(6),
  };
}
