import { createServer, request as httpRequest, type Server } from 'node:http';
import { duplexPair, type Duplex } from 'node:stream';
import type { Handle } from '../../src-central/http/reply.ts';
import type { Schedule } from './schedule.ts';

/** HTTP over streams in memory: real requests and answers, byte by byte, without a socket. */
export class HttpWire {
  readonly #server: Server = createServer();
  readonly #schedule: Schedule;
  readonly #open = new Set<Duplex>();

  constructor(handle: Handle, schedule: Schedule) {
    this.#schedule = schedule;
    this.#server.on('request', (request, response) => {
      handle(request, response).catch(() => response.destroy());
    });
  }

  /** One request on a connection of its own, its answer read whole. Rejects when the connection is cut. */
  async exchange(request: Request): Promise<Response> {
    this.#schedule.enter();
    try {
      const body = Buffer.from(await request.arrayBuffer());
      return await this.#send(request, body);
    } finally {
      this.#schedule.leave();
    }
  }

  /** Central is gone: every connection ends in the middle. */
  cut(): void {
    for (const stream of this.#open) stream.destroy();
  }

  #send(request: Request, body: Buffer): Promise<Response> {
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const [here, there] = duplexPair();
    this.#open.add(there);
    const gone = () => {
      this.#open.delete(there);
      reject(new Error('connection reset'));
    };
    there.once('close', gone);
    there.once('close', () => here.destroy());
    request.signal.addEventListener('abort', () => here.destroy());
    this.#server.emit('connection', there);
    const { pathname, search } = new URL(request.url);
    const headers = { ...Object.fromEntries(request.headers), 'content-length': body.length, connection: 'close' };
    const outgoing = httpRequest(
      { method: request.method, path: pathname + search, headers, createConnection: () => here },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.once('error', reject);
        incoming.once('end', () => {
          const status = incoming.statusCode ?? 500;
          const list = Object.entries(incoming.headers).map(
            ([name, value]) => [name, String(value)] as [string, string],
          );
          const empty = request.method === 'HEAD' || status === 204 || status === 304;
          resolve(new Response(empty ? null : Buffer.concat(chunks), { status, headers: list }));
        });
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
    return promise;
  }
}
