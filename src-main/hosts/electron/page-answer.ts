import { readFile } from 'node:fs/promises';
import { contentSecurityPolicy, findPage, pageHeaders } from '../page-files.ts';
import { isOwnPage } from './origin.ts';

/** Answers a request for one of our pages with a file below `root`. */
export async function answerPage({ method, url }: { method: string; url: string }, root: string): Promise<Response> {
  const headers = { ...pageHeaders, 'content-security-policy': contentSecurityPolicy() };
  if (!isOwnPage(url)) return new Response(null, { status: 404, headers });
  if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405, headers });
  const page = findPage(root, new URL(url).pathname);
  if (page === undefined) return new Response(null, { status: 404, headers });
  const cache = page.immutable ? 'public, max-age=31536000, immutable' : 'no-store';
  const body = method === 'HEAD' ? null : await readFile(page.file);
  return new Response(body, { headers: { ...headers, 'content-type': page.type, 'cache-control': cache } });
}
