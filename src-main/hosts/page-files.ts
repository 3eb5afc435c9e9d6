import { statSync, type Stats } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
};

/** One built file of the screens. */
export interface PageFile {
  readonly file: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Its name holds a hash of its content. */
  readonly immutable: boolean;
}

/**
 * The file below `root` that the path of an address names, `/` being `index.html`; undefined for
 * anything else, including paths that climb out. `path` is as it stands in the address, still encoded.
 */
export function findPage(root: string, path: string): PageFile | undefined {
  const decoded = decode(path);
  if (decoded === undefined || decoded.includes('\0')) return undefined;
  const name = decoded === '/' ? 'index.html' : normalize(decoded).replace(/^[/\\]+/, '');
  const file = join(root, name);
  if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
  const stat = findStat(file);
  if (stat === undefined || !stat.isFile()) return undefined;
  const type = types[extname(file)] ?? 'application/octet-stream';
  return { file, type, size: stat.size, immutable: name.startsWith('assets') };
}

/**
 * Nothing but the app's own files and, in loopback, its own socket. The theme comes as a constructed
 * style sheet and pictures are drawn on canvases, so neither inline styles nor `blob:` need an exception.
 */
export function contentSecurityPolicy(socketOrigin?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    `connect-src 'self'${socketOrigin === undefined ? '' : ` ${socketOrigin}`}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What every answer says besides its policy, whichever host gives it. */
export const pageHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
} as const;

/** Undefined whatever the reason: a name longer than the system takes must not end the counter. */
function findStat(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
