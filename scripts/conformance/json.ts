/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A member of a JSON object; undefined for anything that has none. */
export function member(json: Json, ...path: readonly string[]): Json | undefined {
  let node: Json | undefined = json;
  for (const name of path) {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return undefined;
    node = (node as { readonly [key: string]: Json })[name];
  }
  return node;
}

/** A text member; empty where there is none. */
export function textOf(json: Json, ...path: readonly string[]): string {
  const value = member(json, ...path);
  return typeof value === 'string' ? value : '';
}
