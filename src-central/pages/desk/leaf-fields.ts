/** One value at the end of a path through a body, as a form shows it. */
export interface Leaf {
  /** Names joined by dots, e.g. `person.nameEn` or `lines.0.amount`. */
  readonly path: string;
  readonly kind: 'text' | 'number' | 'choice' | 'list';
  readonly value: string;
}

/** A parsed body. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** All leaves of a body in its order; a list of texts is one leaf, for words are added to it and taken away. */
export function leavesOf(body: Json, path = ''): readonly Leaf[] {
  if (isTextList(body)) return [{ path, kind: 'list', value: body.join(', ') }];
  if (typeof body === 'object' && body !== null) {
    return Object.entries(body).flatMap(([name, value]) => leavesOf(value, path === '' ? name : `${path}.${name}`));
  }
  if (typeof body === 'number') return [{ path, kind: 'number', value: String(body) }];
  if (typeof body === 'boolean') return [{ path, kind: 'choice', value: String(body) }];
  return [{ path, kind: 'text', value: body ?? '' }];
}

/** The body with the values a form gave; what the form does not name stays, and an empty text is null where it was null. */
export function withLeaves(body: Json, given: (path: string) => string | undefined, path = ''): Json {
  if (isTextList(body)) return listOf(given(path) ?? body.join(','));
  if (Array.isArray(body)) return body.map((value: Json, index) => withLeaves(value, given, at(path, String(index))));
  if (typeof body === 'object' && body !== null) {
    return Object.fromEntries(
      Object.entries(body).map(([name, value]) => [name, withLeaves(value, given, at(path, name))]),
    );
  }
  const typed = given(path);
  if (typed === undefined) return body;
  if (typeof body === 'number') return /^-?\d+(\.\d+)?$/.test(typed.trim()) ? Number(typed) : typed;
  if (typeof body === 'boolean') return typed === 'true';
  return body === null && typed === '' ? null : typed;
}

function at(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function isTextList(body: Json): body is readonly string[] {
  return Array.isArray(body) && body.length > 0 && body.every((each) => typeof each === 'string');
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
