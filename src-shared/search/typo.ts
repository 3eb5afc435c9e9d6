/**
 * Is one text the other with a single typing mistake: a letter too many, one too few, another one, or two
 * neighbours swapped (Damerau, A technique for computer detection and correction of spelling errors, 1964)?
 * False for equal texts.
 */
export function isOneTypo(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short.charCodeAt(same) === long.charCodeAt(same)) same += 1;
  if (short.length !== long.length) return short.slice(same) === long.slice(same + 1);
  if (same === short.length) return false;
  if (short.slice(same + 1) === long.slice(same + 1)) return true;
  const swapped =
    short.charCodeAt(same) === long.charCodeAt(same + 1) && short.charCodeAt(same + 1) === long.charCodeAt(same);
  return swapped && short.slice(same + 2) === long.slice(same + 2);
}
