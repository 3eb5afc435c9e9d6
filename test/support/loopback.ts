import { request as send, type IncomingHttpHeaders } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket, type ClientOptions } from 'ws';
import type { Core } from '../../src-main/core.ts';
import type { LoopbackServer } from '../../src-main/hosts/loopback/server.ts';
import type { CounterClient } from '../../src-shared/contract/counter.ts';

/** What a server answered to one plain HTTP request. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The loopback host of a core, with a few small pages beside a secret that is nobody's business. */
export class LoopbackHost {
  readonly #folder = mkdtempSync(join(tmpdir(), 'loopback-'));
  #server: LoopbackServer | undefined;

  async start(core: Core): Promise<this> {
    const root = join(this.#folder, 'pages');
    mkdirSync(join(root, 'assets'), { recursive: true });
    writeFileSync(join(root, 'index.html'), '<!doctype html><title>Parwana</title>');
    writeFileSync(join(root, 'assets', 'app.js'), 'export {};');
    writeFileSync(join(this.#folder, 'secret.txt'), 'secret');
    mkdirSync(`${root}-more`);
    writeFileSync(join(`${root}-more`, 'secret.txt'), 'secret');
    const { startLoopbackServer } = await import('../../src-main/hosts/loopback/server.ts');
    this.#server = await startLoopbackServer(core, { port: 0, root });
    return this;
  }

  get server(): LoopbackServer {
    if (this.#server === undefined) throw new Error('not started');
    return this.#server;
  }

  get origin(): string {
    return this.server.origin;
  }

  get port(): number {
    return Number(new URL(this.origin).port);
  }

  newToken(): string {
    return new URLSearchParams(new URL(this.server.newUrl()).hash.slice(1)).get('token')!;
  }

  /** Sends the path as it is written: no client tidies up its dots. */
  ask(
    path: string,
    { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = send({ host: '127.0.0.1', port: this.port, path, method, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts).toString() }),
        );
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  exchange(token: unknown, headers: Record<string, string> = { origin: this.origin }): Promise<Answer> {
    return this.ask('/session', { method: 'POST', headers, body: JSON.stringify({ token }) });
  }

  /** Cookie of a screen that was let in. */
  async newCookie(): Promise<string> {
    const { headers } = await this.exchange(this.newToken());
    return headers['set-cookie']![0]!.split(';')[0]!;
  }

  /** A socket as the browser would open it, with what a test changes about it. */
  socket(headers: Record<string, string>, { path = '/rpc', ...options }: ClientOptions & { path?: string } = {}) {
    const socket = new WebSocket(`ws://127.0.0.1:${this.port}${path}`, { ...options, headers });
    // What went wrong shows in how it closes.
    socket.on('error', () => undefined);
    return socket;
  }

  /** A screen that was let in, over the socket. */
  async screen(): Promise<{ client: CounterClient; socket: WebSocket; cookie: string }> {
    const cookie = await this.newCookie();
    const socket = this.socket({ origin: this.origin, cookie });
    await opened(socket);
    const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
    return { client: createORPCClient(link), socket, cookie };
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('close', () => reject(new Error('the socket was refused')));
  });
}

/** Code and reason with which a socket closed; 1006 is a connection that broke or never opened. */
export function closed(socket: WebSocket): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
}
