/**
 * The FUSE protocol as far as a small tree of files with ioctl and poll needs it, little-endian.
 * Source: Linux, include/uapi/linux/fuse.h, protocol 7.31.
 */
export const FUSE = {
  lookup: 1,
  forget: 2,
  getattr: 3,
  open: 14,
  read: 15,
  statfs: 17,
  release: 18,
  flush: 25,
  init: 26,
  opendir: 27,
  readdir: 28,
  releasedir: 29,
  access: 34,
  interrupt: 36,
  destroy: 38,
  ioctl: 39,
  poll: 40,
  batchForget: 42,
} as const;

const IN_HEADER = 40;
const OUT_HEADER = 16;
const DIRECT_IO = 1;
const NOTIFY_POLL = 1;

export interface FuseRequest {
  readonly opcode: number;
  /** Names the request in its answer and in an interrupt. */
  readonly unique: number;
  readonly node: number;
  /** Thread id of the caller. */
  readonly pid: number;
  readonly body: Buffer;
}

export interface FileAttributes {
  readonly node: number;
  readonly directory: boolean;
  readonly size: number;
}

/** Requests out of a stream of bytes; each says its own length first. */
export class FuseFramer {
  #rest: Buffer = Buffer.alloc(0);

  *push(chunk: Buffer): Generator<FuseRequest> {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (bytes.length >= 4 && bytes.length >= bytes.readUInt32LE(0)) {
      const length = bytes.readUInt32LE(0);
      yield decodeRequest(bytes.subarray(0, length));
      bytes = bytes.subarray(length);
    }
    this.#rest = bytes;
  }
}

function decodeRequest(bytes: Buffer): FuseRequest {
  return {
    opcode: bytes.readUInt32LE(4),
    unique: Number(bytes.readBigUInt64LE(8)),
    node: Number(bytes.readBigUInt64LE(16)),
    pid: bytes.readUInt32LE(32),
    body: bytes.subarray(IN_HEADER),
  };
}

export function encodeReply(unique: number, body: Uint8Array = new Uint8Array(0)): Buffer {
  const reply = Buffer.alloc(OUT_HEADER + body.length);
  reply.writeUInt32LE(reply.length, 0);
  reply.writeBigUInt64LE(BigInt(unique), 8);
  reply.set(body, OUT_HEADER);
  return reply;
}

/** `errno` positive, as errno.h has it. */
export function encodeError(unique: number, errno: number): Buffer {
  const reply = encodeReply(unique);
  reply.writeInt32LE(-errno, 4);
  return reply;
}

/** What poll waits for may be there now. */
export function encodePollNotice(pollHandle: bigint): Buffer {
  const notice = Buffer.alloc(OUT_HEADER + 8);
  notice.writeUInt32LE(notice.length, 0);
  notice.writeInt32LE(NOTIFY_POLL, 4);
  notice.writeBigUInt64LE(pollHandle, OUT_HEADER);
  return notice;
}

export function encodeInit(request: Buffer): Buffer {
  const reply = Buffer.alloc(64);
  reply.writeUInt32LE(7, 0);
  reply.writeUInt32LE(31, 4);
  reply.writeUInt32LE(request.readUInt32LE(8), 8); // max_readahead as offered
  reply.writeUInt16LE(16, 16); // max_background
  reply.writeUInt16LE(12, 18); // congestion_threshold
  reply.writeUInt32LE(4096, 20); // max_write: nobody writes
  reply.writeUInt32LE(1, 24); // time_gran
  return reply;
}

/** Nothing may be remembered: devices come and go. */
export function encodeEntry(attributes: FileAttributes): Buffer {
  const entry = Buffer.alloc(40);
  entry.writeBigUInt64LE(BigInt(attributes.node), 0);
  entry.writeBigUInt64LE(1n, 8); // generation
  return Buffer.concat([entry, encodeAttributes(attributes)]);
}

export function encodeAttributeReply(attributes: FileAttributes): Buffer {
  return Buffer.concat([Buffer.alloc(16), encodeAttributes(attributes)]);
}

function encodeAttributes({ node, directory, size }: FileAttributes): Buffer {
  const bytes = Buffer.alloc(88);
  bytes.writeBigUInt64LE(BigInt(node), 0);
  bytes.writeBigUInt64LE(BigInt(size), 8);
  // Regular files, not character devices: for those the kernel would not ask this server.
  bytes.writeUInt32LE(directory ? 0o040_755 : 0o100_666, 60);
  bytes.writeUInt32LE(1, 64);
  bytes.writeUInt32LE(4096, 80);
  return bytes;
}

export function encodeOpen(file: number): Buffer {
  const reply = Buffer.alloc(16);
  reply.writeBigUInt64LE(BigInt(file), 0);
  reply.writeUInt32LE(DIRECT_IO, 8);
  return reply;
}

/** `result`: what ioctl(2) returns; negative is an errno. */
export function encodeIoctl(result: number): Buffer {
  const reply = Buffer.alloc(16);
  reply.writeInt32LE(result, 0);
  return reply;
}

export function encodePoll(events: number): Buffer {
  const reply = Buffer.alloc(8);
  reply.writeUInt32LE(events, 0);
  return reply;
}

/** Entries of a directory from `offset` on, as many as fit in `size` bytes. */
export function encodeDirectory(
  entries: readonly { readonly name: string; readonly attributes: FileAttributes }[],
  offset: number,
  size: number,
): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  for (const [index, { name, attributes }] of entries.entries()) {
    if (index < offset) continue;
    const part = Buffer.alloc(Math.ceil((24 + name.length) / 8) * 8);
    part.writeBigUInt64LE(BigInt(attributes.node), 0);
    part.writeBigUInt64LE(BigInt(index + 1), 8);
    part.writeUInt32LE(name.length, 16);
    part.writeUInt32LE(attributes.directory ? 4 : 8, 20);
    part.write(name, 24, 'latin1');
    if (length + part.length > size) break;
    parts.push(part);
    length += part.length;
  }
  return Buffer.concat(parts);
}
