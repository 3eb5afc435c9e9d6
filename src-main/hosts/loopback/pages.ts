import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { findPage } from '../page-files.ts';

/** Serves a built file below `root`; answers 404 for anything else, including paths that climb out. */
export function servePage(response: ServerResponse, root: string, path: string): void {
  const page = findPage(root, path);
  if (page === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'content-type': page.type,
    'content-length': page.size,
    'cache-control': page.immutable ? 'public, max-age=31536000, immutable' : 'no-store',
  });
  // A file that goes away meanwhile ends this answer, not the counter.
  createReadStream(page.file)
    .on('error', () => response.destroy())
    .pipe(response);
}
