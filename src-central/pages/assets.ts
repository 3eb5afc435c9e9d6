import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const resolve = createRequire(import.meta.url).resolve;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b3b2a"/><rect x="6" y="9" width="20" height="14" rx="2" fill="#f6f4ee"/><rect x="8.5" y="11.5" width="6" height="7.5" fill="#125c41"/><path d="M17 13h6.5M17 16h6.5M17 19h4" stroke="#125c41" stroke-width="1.6"/></svg>`;

const sans = (weight: number) => `@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff2`;
const nastaliq = '@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2';

const files: Readonly<Record<string, { type: string; read: () => Promise<Buffer> }>> = {
  '/style.css': { type: 'text/css; charset=utf-8', read: () => readFile(new URL('style.css', import.meta.url)) },
  '/desk.css': { type: 'text/css; charset=utf-8', read: () => readFile(new URL('desk.css', import.meta.url)) },
  '/icon.svg': { type: 'image/svg+xml', read: () => Promise.resolve(Buffer.from(ICON)) },
  '/fonts/sans-400.woff2': { type: 'font/woff2', read: () => readFile(resolve(sans(400))) },
  '/fonts/sans-600.woff2': { type: 'font/woff2', read: () => readFile(resolve(sans(600))) },
  '/fonts/nastaliq-400.woff2': { type: 'font/woff2', read: () => readFile(resolve(nastaliq)) },
};

/** A file of the page's own, by its path; undefined for any other path. */
export function findAsset(path: string): { type: string; read: () => Promise<Buffer> } | undefined {
  return Object.hasOwn(files, path) ? files[path] : undefined;
}
