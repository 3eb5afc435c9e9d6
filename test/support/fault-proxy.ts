import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { SlowWay, type LineKind } from './slow-line.ts';

/** What the proxy does with a new connection, or with one that is open. */
export type ProxyMode =
  | { readonly kind: 'pass' }
  /** The line is dead: connections are reset at once. */
  | { readonly kind: 'refuse' }
  /** The line is open and nothing ever comes. */
  | { readonly kind: 'stall' }
  /** Requests arrive; of each answer only so many bytes come back before the line is cut. */
  | { readonly kind: 'cutAnswer'; readonly bytes: number }
  /** Of each request only so many bytes go through before the line is cut. */
  | { readonly kind: 'cutRequest'; readonly bytes: number }
  /** Somebody else answers every request: a proxy, a portal, a broken server. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    };

/** What the line itself is like, whatever the mode. */
export interface ProxyLine {
  readonly kind?: LineKind | undefined;
  /** All connections are reset about so often, ms. */
  readonly resetEveryMs?: number;
  /** Share of answers that are lost after the request went through whole, with the connection. */
  readonly loseAnswers?: number;
  /** From 0 up to, not including, 1. */
  readonly random?: () => number;
}

/** A TCP proxy before central that breaks the line on demand. Real sockets, real resets. */
export class FaultProxy {
  readonly #server: Server;
  #target: URL;
  readonly #sockets = new Set<Socket>();
  #mode: ProxyMode = { kind: 'pass' };
  readonly #line: ProxyLine;
  readonly #ways: { readonly up: SlowWay; readonly down: SlowWay } | undefined;
  #nextReset: NodeJS.Timeout | undefined;
  /** Connections made since the start; resets and lost answers that the line did by itself. */
  connections = 0;
  resets = 0;
  lostAnswers = 0;
  /** Bytes that came through to each side. */
  readonly bytes = { up: 0, down: 0 };

  private constructor(target: string, line: ProxyLine) {
    this.#target = new URL(target);
    this.#line = line;
    this.#ways = line.kind && { up: new SlowWay(line.kind), down: new SlowWay(line.kind) };
    this.#server = createServer((socket) => this.#accept(socket));
    this.#armReset();
  }

  static async start(target: string, line: ProxyLine = {}): Promise<FaultProxy> {
    const proxy = new FaultProxy(target, line);
    await new Promise<void>((done) => proxy.#server.listen(0, '127.0.0.1', done));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Changes what happens from now on; open lines are cut, as when a cable is pulled. */
  set(mode: ProxyMode): void {
    this.#mode = mode;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Central is somewhere else from now on: it was started again. */
  aim(target: string): void {
    this.#target = new URL(target);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#nextReset);
    this.set({ kind: 'refuse' });
    await new Promise((done) => this.#server.close(done));
  }

  #accept(socket: Socket): void {
    this.connections += 1;
    this.#keep(socket);
    const mode = this.#mode;
    if (mode.kind === 'refuse') return void socket.resetAndDestroy();
    if (mode.kind === 'stall') return void socket.resume();
    if (mode.kind === 'answer') return this.#answer(socket, mode);
    const upstream = this.#keep(connect(Number(this.#target.port), this.#target.hostname));
    const requestLimit = mode.kind === 'cutRequest' ? mode.bytes : Infinity;
    const answerLimit = mode.kind === 'cutAnswer' ? mode.bytes : Infinity;
    let asked = false;
    const up = this.#ways?.up.carry(socket, upstream);
    const down = this.#ways?.down.carry(upstream, socket);
    socket.on('data', (chunk: Buffer) => {
      asked = true;
      this.bytes.up += chunk.length;
    });
    upstream.on('data', (chunk: Buffer) => {
      this.bytes.down += chunk.length;
      if (!asked) return;
      asked = false;
      if ((this.#line.random ?? Math.random)() >= (this.#line.loseAnswers ?? 0)) return;
      this.lostAnswers += 1;
      socket.resetAndDestroy();
      upstream.destroy();
    });
    pump(socket, upstream, { limit: requestLimit, carry: up });
    pump(upstream, socket, { limit: answerLimit, carry: down });
  }

  #armReset(): void {
    const { resetEveryMs, random = Math.random } = this.#line;
    if (resetEveryMs === undefined) return;
    // An outage comes when it likes; but the first one before the mean, so that short work meets it as well.
    const wait = this.resets === 0 ? 0.2 + 0.6 * random() : -Math.log(1 - random());
    this.#nextReset = setTimeout(() => {
      this.resets += 1;
      for (const socket of this.#sockets) socket.resetAndDestroy();
      this.#armReset();
    }, wait * resetEveryMs);
  }

  #answer(socket: Socket, { status, headers = {}, body = '' }: ProxyMode & { kind: 'answer' }): void {
    const head = { 'content-length': String(Buffer.byteLength(body)), connection: 'close', ...headers };
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
    socket.once('data', () => {
      socket.end([`HTTP/1.1 ${status} Whatever`, ...lines, '', body].join('\r\n'));
    });
    socket.resume();
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
    return socket;
  }
}

type Carry = (chunk: Buffer, arrived?: () => void) => void;

/** Bytes from one socket to the other; both are reset once the limit is through. */
function pump(from: Socket, to: Socket, { limit, carry }: { limit: number; carry: Carry | undefined }): void {
  const send: Carry = carry ?? ((chunk, arrived) => void to.write(chunk, arrived));
  let left = limit;
  from.on('data', (chunk: Buffer) => {
    if (from.destroyed || to.destroyed) return;
    send(chunk.subarray(0, Math.max(0, left)));
    left -= chunk.length;
    if (left > 0) return;
    // What was let through must arrive before the cut.
    send(Buffer.alloc(0), () => {
      to.destroy();
      from.resetAndDestroy();
    });
  });
  from.on('end', () => send(Buffer.alloc(0), () => to.end()));
  from.on('close', () => {
    if (carry === undefined || !from.readableEnded) to.destroy();
  });
}
