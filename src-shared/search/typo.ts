/**
 * Is one text the other with a single typing mistake: a letter too many, one too few, another one, or two
 * neighbours swapped (Damerau, A technique for computer detection and correction of spelling errors, 1964)?
 * False for equal texts. Makes no texts of its own: it is asked for every word of a vocabulary.
 */
export function isOneTypo(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const more = long.length - short.length;
  if (more > 1) return false;
  let front = 0;
  while (front < short.length && short.charCodeAt(front) === long.charCodeAt(front)) front += 1;
  if (front === long.length) return false;
  let left = short.length - front;
  while (left > 0 && short.charCodeAt(front + left - 1) === long.charCodeAt(front + left - 1 + more)) left -= 1;
  // What is left between the same beginning and the same end.
  if (more === 1) return left === 0;
  if (left <= 1) return true;
  return left === 2 && swapped(short, long, front);
}

function swapped(a: string, b: string, place: number): boolean {
  return a.charCodeAt(place) === b.charCodeAt(place + 1) && a.charCodeAt(place + 1) === b.charCodeAt(place);
}
