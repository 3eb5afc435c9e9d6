/** Names under which systems keep a card that do not tell its size. */
const known: readonly RegExp[] = [/^cr-?80$/i, /^id-?1$/i, /^card$/i];

/** How drivers mark a medium that is printed to its edge: cards always are. */
const borderless = /borderless|full-?bleed/i;

/** Half a millimetre on each side, twice: drivers round to points, or to whole millimetres. */
const TOLERANCE = 1.1;

/**
 * The medium of a queue that is a card, by its name: those of PWG 5101.1 end in their size, e.g.
 * `om_cr80_54x86mm`; a queue that takes any size between two gets a card's. `undefined`: leave it to the queue.
 */
export function cardMedium(media: readonly string[]): string | undefined {
  const cards = media.filter((name) => isCard(name) && !/^custom_(min|max)/.test(name));
  const edgeToEdge = cards.find((name) => borderless.test(name));
  const named = edgeToEdge ?? cards[0] ?? media.find((name) => known.some((pattern) => pattern.test(name)));
  if (named !== undefined) return named;
  return media.some((name) => name.startsWith('custom_max_')) ? 'custom_cr80_53.98x85.6mm' : undefined;
}

function isCard(name: string): boolean {
  const [, width, height, unit] = /_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)(?:[._-][a-z]+)?$/i.exec(name) ?? [];
  const scale = unit === 'in' ? 25.4 : 1;
  const sides = [Number(width) * scale, Number(height) * scale].sort((one, other) => one - other);
  return Math.abs((sides[0] ?? 0) - 53.98) <= TOLERANCE && Math.abs((sides[1] ?? 0) - 85.6) <= TOLERANCE;
}
