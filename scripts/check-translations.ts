import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes } from '../src-shared/errors.ts';
import en from '../src-shared/i18n/en.json' with { type: 'json' };
import ur from '../src-shared/i18n/ur.json' with { type: 'json' };

/**
 * Finds texts that are missing, left over, unused, or that mention other values in the other
 * language, and error codes without their two texts. Exits with 1 when there is any.
 */
const rooms = ['src-renderer', 'src-main', 'src-central'];
const english = flatten(en);
const urdu = flatten(ur);
const used = usedKeys();

const findings = [
  ...[...english.keys()].filter((key) => !urdu.has(key)).map((key) => `missing in ur: ${key}`),
  ...[...urdu.keys()].filter((key) => !english.has(key)).map((key) => `missing in en: ${key}`),
  ...[...english, ...urdu].filter(([, text]) => text.trim() === '').map(([key]) => `empty: ${key}`),
  ...[...english].filter(([key, text]) => differs(text, urdu.get(key))).map(([key]) => `other values in ur: ${key}`),
  ...errorCodes
    .flatMap((code) => [`error.${code}.cause`, `error.${code}.action`])
    .filter((key) => !english.has(key))
    .map((key) => `error code without text: ${key}`),
  ...[...english.keys()].filter((key) => !used(key)).map((key) => `unused: ${key}`),
];

for (const finding of findings) console.error(finding);
console.log(`${english.size} texts in 2 languages, ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;

function flatten(node: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(node).flatMap(([name, value]: [string, unknown]) => {
      const key = path === '' ? name : `${path}.${name}`;
      return typeof value === 'string' ? [[key, value] as const] : [...flatten(value as object, key)];
    }),
  );
}

/** The names of the values a text mentions, sorted: `Left: {{left}}` gives `left`. */
function valuesOf(text: string): string {
  return [...text.matchAll(/\{\{\s*(\w+)/g)]
    .map((match) => match[1] ?? '')
    .sort()
    .join(' ');
}

function differs(text: string, other: string | undefined): boolean {
  return other !== undefined && valuesOf(text) !== valuesOf(other);
}

/** Is a key written out in the source, or does a template such as `role.${role}` give it? */
function usedKeys(): (key: string) => boolean {
  const literals = new Set<string>();
  const templates: RegExp[] = [];
  for (const source of rooms.flatMap((room) => sourcesIn(room))) {
    for (const match of source.matchAll(/['"]([A-Za-z][\w.]*\.[\w.]+)['"]/g)) literals.add(match[1] ?? '');
    for (const match of source.matchAll(/`([A-Za-z][\w.]*\.[^`\s]*\$\{[^`\s]*)`/g)) {
      const parts = (match[1] ?? '').split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', String.raw`\.`));
      templates.push(new RegExp(`^${parts.join('[A-Za-z0-9.]+')}$`));
    }
  }
  // The texts of error codes are reached by code; the errors' own test says that each code is used.
  return (key) => key.startsWith('error.') || literals.has(key) || templates.some((template) => template.test(key));
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
