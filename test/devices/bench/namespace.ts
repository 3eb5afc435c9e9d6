import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { MOUNTS } from './mounts.ts';

const ATTENDANT = join(import.meta.dirname, 'attendant-child.ts');

/**
 * A mount and a network namespace with its own /dev/bus/usb, /sys/bus/usb and udev events, held by a
 * process that ends with this one. Without root it is within a user namespace, where whoever starts it
 * counts as root.
 */
export class Namespace {
  readonly requests: Readable;
  readonly #answers: Writable;
  readonly #process: ChildProcess;
  readonly pid: number;

  private constructor(child: ChildProcess, pid: number, streams: { requests: Readable; answers: Writable }) {
    this.#process = child;
    this.pid = pid;
    this.requests = streams.requests;
    this.#answers = streams.answers;
    // A namespace that has ended: its requests end too.
    this.#answers.on('error', () => undefined);
  }

  static async open(): Promise<Namespace> {
    const [program, ...flags] = unshareCommand();
    const args = [...flags, 'sh', '-c', MOUNTS, 'mounts', tmpdir(), process.execPath, ATTENDANT];
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] });
    const { pid, stdin, stdout } = child;
    if (pid === undefined || stdin === null || stdout === null) throw await failure(child);
    const ready = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (ready[0] !== 'ready') throw new Error(`The namespace could not be made: ${String(ready)}`);
    return new Namespace(child, pid, { requests: stdout, answers: stdin });
  }

  /** The root of its files, seen from outside. */
  get root(): string {
    return `/proc/${this.pid}/root`;
  }

  /** To the kernel; to nobody once the namespace is closing. */
  answer(reply: Buffer): void {
    if (this.#answers.writable) this.#answers.write(reply);
  }

  announce(message: Buffer): void {
    if (this.#process.connected) this.#process.send(message.toString('hex'));
  }

  /** The command line that runs `args` inside, in the folder of this process. */
  command(args: readonly string[]): [string, ...string[]] {
    const user = isRoot() ? [] : ['-U', '--preserve-credentials'];
    const enter = ['-t', String(this.pid), ...user, '-m', '-n'];
    return ['nsenter', ...enter, 'sh', '-c', 'cd "$0" && exec "$@"', process.cwd(), ...args];
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#answers.end();
    await ended;
  }
}

/** Makes the namespaces and runs the rest of the command line in them. */
export function unshareCommand(): [string, ...string[]] {
  return ['unshare', ...(isRoot() ? ['-m', '-n'] : ['-U', '-r', '-m', '-n']), '--propagation', 'private'];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function failure(child: ChildProcess): Promise<Error> {
  const [error] = await once(child, 'error');
  return error instanceof Error ? error : new Error(String(error));
}
