import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import type { LibraryAnswer, LibraryCall, LibraryEvent } from './library-child.ts';

const CHILD = join(import.meta.dirname, 'library-child.ts');

/** npm `usb` in a process on the bench; rejections carry its own words. */
export class LibraryClient {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #events = new EventEmitter();
  #last = 0;

  constructor(process: ChildProcess) {
    this.#process = process;
    process.on('message', (message: LibraryAnswer | LibraryEvent) => {
      if ('event' in message) return void this.#events.emit(message.event, message.product);
      const { id, result, error } = message;
      if (error === undefined) this.#waiting.get(id)?.resolve(result);
      else this.#waiting.get(id)?.reject(new Error(error));
    });
    process.once('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`ended: ${String(code ?? signal)}`));
    });
  }

  static start(bench: Bench): LibraryClient {
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
    return new LibraryClient(bench.spawn(process.execPath, [CHILD], { stdio: [...stdio], serialization: 'advanced' }));
  }

  list(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.#call({ name: 'getDevices', arguments: [] }) as never;
  }

  /** A method of the device with that serial number, which was listed before. */
  call(device: string, name: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#call({ device, name, arguments: args });
  }

  /** The bytes that came. */
  async read(device: string, method: 'transferIn' | 'controlTransferIn', ...args: readonly unknown[]) {
    const { data } = (await this.call(device, method, ...args)) as { data?: Uint8Array };
    return data ?? new Uint8Array(0);
  }

  /** From now on `event` can be asked for. */
  listen(): Promise<unknown> {
    return this.#call({ name: 'listen', arguments: [] });
  }

  /** The product name of the next device that comes or goes. */
  async event(event: 'connect' | 'disconnect'): Promise<string> {
    const [product] = await once(this.#events, event);
    return String(product);
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }

  #call(call: Omit<LibraryCall, 'id'>): Promise<unknown> {
    this.#last += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(this.#last, waiting);
    this.#process.send({ id: this.#last, ...call } satisfies LibraryCall);
    return waiting.promise;
  }
}
