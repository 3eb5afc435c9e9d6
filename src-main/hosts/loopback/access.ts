import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const COOKIE = 'parwana';

/**
 * Who may talk to the core on this PC: whoever got a one-time token from the launcher. The token
 * travels in the URL's fragment, which no server log sees, and is exchanged once for a cookie that
 * scripts cannot read. Requests must also name this very host and come from this very page, so that
 * no other site open in the browser can reach the core (DNS rebinding, cross-site WebSocket).
 */
export class Access {
  readonly #tokens = new Set<string>();
  readonly #cookies = new Set<string>();
  #origin = '';

  /** Set once the port is known: `http://127.0.0.1:PORT`. */
  set origin(origin: string) {
    this.#origin = origin;
  }

  /** A fresh one-time token. */
  newToken(): string {
    const token = secret();
    this.#tokens.add(token);
    return token;
  }

  /** The cookie header for a token; undefined for one that was never given or is used up. */
  exchange(token: string): string | undefined {
    if (!take(this.#tokens, token)) return undefined;
    const cookie = secret();
    this.#cookies.add(cookie);
    return `${COOKIE}=${cookie}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /** Is the `Host` this server, so that the name the browser used is ours? */
  isOwnHost(request: IncomingMessage): boolean {
    return this.#origin !== '' && `http://${request.headers.host ?? ''}` === this.#origin;
  }

  isOwnOrigin(request: IncomingMessage): boolean {
    return this.#origin !== '' && request.headers.origin === this.#origin;
  }

  hasCookie(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim().split('='));
    return cookies.some(([name, value]) => name === COOKIE && value !== undefined && has(this.#cookies, value));
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares with every known value in constant time. */
function has(known: ReadonlySet<string>, value: string): boolean {
  const bytes = Buffer.from(value);
  let found = false;
  for (const each of known) {
    const other = Buffer.from(each);
    if (other.length === bytes.length && timingSafeEqual(other, bytes)) found = true;
  }
  return found;
}

function take(known: Set<string>, value: string): boolean {
  if (!has(known, value)) return false;
  known.delete(value);
  return true;
}
