import { createReadStream, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

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

/**
 * Nothing but the app's own files and its own socket; pictures may come from memory (blob:). Inline
 * styles are allowed because the component library sets them on elements.
 */
export function contentSecurityPolicy(socketOrigin: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self' ${socketOrigin}`,
    'frame-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Serves a built file below `root`; answers 404 for anything else, including paths that climb out. */
export function servePage(response: ServerResponse, root: string, path: string): void {
  const name = path === '/' ? 'index.html' : normalize(decodePath(path)).replace(/^[/\\]+/, '');
  const file = join(root, name);
  const inside = !name.startsWith('..') && file.startsWith(root);
  const stat = inside ? statSync(file, { throwIfNoEntry: false }) : undefined;
  if (stat === undefined || !stat.isFile()) {
    response.writeHead(404).end();
    return;
  }
  const cached = name.startsWith('assets') ? 'public, max-age=31536000, immutable' : 'no-store';
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-length': stat.size,
    'cache-control': cached,
  });
  createReadStream(file).pipe(response);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '/../';
  }
}
