import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/**
 * Memory of a program that waits in an ioctl, by its thread: FUSE hands over no more than the ioctl's
 * number says, but transfers live behind pointers. Source: proc(5), /proc/pid/mem. Kept open, one
 * read or write a transfer.
 */
export class CallerMemory {
  readonly #files = new Map<number, number>();

  /** Throws when the address is not the caller's. */
  read(pid: number, address: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const read = readSync(this.#file(pid), bytes, done, length - done, address + done);
      if (read === 0) throw new RangeError('The address is not mapped.');
      done += read;
    }
    return bytes;
  }

  write(pid: number, address: number, bytes: Uint8Array): void {
    let done = 0;
    while (done < bytes.length) {
      done += writeSync(this.#file(pid), bytes, done, bytes.length - done, address + done);
    }
  }

  /** The file was closed: the thread's number may belong to another program soon. */
  close(): void {
    for (const file of this.#files.values()) closeSync(file);
    this.#files.clear();
  }

  #file(pid: number): number {
    const known = this.#files.get(pid);
    if (known !== undefined) return known;
    const file = openSync(`/proc/${pid}/mem`, 'r+');
    this.#files.set(pid, file);
    return file;
  }
}
