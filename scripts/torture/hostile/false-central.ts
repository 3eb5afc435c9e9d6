import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A lie instead of central's answer to calls whose path ends in `on`. */
export interface Lie {
  readonly name: string;
  readonly on: 'hello' | 'batch' | 'feed';
  readonly tell: (response: ServerResponse, truth: { status: number; body: string }) => void;
}

const json = { 'content-type': 'application/json' };
const text =
  (body: string, headers: Record<string, string> = json, status = 200): Lie['tell'] =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };
/** The truth with something in it changed. */
const bent =
  (bend: (truth: Record<string, unknown>) => unknown): Lie['tell'] =>
  (response, { status, body }) => {
    response.writeHead(status, json).end(JSON.stringify(bend(JSON.parse(body) as Record<string, unknown>)));
  };
const later = '2999-01-01T00:00:00.000Z';
const receipt = {
  seq: 1,
  entryId: '01920000-0000-7000-8000-000000000001',
  status: 'applied',
  code: null,
  waitsFor: null,
};
const page = (items: unknown[], next = 1_000_000): Lie['tell'] =>
  text(JSON.stringify({ items, next, serverTime: later }));
/** 200 MB of nothing in 200 kB. */
const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));

/** What a central that is not one, or that was taken over, may answer. */
export const lies: readonly Lie[] = [
  {
    name: 'an acknowledgement signed by nobody',
    on: 'batch',
    tell: bent((ack) => ({ ...ack, headCountersignature: Buffer.alloc(64, 7).toString('base64') })),
  },
  {
    name: 'more acknowledged than was sent',
    on: 'batch',
    tell: bent((ack) => ({ ...ack, ackSeq: Number(ack['ackSeq']) + 1_000 })),
  },
  { name: 'another head acknowledged', on: 'batch', tell: bent((ack) => ({ ...ack, head: 'ab'.repeat(32) })) },
  {
    name: 'another head at hello',
    on: 'hello',
    tell: bent((hello) => ({ ...hello, have: { seq: 1, head: 'cd'.repeat(32) } })),
  },
  {
    name: 'a receipt of another stream',
    on: 'feed',
    tell: page([{ change: 900_000, at: later, kind: 'receipt', receipt: { ...receipt, stream: 'GLT-77-1' } }]),
  },
  {
    name: 'an entry of central that nobody signed',
    on: 'feed',
    tell: page([{ change: 900_000, at: later, kind: 'entry', entry: forgedEntry() }]),
  },
  {
    name: 'a feed that was rolled back',
    on: 'feed',
    tell: page([{ change: 1, at: later, kind: 'receipt', receipt: { ...receipt, stream: 'GLT-77-1' } }], 0),
  },
  {
    name: 'a state of a person that nobody signed',
    on: 'feed',
    tell: page([
      {
        change: 900_000,
        at: later,
        kind: 'subject',
        subject: 'person:7110312345671',
        state: '{}',
        signature: Buffer.alloc(64).toString('base64'),
      },
    ]),
  },
  {
    name: 'keys that would change every object',
    on: 'feed',
    tell: text(
      `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"items":[],"next":5,"serverTime":"${later}"}`,
    ),
  },
  { name: 'JSON nested a hundred thousand deep', on: 'feed', tell: text('['.repeat(100_000)) },
  { name: 'half a JSON text', on: 'batch', tell: text('{"ackSeq":') },
  { name: 'a page instead of JSON', on: 'hello', tell: text('<html>Sign in', { 'content-type': 'text/html' }) },
  { name: 'another place', on: 'batch', tell: text('', { location: 'http://127.0.0.1:9/' }, 307) },
  {
    name: 'sixty megabytes',
    on: 'feed',
    tell: (response) => void response.writeHead(200, json).end(Buffer.alloc(60 * 1024 * 1024, 32)),
  },
  {
    name: 'a compressed bomb',
    on: 'feed',
    tell: (response) => void response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
  },
  { name: 'a byte a second', on: 'batch', tell: drip },
];

function forgedEntry() {
  return {
    stream: 'CEN-0-1',
    seq: 5,
    id: '01920000-0000-7000-8000-000000000002',
    type: 'lease.granted',
    schema: 1,
    subject: 'lease:GLT:1',
    deps: [],
    actor: 'central',
    role: 'central',
    at: later,
    boot: 0,
    offsetMs: 0,
    blobs: [],
    prevHash: 'ab'.repeat(32),
    hash: 'cd'.repeat(32),
    body: '{}',
  };
}

function drip(response: ServerResponse): void {
  response.writeHead(200, json);
  const timer = setInterval(() => response.write(' '), 1_000);
  response.on('close', () => clearInterval(timer));
}

/** Between a counter and central: passes everything on, or lies. */
export class FalseCentral {
  readonly #server: Server;
  readonly #real: string;
  lie: Lie | undefined;
  /** Answers that were lies, since the last lie began. */
  told = 0;

  private constructor(real: string) {
    this.#real = real;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(real: string): Promise<FalseCentral> {
    const made = new FalseCentral(real);
    await new Promise<void>((done) => made.#server.listen(0, '127.0.0.1', done));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  begin(lie: Lie): void {
    this.lie = lie;
    this.told = 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '/';
    const { lie } = this;
    if (lie !== undefined && new URL(path, this.#real).pathname.endsWith(`/${lie.on}`)) {
      // A batch is not passed on: what is acknowledged here was never received.
      const truth = lie.on === 'feed' ? '{}' : JSON.stringify(await this.#plausible(lie, request, path));
      this.told += 1;
      return lie.tell(response, { status: 200, body: truth });
    }
    const answer = await this.#pass(request, path, Buffer.concat(chunks));
    response.writeHead(answer.status, Object.fromEntries(answer.headers.entries()));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  /** The shape of a true answer, for a lie to bend. */
  async #plausible(lie: Lie, request: IncomingMessage, path: string): Promise<Record<string, unknown>> {
    const hello = JSON.stringify({ build: '0.1.0', schemas: { oldest: 1, newest: 1 } });
    const headers = { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' };
    const where = new URL(path.replace(/\/batch$/, '/hello'), this.#real);
    const answer = (await (await fetch(where, { method: 'POST', headers, body: hello })).json()) as {
      have: { seq: number; head: string };
    } & Record<string, unknown>;
    if (lie.on === 'hello') return answer;
    const { have, serverTime, limits } = answer;
    const headCountersignature = Buffer.alloc(64, 1).toString('base64');
    return { ackSeq: have.seq + 1, head: have.head, serverTime, headCountersignature, limits };
  }

  #pass(request: IncomingMessage, path: string, body: Buffer<ArrayBuffer>): Promise<Response> {
    const { host: _, connection: __, 'content-length': ___, 'transfer-encoding': ____, ...rest } = request.headers;
    const headers = Object.entries(rest).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    );
    const method = request.method ?? 'GET';
    const plain = method === 'GET' || method === 'HEAD';
    return fetch(new URL(path, this.#real), { method, headers, ...(plain ? {} : { body }), redirect: 'manual' });
  }
}
