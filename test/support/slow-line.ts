import type { Socket } from 'node:net';

/** A line as a district has it. */
export interface LineKind {
  /** Each way; all connections share it. */
  readonly bitsPerSecond: number;
  /** There and back, ms. */
  readonly roundTripMs: number;
}

/** The lines that replay is tried on; undefined is the bare loopback. */
export const lineKinds = {
  loopback: undefined,
  '2mbit': { bitsPerSecond: 2_000_000, roundTripMs: 120 },
  '512kbit': { bitsPerSecond: 512_000, roundTripMs: 300 },
  '64kbit': { bitsPerSecond: 64_000, roundTripMs: 800 },
} as const satisfies Readonly<Record<string, LineKind | undefined>>;

/** What is handed to the wire in one go: about a packet, so that connections share the line fairly. */
const PIECE = 1_400;
/** Bytes that may be under way before the sender is made to wait, as a modem's buffer would. */
const BUFFER = 32 * 1024;

/** One direction of a line: so many bits a second, shared by whoever sends, each piece late by half the round trip. */
export class SlowWay {
  readonly #kind: LineKind;
  /** When the last bit handed over will have left, by `performance.now()`. */
  #freeAt = 0;
  /** Bytes carried since the start. */
  bytes = 0;

  constructor(kind: LineKind) {
    this.#kind = kind;
  }

  /** Carries what comes from one socket to the other; the first bytes wait for the line to be opened. */
  carry(from: Socket, to: Socket): (chunk: Buffer, arrived?: () => void) => void {
    const { bitsPerSecond, roundTripMs } = this.#kind;
    const queue: { piece: Buffer; at: number; arrived?: (() => void) | undefined }[] = [];
    let underWay = 0;
    let timer: NodeJS.Timeout | undefined;
    let notBefore = performance.now() + roundTripMs;
    const deliver = (): void => {
      timer = undefined;
      while (queue[0] !== undefined && queue[0].at <= performance.now()) {
        const { piece, arrived } = queue.shift()!;
        underWay -= piece.length;
        if (!to.destroyed) to.write(piece, arrived);
      }
      if (underWay < BUFFER) from.resume();
      arm();
    };
    const arm = (): void => {
      const [next] = queue;
      if (next === undefined || timer !== undefined || to.destroyed) return;
      timer = setTimeout(deliver, Math.max(0, next.at - performance.now()));
    };
    to.on('close', () => clearTimeout(timer));
    return (chunk, arrived) => {
      this.bytes += chunk.length;
      for (let at = 0; at < Math.max(1, chunk.length); at += PIECE) {
        const piece = chunk.subarray(at, at + PIECE);
        const start = Math.max(this.#freeAt, performance.now(), notBefore);
        notBefore = 0;
        this.#freeAt = start + (piece.length * 8_000) / bitsPerSecond;
        underWay += piece.length;
        const last = at + PIECE >= chunk.length;
        queue.push({ piece, at: this.#freeAt + roundTripMs / 2, arrived: last ? arrived : undefined });
      }
      if (underWay >= BUFFER) from.pause();
      arm();
    };
  }
}
