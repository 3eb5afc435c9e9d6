import type { Reading, Term } from './readings.ts';
import { alone, isCommonest, placed, together, type Side } from './tokens.ts';

/**
 * A reading as expressions of the full-text index, the likeliest first: all words in the person's own name,
 * then the last ones in the father's, as names are said. Words come from `wordsOf` and the vocabulary: letters
 * only, so nothing typed is ever taken for syntax.
 */
export function* expressions({ terms, numbers, doubtful }: Reading): Generator<string> {
  const years = numbers.map((number) => any([number]));
  if (terms.length === 0) {
    yield years.join(' AND ');
    return;
  }
  const fewest = doubtful === true ? terms.length : 0;
  for (let own = terms.length; own >= fewest; own -= 1) {
    const [name, father] = [terms.slice(0, own), terms.slice(own)];
    const split = name.length > 0 && father.length > 0;
    const sides = [allIn(name, 'own', split), allIn(father, 'father', split)];
    yield [...sides, ...years].filter((part) => part !== '').join(' AND ');
  }
}

/** Every word in either name, in any order: slow where all are common, and only for what nothing else found. */
export function looseExpression({ terms, numbers }: Reading): string {
  const either = terms.map((term) => any([...term, ...term.map((word) => placed(word, 'father'))]));
  return [...either, ...numbers.map((number) => any([number]))].join(' AND ');
}

/**
 * All words in one name; a Muhammad among them is looked for together with each of the others. Where the other
 * name was typed too, a Muhammad by itself is the whole name.
 */
function allIn(terms: readonly Term[], side: Side, split: boolean): string {
  const place = terms.findIndex((term) => term.some(isCommonest));
  const first = terms[place];
  if (first !== undefined && terms.length === 1 && split) {
    return anyIn(
      first.map((word) => (isCommonest(word) ? alone(word) : word)),
      side,
    );
  }
  if (first === undefined || terms.length === 1) return terms.map((term) => anyIn(term, side)).join(' AND ');
  const others = terms.toSpliced(place, 1);
  const commonest = first.filter(isCommonest);
  const pairs = others.map((term) =>
    anyIn(
      commonest.flatMap((word) => term.map((other) => together(word, other))),
      side,
    ),
  );
  const rest = first.filter((word) => !isCommonest(word));
  if (rest.length === 0) return pairs.join(' AND ');
  return `((${pairs.join(' AND ')}) OR (${[rest, ...others].map((term) => anyIn(term, side)).join(' AND ')}))`;
}

function anyIn(term: Term, side: Side): string {
  return any(term.map((word) => placed(word, side)));
}

function any(tokens: readonly string[]): string {
  return `(${tokens.map((token) => `"${token}"`).join(' OR ')})`;
}
