/** The middle value of each quarter of a row of values, in their order; at least four values. */
export function quarters(values: readonly number[]): readonly [number, number, number, number] {
  const part = (from: number) =>
    middleOf(values.slice(Math.floor((values.length * from) / 4), Math.floor((values.length * (from + 1)) / 4)));
  return [part(0), part(1), part(2), part(3)];
}

/** How much larger the last quarter is than the second; the first is a warm-up. */
export function growth(values: readonly number[]): number {
  const [, second, , last] = quarters(values);
  return last / second;
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
