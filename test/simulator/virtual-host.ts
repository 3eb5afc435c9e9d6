import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import zlib from 'node:zlib';
import { Random } from '../../scripts/rehearsal/random.ts';
import type { Schedule } from './schedule.ts';

/*
 * The machine a simulation runs on. What the code under test takes from ports (clock, timers, ids) the
 * simulation gives it by ports; this is for what Node itself would bring in from outside: the time, chance and
 * the thread pool. Import it before any code under test.
 */

const real = {
  Date,
  File,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  now: performance.now.bind(performance),
  random: Math.random,
  timeout: AbortSignal.timeout.bind(AbortSignal),
  getRandomValues: globalThis.crypto.getRandomValues.bind(globalThis.crypto),
  randomBytes: crypto.randomBytes,
  randomUUID: crypto.randomUUID,
  randomInt: crypto.randomInt,
  randomFillSync: crypto.randomFillSync,
  generateKeyPairSync: crypto.generateKeyPairSync,
};

// Replay compresses in Node's threads, whose order nobody can repeat; here it does so at once, for good.
type Zstd = (bytes: zlib.InputType, options: zlib.ZstdOptions, done: (error: unknown, result?: Buffer) => void) => void;
const atOnce =
  (work: (bytes: zlib.InputType, options: zlib.ZstdOptions) => Buffer): Zstd =>
  (bytes, options, done) => {
    try {
      const result = work(bytes, options);
      queueMicrotask(() => done(null, result));
    } catch (error) {
      queueMicrotask(() => done(error));
    }
  };
Object.assign(zlib, {
  zstdCompress: atOnce(zlib.zstdCompressSync),
  zstdDecompress: atOnce(zlib.zstdDecompressSync),
});
syncBuiltinESMExports();

/** A file whose bytes are read without leaving the thread. */
class WholeFile extends File {
  readonly #bytes: Uint8Array<ArrayBuffer>;

  constructor(parts: BlobPart[], name: string, options?: FilePropertyBag) {
    super(parts, name, options);
    this.#bytes = Buffer.concat(parts.map((part) => part as Uint8Array));
  }

  override bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return Promise.resolve(this.#bytes);
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(
      this.#bytes.buffer.slice(this.#bytes.byteOffset, this.#bytes.byteOffset + this.#bytes.length),
    );
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream({
      start: (controller) => {
        controller.enqueue(Uint8Array.from(this.#bytes));
        controller.close();
      },
    });
  }
}

/** PKCS #8 of a raw private key (RFC 8410), by kind of key. */
const pkcs8 = { ed25519: '302e020100300506032b657004220420', x25519: '302e020100300506032b656e04220420' } as const;

/** Time and chance of one run in place of the machine's, until `restore`. */
export function installHost(schedule: Schedule, random: Random): { restore: () => void } {
  const bytes = (size: number) => Buffer.from(Array.from({ length: size }, () => random.below(256)));
  const fill = <Target extends NodeJS.ArrayBufferView>(target: Target): Target => {
    const view = Buffer.from(target.buffer, target.byteOffset, target.byteLength);
    bytes(view.length).copy(view);
    return target;
  };
  globalThis.Date = virtualDate(schedule);
  globalThis.File = WholeFile;
  const cancels = new Map<number, () => void>();
  let timers = 0;
  const clear = (id: unknown) => cancels.get(Number(id))?.();
  const every = (call: () => void, ms: number, again: boolean) => {
    timers += 1;
    const id = timers;
    const go = () => {
      cancels.delete(id);
      if (again) cancels.set(id, schedule.after(ms, go));
      call();
    };
    cancels.set(id, schedule.after(ms, go));
    return { unref: () => undefined, ref: () => undefined, [Symbol.toPrimitive]: () => id };
  };
  Object.assign(globalThis, {
    setTimeout: (call: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      every(() => call(...args), ms, false),
    setInterval: (call: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      every(() => call(...args), ms, true),
    clearTimeout: clear,
    clearInterval: clear,
  });
  performance.now = () => schedule.elapsed;
  // Libraries name their queries with it, and some only the first time: no other draw may depend on how often.
  const careless = new Random(random.below(2 ** 31));
  Math.random = () => careless.next();
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    schedule.after(ms, () => controller.abort(new DOMException('timeout', 'TimeoutError')));
    return controller.signal;
  };
  globalThis.crypto.getRandomValues = fill as typeof globalThis.crypto.getRandomValues;
  Object.assign(crypto, {
    randomBytes: (size: number) => bytes(size),
    randomUUID: () => uuid4(bytes(16)),
    randomInt: (low: number, high?: number) =>
      high === undefined ? random.below(low) : low + random.below(high - low),
    randomFillSync: fill,
    generateKeyPairSync: (kind: keyof typeof pkcs8) => keyPair(kind, bytes(32)),
  });
  syncBuiltinESMExports();
  return { restore };
}

/**
 * Runs something whose timers nobody needs: those that PostgreSQL sets for its statistics go by how long this machine
 * took before, and in between they would be events of the schedule.
 */
export function withoutTimers<Value>(work: () => Value): Value {
  const { setTimeout: kept } = globalThis;
  globalThis.setTimeout = (() => 0) as never;
  try {
    return work();
  } finally {
    globalThis.setTimeout = kept;
  }
}

/** An Ed25519 or X25519 pair from 32 bytes of the seed. */
function keyPair(kind: keyof typeof pkcs8, secret: Buffer) {
  const der = Buffer.concat([Buffer.from(pkcs8[kind], 'hex'), secret]);
  const privateKey = crypto.createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: crypto.createPublicKey(privateKey) };
}

function restore(): void {
  const {
    Date: date,
    File: file,
    setTimeout: after,
    clearTimeout: clear,
    setInterval: every,
    clearInterval: end,
  } = real;
  globalThis.Date = date;
  globalThis.File = file;
  Object.assign(globalThis, { setTimeout: after, clearTimeout: clear, setInterval: every, clearInterval: end });
  performance.now = real.now;
  Math.random = real.random;
  AbortSignal.timeout = real.timeout;
  globalThis.crypto.getRandomValues = real.getRandomValues;
  const { randomBytes, randomUUID, randomInt, randomFillSync, generateKeyPairSync } = real;
  Object.assign(crypto, { randomBytes, randomUUID, randomInt, randomFillSync, generateKeyPairSync });
  syncBuiltinESMExports();
}

function virtualDate(schedule: Schedule): DateConstructor {
  class VirtualDate extends real.Date {
    constructor(...given: [] | [string | number | Date]) {
      super(given[0] ?? schedule.now);
      if (given.length > 1) return new real.Date(...(given as unknown as [number, number]));
    }

    static override now(): number {
      return schedule.now;
    }

    static override [Symbol.hasInstance](value: unknown): boolean {
      return Object.prototype.toString.call(value) === '[object Date]';
    }
  }
  return VirtualDate as unknown as DateConstructor;
}

function uuid4(bytes: Buffer): string {
  bytes[6] = 0x40 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
