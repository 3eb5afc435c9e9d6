import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client';
import { Fault } from '../../src-shared/errors.ts';
import type { Fetch } from './guarded-fetch.ts';

/** Longest one request of an upload may take: a piece of 512 KiB at 16 kbit/s. */
const REQUEST_MS = 5 * 60_000;

/** tus-js-client over this counter's own `fetch`, so that pin, practice switch and simulator apply to uploads too. */
export class FetchStack implements HttpStack {
  readonly #send: Fetch;
  readonly #signal: AbortSignal;

  constructor(send: Fetch, signal: AbortSignal) {
    this.#send = send;
    this.#signal = signal;
  }

  createRequest(method: string, url: string): HttpRequest {
    return new StackRequest({ method, url, send: this.#send, signal: this.#signal });
  }

  getName(): string {
    return 'fetch';
  }
}

interface RequestParts {
  readonly method: string;
  readonly url: string;
  readonly send: Fetch;
  readonly signal: AbortSignal;
}

class StackRequest implements HttpRequest {
  readonly #parts: RequestParts;
  readonly #headers = new Map<string, string>();
  readonly #abort = new AbortController();

  constructor(parts: RequestParts) {
    this.#parts = parts;
  }

  getMethod(): string {
    return this.#parts.method;
  }

  getURL(): string {
    return this.#parts.url;
  }

  setHeader(header: string, value: string): void {
    this.#headers.set(header, value);
  }

  getHeader(header: string): string | undefined {
    return this.#headers.get(header);
  }

  setProgressHandler(): void {
    // Progress is known piece by piece; fetch tells no finer.
  }

  async send(body: unknown): Promise<HttpResponse> {
    const { method, url, send, signal } = this.#parts;
    const limit = AbortSignal.timeout(REQUEST_MS);
    const signals = AbortSignal.any([limit, signal, this.#abort.signal]);
    const request = new Request(url, {
      method,
      headers: Object.fromEntries(this.#headers),
      ...(body instanceof Uint8Array ? { body: Buffer.from(body) } : {}),
      redirect: 'manual',
    });
    try {
      // Beside the request, which hears a signal of its own no more once it is collected as garbage.
      const response = await send(request, { signal: signals });
      const text = (await response.text()).slice(0, 4096);
      return {
        getStatus: () => response.status,
        getHeader: (name) => response.headers.get(name) ?? undefined,
        getBody: () => text,
        getUnderlyingObject: () => response,
      };
    } catch (error) {
      if (error instanceof Fault) throw error;
      throw new Fault(limit.aborted ? 'central.slow' : 'central.unreachable', {}, { cause: error });
    }
  }

  abort(): Promise<void> {
    this.#abort.abort();
    return Promise.resolve();
  }

  getUnderlyingObject(): undefined {
    return undefined;
  }
}
