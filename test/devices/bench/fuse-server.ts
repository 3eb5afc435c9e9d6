import { ENOENT, ENOSYS, ENOTDIR, EBADF, EINTR } from './errno.ts';
import type { OpenFile, TreeDirectory } from './fuse-tree.ts';
import { attributesOf, findNode } from './fuse-tree.ts';
import type { FuseRequest } from './fuse-wire.ts';
import * as wire from './fuse-wire.ts';

const { FUSE } = wire;

interface Handle {
  readonly file: OpenFile;
  /** The kernel's name for those who poll this file. */
  poll: bigint | undefined;
}

/** Answers the kernel for one mounted tree. */
export class FuseServer {
  readonly #root: TreeDirectory;
  readonly #send: (reply: Buffer) => void;
  readonly #files = new Map<number, Handle>();
  /** Requests that are not answered yet, and how to give them up. */
  readonly #waiting = new Map<number, () => void>();
  #nextFile = 1;

  constructor(root: TreeDirectory, send: (reply: Buffer) => void) {
    this.#root = root;
    this.#send = send;
  }

  handle(request: FuseRequest): void {
    const { opcode, unique, body } = request;
    switch (opcode) {
      case FUSE.init:
        return this.#reply(unique, wire.encodeInit(body));
      case FUSE.lookup:
        return this.#lookup(request);
      case FUSE.getattr:
        return this.#attributes(request);
      case FUSE.open:
        return this.#open(request);
      case FUSE.read:
        return this.#read(request);
      case FUSE.ioctl:
        return this.#ioctl(request);
      case FUSE.poll:
        return this.#poll(request);
      case FUSE.release:
        return this.#release(request);
      case FUSE.readdir:
        return this.#readDirectory(request);
      case FUSE.statfs:
        return this.#reply(unique, Buffer.alloc(80));
      case FUSE.opendir:
        return this.#reply(unique, wire.encodeOpen(0));
      case FUSE.releasedir:
      case FUSE.flush:
      case FUSE.access:
      case FUSE.destroy:
        return this.#reply(unique);
      case FUSE.interrupt:
        this.#waiting.get(Number(body.readBigUInt64LE(0)))?.();
        return;
      case FUSE.forget:
      case FUSE.batchForget:
        return;
      default:
        return this.#fail(unique, ENOSYS);
    }
  }

  /** The mount is gone: nobody holds a file any more. */
  closed(): void {
    for (const { file } of this.#files.values()) file.release();
    this.#files.clear();
  }

  #lookup({ unique, node, body }: FuseRequest): void {
    const parent = findNode(this.#root, node);
    const name = body.subarray(0, body.indexOf(0)).toString();
    const found = parent?.kind === 'directory' ? parent.entries.get(name) : undefined;
    if (found === undefined) return this.#fail(unique, ENOENT);
    this.#reply(unique, wire.encodeEntry(attributesOf(found)));
  }

  #attributes({ unique, node }: FuseRequest): void {
    const found = findNode(this.#root, node);
    if (found === undefined) return this.#fail(unique, ENOENT);
    this.#reply(unique, wire.encodeAttributeReply(attributesOf(found)));
  }

  #open({ unique, node }: FuseRequest): void {
    const found = findNode(this.#root, node);
    if (found?.kind !== 'file') return this.#fail(unique, ENOENT);
    const number = this.#nextFile;
    this.#nextFile += 1;
    const handle: Handle = { file: found.open(() => this.#notify(handle)), poll: undefined };
    this.#files.set(number, handle);
    this.#reply(unique, wire.encodeOpen(number));
  }

  #read({ unique, body }: FuseRequest): void {
    const handle = this.#handleOf(body);
    if (handle === undefined) return this.#fail(unique, EBADF);
    const offset = Number(body.readBigUInt64LE(8));
    this.#reply(unique, handle.file.read(offset, body.readUInt32LE(16)));
  }

  #ioctl({ unique, pid, body }: FuseRequest): void {
    const handle = this.#handleOf(body);
    if (handle === undefined) return this.#fail(unique, EBADF);
    // The argument is taken as an address: the data that the kernel sends along goes by the direction
    // in the command's number, which usbdevfs does not keep to.
    const call = { command: body.readUInt32LE(12), argument: Number(body.readBigUInt64LE(16)), pid };
    const answered = handle.file.ioctl(call, (result) => {
      if (this.#waiting.delete(unique)) this.#reply(unique, wire.encodeIoctl(result));
    });
    if (typeof answered === 'number') return this.#reply(unique, wire.encodeIoctl(answered));
    this.#waiting.set(unique, () => {
      this.#waiting.delete(unique);
      answered();
      this.#fail(unique, EINTR);
    });
  }

  #poll({ unique, body }: FuseRequest): void {
    const handle = this.#handleOf(body);
    if (handle === undefined) return this.#fail(unique, EBADF);
    handle.poll = body.readBigUInt64LE(8);
    this.#reply(unique, wire.encodePoll(handle.file.poll()));
  }

  #notify(handle: Handle): void {
    if (handle.poll !== undefined) this.#send(wire.encodePollNotice(handle.poll));
  }

  #release({ unique, body }: FuseRequest): void {
    this.#handleOf(body)?.file.release();
    this.#files.delete(Number(body.readBigUInt64LE(0)));
    this.#reply(unique);
  }

  #readDirectory({ unique, node, body }: FuseRequest): void {
    const found = findNode(this.#root, node);
    if (found?.kind !== 'directory') return this.#fail(unique, ENOTDIR);
    const entries = [...found.entries].map(([name, entry]) => ({ name, attributes: attributesOf(entry) }));
    const offset = Number(body.readBigUInt64LE(8));
    this.#reply(unique, wire.encodeDirectory(entries, offset, body.readUInt32LE(16)));
  }

  #handleOf(body: Buffer): Handle | undefined {
    return this.#files.get(Number(body.readBigUInt64LE(0)));
  }

  #reply(unique: number, body?: Uint8Array): void {
    this.#send(wire.encodeReply(unique, body));
  }

  #fail(unique: number, errno: number): void {
    this.#send(wire.encodeError(unique, errno));
  }
}
