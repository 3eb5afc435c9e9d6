import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { z } from 'zod';
import type { CatalogueProblem } from './catalogue-problem.ts';

export interface CatalogueText {
  /** As the problems name it, e.g. `services/learner.json`. */
  readonly file: string;
  readonly text: string;
}

export type Path = readonly (string | number)[];

/** A parsed file that still knows on which line a value stands. */
export interface ReadFile<Value> {
  readonly file: string;
  readonly value: Value;
  readonly problem: (path: Path, reason: string) => CatalogueProblem;
}

/** Parses JSON against a schema; every problem names its line. */
export function readFile<Schema extends z.ZodType>(
  { file, text }: CatalogueText,
  schema: Schema,
): ReadFile<z.infer<Schema>> | readonly CatalogueProblem[] {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (tree === undefined || first !== undefined) {
    const reason = first === undefined ? 'is empty' : `no JSON: ${printParseErrorCode(first.error)}`;
    return [{ file, line: lineOf(text, first?.offset ?? 0), reason }];
  }
  const problem = (path: Path, reason: string) => ({ file, line: lineOf(text, nearest(tree, path).offset), reason });
  const twice = doubles(tree);
  if (twice.length > 0) {
    return twice.map(({ offset, name }) => ({ file, line: lineOf(text, offset), reason: `"${name}" is said twice` }));
  }
  const parsed = schema.safeParse(JSON.parse(text));
  if (parsed.success) return { file, value: parsed.data, problem };
  return parsed.error.issues.map((issue) => {
    const path = issue.path.filter((part) => typeof part !== 'symbol');
    const [key] = issue.code === 'unrecognized_keys' ? issue.keys : [];
    return problem(key === undefined ? path : [...path, key], `${path.join('.') || 'file'}: ${issue.message}`);
  });
}

/** JSON lets a name stand twice in one object, and the last one wins without a word. */
function doubles(node: Node): readonly { offset: number; name: string }[] {
  const own = node.type === 'object' ? (node.children ?? []) : [];
  const names = own.map((property) => property.children?.[0]);
  const again = names.flatMap((name, index) =>
    name !== undefined && names.findIndex((each) => each?.value === name.value) !== index
      ? [{ offset: name.offset, name: String(name.value) }]
      : [],
  );
  return [...again, ...(node.children ?? []).flatMap(doubles)];
}

/** The node at a path, or the last one on the way to it that is there. */
function nearest(tree: Node, path: Path): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const found = findNodeAtLocation(tree, path.slice(0, length));
    if (found !== undefined) return found;
  }
  return tree;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
