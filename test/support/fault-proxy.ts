import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

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

/** A TCP proxy before central that breaks the line on demand. Real sockets, real resets. */
export class FaultProxy {
  readonly #server: Server;
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #mode: ProxyMode = { kind: 'pass' };
  /** Connections made since the start. */
  connections = 0;

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((socket) => this.#accept(socket));
  }

  static async start(target: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
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

  async stop(): Promise<void> {
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
    pump(socket, upstream, requestLimit);
    pump(upstream, socket, answerLimit);
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

/** Bytes from one socket to the other; both are reset once the limit is through. */
function pump(from: Socket, to: Socket, limit: number): void {
  let left = limit;
  from.on('data', (chunk: Buffer) => {
    to.write(chunk.subarray(0, Math.max(0, left)));
    left -= chunk.length;
    if (left > 0) return;
    // What was let through must arrive before the cut.
    to.write('', () => {
      to.destroy();
      from.resetAndDestroy();
    });
  });
  from.on('end', () => to.end());
  from.on('close', () => to.destroy());
}
