import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

type Parameters = Readonly<Record<string, unknown>>;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly result?: Parameters;
  readonly error?: { readonly message: string };
}

interface Call {
  readonly resolve: (result: Parameters) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The Chrome DevTools Protocol over the two pipes of `--remote-debugging-pipe`: JSON messages, each ended
 * by a NUL byte. No port is opened, so no other program of the PC can reach the browser. Once the pipe
 * has closed every open and every later call fails.
 */
export class DevtoolsPipe {
  readonly #to: Writable;
  readonly #calls = new Map<number, Call>();
  readonly #awaited = new Map<string, Call[]>();
  readonly #decoder = new StringDecoder('utf8');
  #parts: string[] = [];
  #lastId = 0;
  #closed: Error | undefined;

  constructor(to: Writable, from: Readable) {
    this.#to = to;
    from.on('data', (bytes: Buffer) => this.#take(this.#decoder.write(bytes)));
    from.on('close', () => this.#fail(new Error('the browser closed its pipe')));
    for (const stream of [to, from]) stream.on('error', (error) => this.#fail(error));
  }

  /** Sends a command, to the browser itself or to a page's session, and gives its result. */
  call(method: string, params: Parameters = {}, sessionId?: string): Promise<Parameters> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    const id = (this.#lastId += 1);
    const answer = new Promise<Parameters>((resolve, reject) => this.#calls.set(id, { resolve, reject }));
    this.#to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return answer;
  }

  /** The next event of a name in a page's session; ask before doing what brings it about. */
  event(method: string, sessionId: string): Promise<Parameters> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    const name = `${sessionId} ${method}`;
    return new Promise((resolve, reject) => {
      this.#awaited.set(name, [...(this.#awaited.get(name) ?? []), { resolve, reject }]);
    });
  }

  #take(text: string): void {
    const [rest = '', ...more] = text.split('\0');
    this.#parts.push(rest);
    for (const start of more) {
      const whole = this.#parts.join('');
      this.#parts = [start];
      this.#read(whole);
    }
  }

  #read(text: string): void {
    let message: Message & { params?: Parameters };
    try {
      message = JSON.parse(text) as typeof message;
    } catch {
      return this.#fail(new Error('the browser sent no JSON'));
    }
    const { id, method, result, error } = message;
    if (id !== undefined) {
      const call = this.#calls.get(id);
      this.#calls.delete(id);
      if (error === undefined) call?.resolve(result ?? {});
      else call?.reject(new Error(error.message));
    } else if (method !== undefined) {
      const name = `${message.sessionId ?? ''} ${method}`;
      const awaited = this.#awaited.get(name) ?? [];
      this.#awaited.delete(name);
      for (const each of awaited) each.resolve(message.params ?? {});
    }
  }

  #fail(error: Error): void {
    this.#closed ??= error;
    const waiting = [...this.#calls.values(), ...[...this.#awaited.values()].flat()];
    this.#calls.clear();
    this.#awaited.clear();
    for (const each of waiting) each.reject(this.#closed);
  }
}
