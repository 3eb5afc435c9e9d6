import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, read, writeSync } from 'node:fs';
import { UEVENT_SENDER } from './uevent.ts';

/**
 * The process inside the namespaces: opens /dev/fuse, mounts it on /dev/bus/usb, carries the kernel's
 * requests to standard output and the answers from standard input, and broadcasts the events that come
 * over its channel as hexadecimal digits. The answers are made outside, next to the device models. With
 * the end of its input everything here ends: the device, the mount, the namespaces.
 */
const FUSE_BUFFER = 128 * 1024;
const OUTPUT = 1;

const sender = spawn('perl', ['-e', UEVENT_SENDER], { stdio: ['pipe', 'pipe', 'inherit'] });
const fuse = openSync('/dev/fuse', 'r+');

process.on('message', (message: string) => sender.stdin.write(`${message}\n`));
process.stdin.on('data', answer);
process.stdin.on('end', end);
sender.on('exit', end);

await Promise.all([mount(), once(sender.stdout, 'data')]);
carry(Buffer.allocUnsafe(FUSE_BUFFER));
process.send?.('ready');

function carry(buffer: Buffer): void {
  read(fuse, buffer, 0, buffer.length, null, (error, length) => {
    // A request that was taken back before it was read.
    if (error?.code === 'ENOENT' || error?.code === 'EINTR') return carry(buffer);
    // ENODEV: unmounted.
    if (error !== null) return end();
    let done = 0;
    while (done < length) done += writeSync(OUTPUT, buffer, done, length - done);
    carry(buffer);
  });
}

let rest: Buffer = Buffer.alloc(0);

/** One write a message: the kernel takes no part of one. */
function answer(chunk: Buffer): void {
  let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  while (bytes.length >= 4 && bytes.length >= bytes.readUInt32LE(0)) {
    const length = bytes.readUInt32LE(0);
    try {
      writeSync(fuse, bytes, 0, length);
    } catch {
      // The caller was interrupted, or is gone: nobody waits for this answer.
    }
    bytes = bytes.subarray(length);
  }
  rest = bytes;
}

async function mount(): Promise<void> {
  const options = 'fd=3,rootmode=40000,user_id=0,group_id=0,allow_other';
  const mounting = spawn('mount', ['-i', '-t', 'fuse', '-o', options, 'usbdevfs', '/dev/bus/usb'], {
    stdio: ['ignore', 'ignore', 'inherit', fuse],
  });
  const [code] = await once(mounting, 'exit');
  if (code !== 0) end();
}

/** At once: a thread that waits in a read of /dev/fuse would keep an orderly end from happening. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
