import { Agent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { Fault } from '../../src-shared/errors.ts';
import type { Fetch } from './guarded-fetch.ts';

const CONNECT_MS = 15_000;

/**
 * SHA-256 fingerprint of the certificate a server shows, to be pinned: an authority known to this PC
 * vouches for it, or it is the one the caller trusts. Throws `central.insecure {certificate}` else.
 */
export async function readCertificate(url: string, trusted?: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const host = hostname.replaceAll(/^\[|\]$/g, '');
  const socket = connect({ host, port: Number(port || 443), servername: servername(host), rejectUnauthorized: false });
  try {
    await secured(socket);
    const certificate = fingerprint(socket);
    if (socket.authorized || certificate === trusted) return certificate;
    throw new Fault('central.insecure', { certificate });
  } finally {
    socket.destroy();
  }
}

/** A `fetch` over https that speaks only to the server with this certificate; nothing is sent before it is checked. */
export function pinnedFetch(certificate: string): Fetch {
  const agent = pinnedAgent(certificate);
  return async (input, init) => {
    const request = new Request(input, init);
    const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
    return send(agent, request, { body, signal: init?.signal ?? request.signal });
  };
}

type Created = (error: Error | null, socket?: TLSSocket) => void;

function pinnedAgent(certificate: string): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const open = (options: ConnectionOptions, created: Created): void => {
    // The pin takes the place of the chain: it is stricter.
    const socket = connect({ ...options, servername: servername(options.host ?? ''), rejectUnauthorized: false });
    void checked(socket, certificate).then(
      () => created(null, socket),
      (error: Error) => created(error),
    );
  };
  agent.createConnection = open as typeof agent.createConnection;
  return agent;
}

async function checked(socket: TLSSocket, certificate: string): Promise<void> {
  await secured(socket);
  const shown = fingerprint(socket);
  if (shown === certificate) return;
  socket.destroy();
  throw new Fault('central.insecure', { certificate: shown });
}

interface Sent {
  readonly body: Buffer | undefined;
  readonly signal: AbortSignal;
}

function send(agent: Agent, request: Request, { body, signal }: Sent): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const headers = { ...Object.fromEntries(request.headers), ...(body && { 'content-length': body.length }) };
  const outgoing = httpsRequest(request.url, { agent, method: request.method, headers, signal });
  outgoing.once('error', reject);
  outgoing.once('response', (incoming) => {
    const status = incoming.statusCode ?? 500;
    const list = Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as [string, string]],
    );
    const empty = request.method === 'HEAD' || status === 204 || status === 304;
    if (empty) incoming.resume();
    const stream = empty ? null : (Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array>);
    resolve(new Response(stream, { status, headers: list }));
  });
  outgoing.end(body);
  return promise;
}

function secured(socket: TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error('timeout')));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.setTimeout(0);
      socket.off('error', reject);
      resolve();
    });
  });
}

function fingerprint(socket: TLSSocket): string {
  return socket.getPeerCertificate().fingerprint256.replaceAll(':', '').toLowerCase();
}

/** A name for SNI; an address is none (RFC 6066, 3). */
function servername(host: string): string {
  return /^[\d.]+$|:/.test(host) ? '' : host;
}
