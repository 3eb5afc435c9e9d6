import { existsSync } from 'node:fs';
import { request, type IncomingMessage, type RequestOptions } from 'node:http';
import { userInfo } from 'node:os';
import { Fault } from '../../../../../src-shared/errors.ts';
import { NotKnownTaken } from '../spooler.ts';
import { decodeResponse, encodeRequest, type IppAttribute, type IppResponse } from './ipp-message.ts';

/** Where the printing system listens: a socket in the file system, or a host and port. */
export type CupsAddress = { readonly socket: string } | { readonly host: string; readonly port: number };

/** Where Debian and others, and macOS, put it (client.conf(5)). */
const sockets = ['/run/cups/cups.sock', '/var/run/cups/cups.sock', '/private/var/run/cupsd'] as const;

/** As the programs of CUPS find it: `CUPS_SERVER`, then its socket, then port 631 of this machine. */
export function findCups(server: string | undefined = process.env['CUPS_SERVER']): CupsAddress {
  if (server?.startsWith('/')) return { socket: server };
  if (server) {
    const { hostname, port } = new URL(`http://${server}`);
    return { host: hostname, port: port === '' ? 631 : Number(port) };
  }
  const socket = sockets.find((path) => existsSync(path));
  return socket === undefined ? { host: '127.0.0.1', port: 631 } : { socket };
}

export interface IppCall {
  readonly operation: number;
  /** Path of the HTTP request, e.g. `/printers/Card`. */
  readonly path: string;
  readonly attributes: readonly IppAttribute[];
  readonly jobAttributes?: readonly IppAttribute[];
  readonly document?: Uint8Array;
}

/** More than any answer to what is asked here. */
const LONGEST = 4 * 1024 * 1024;

/** Asks the scheduler of CUPS, one HTTP request a question. */
export class IppClient {
  readonly user = userInfo().username;
  readonly #find: () => CupsAddress;
  readonly #timeoutMs: number;
  #id = 0;

  /** Looked for at every question: the scheduler may be installed or started later. */
  constructor(find: () => CupsAddress, timeoutMs = 15_000) {
    this.#find = find;
    this.#timeoutMs = timeoutMs;
  }

  /** Errors: `printer.noSpooler`; with a document `NotKnownTaken` once it was on its way. */
  async call(call: IppCall): Promise<IppResponse> {
    const address = this.#find();
    const first = await this.#post(address, call);
    // "Only the owner may": over the socket the kernel says who asks (cupsd.conf(5), PeerCred).
    const unknown = first.status === 401 && 'socket' in address;
    const { status, body } = unknown ? await this.#post(address, call, true) : first;
    if (status !== 200) throw new Fault('printer.noSpooler', { what: 'http', status });
    return decodeResponse(body);
  }

  async #post(address: CupsAddress, call: IppCall, asUser = false): Promise<{ status: number; body: Uint8Array }> {
    const { attributes, operation, jobAttributes = [], document = new Uint8Array(0), path } = call;
    this.#id += 1;
    const head = encodeRequest({
      operation,
      id: this.#id,
      attributes: [
        { type: 'charset', name: 'attributes-charset', values: ['utf-8'] },
        { type: 'naturalLanguage', name: 'attributes-natural-language', values: ['en'] },
        ...attributes,
      ],
      jobAttributes,
    });
    const options: RequestOptions = {
      ...('socket' in address ? { socketPath: address.socket } : address),
      method: 'POST',
      // A connection a question: one that was kept may have died with a scheduler that was started afresh.
      agent: false,
      path,
      headers: {
        host: 'localhost',
        'content-type': 'application/ipp',
        'content-length': head.length + document.length,
        ...(asUser ? { authorization: `PeerCred ${this.user}` } : {}),
      },
      timeout: this.#timeoutMs,
    };
    return exchange(options, { head, document });
  }
}

function exchange(
  options: RequestOptions,
  { head, document }: { readonly head: Uint8Array; readonly document: Uint8Array },
): Promise<{ status: number; body: Uint8Array }> {
  return new Promise((resolve, reject) => {
    let connected = false;
    const fail = (cause: unknown): void =>
      reject(
        connected && document.length > 0 ? new NotKnownTaken({ cause }) : new Fault('printer.noSpooler', {}, { cause }),
      );
    const asked = request(options, (response) => {
      collect(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), fail);
    });
    asked.on('socket', (socket) => socket.once('connect', () => (connected = true)));
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', fail);
    asked.write(head);
    asked.end(document);
  });
}

async function collect(response: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    const bytes = part as Buffer;
    length += bytes.length;
    if (length > LONGEST) throw new Error('answer too long');
    parts.push(bytes);
  }
  return Buffer.concat(parts, length);
}
