import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Core } from '../../core.ts';
import { router } from '../../router.ts';
import { Access } from './access.ts';
import { MOST_FILE_MESSAGE } from '../message-limits.ts';
import { contentSecurityPolicy, pageHeaders } from '../page-files.ts';
import { servePage } from './pages.ts';
import { screenSocket } from './screen-socket.ts';

const MOST_TOKEN_BYTES = 1024;
/** Close code for a page whose place another page has taken. */
const REPLACED = 4001;

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** An address that opens one screen: with a fresh one-time token in its fragment. */
  newUrl(): string;
  stop(): Promise<void>;
}

/** Serves the screens and the contract on 127.0.0.1 alone. Port 0 takes any that is free. */
export async function startLoopbackServer(
  core: Core,
  { port, root }: { port: number; root: string },
): Promise<LoopbackServer> {
  const access = new Access();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_FILE_MESSAGE });
  const rpc = new RPCHandler(router);
  let current: WebSocket | undefined;

  const server = createServer((request, response) => {
    secure(response, socketOrigin(server));
    if (!access.isOwnHost(request)) return void response.writeHead(421).end();
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path === '/session') return exchange(request, response, access);
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405).end();
    servePage(response, root, path);
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const allowed = access.isOwnHost(request) && access.isOwnOrigin(request) && access.hasCookie(request);
    if (!allowed || request.url !== '/rpc') {
      // Whoever is refused may have hung up already.
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      // One screen at a time: the newest page is where the person is looking.
      current?.close(REPLACED, 'another screen was opened');
      current = opened;
      opened.on('error', () => opened.close());
      void rpc.upgrade(screenSocket(opened), { context: core.context });
    });
  });

  await listen(server, port);
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  access.origin = origin;
  return {
    origin,
    newUrl: () => `${origin}/#token=${access.newToken()}`,
    stop: () =>
      new Promise((resolve) => {
        current?.terminate();
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function secure(response: ServerResponse, sockets: string): void {
  response.setHeader('content-security-policy', contentSecurityPolicy(sockets));
  for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
}

/** `POST /session` with `{"token"}`: a cookie for a token, once. */
function exchange(request: IncomingMessage, response: ServerResponse, access: Access): void {
  if (request.method !== 'POST' || !access.isOwnOrigin(request)) return void response.writeHead(403).end();
  const parts: Buffer[] = [];
  let size = 0;
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size > MOST_TOKEN_BYTES) request.destroy();
    else parts.push(part);
  });
  request.on('end', () => {
    const cookie = access.exchange(tokenOf(Buffer.concat(parts).toString('utf8')));
    if (cookie === undefined) return void response.writeHead(403).end();
    response.writeHead(204, { 'set-cookie': cookie, 'cache-control': 'no-store' }).end();
  });
}

function tokenOf(text: string): string {
  try {
    const { token } = JSON.parse(text) as { token?: unknown };
    return typeof token === 'string' ? token : '';
  } catch {
    return '';
  }
}

function socketOrigin(server: Server): string {
  return `ws://127.0.0.1:${(server.address() as AddressInfo | null)?.port ?? 0}`;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}
