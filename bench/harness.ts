import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One measured figure; `reach` is what it must keep to, where it must. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly reach?: { readonly atMost: number } | { readonly atLeast: number };
}

/**
 * Prints the figures as a table and writes them to `bench/results/<bench>.jsonl`, a line a figure:
 * `{bench, figure, value, unit, reach, ok}`; `reach` like `<= 1.5` or null. Exit code 1 when one is out of reach.
 */
export function report(bench: string, figures: readonly Figure[]): void {
  const lines = figures.map(({ figure, value, unit, reach }) => {
    const rounded = Number(value.toPrecision(4));
    return { bench, figure, value: rounded, unit, reach: reachText(reach), ok: isReached(rounded, reach) };
  });
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${bench}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const wide = Math.max(...lines.map((line) => line.figure.length));
  console.log(bench);
  for (const { figure, value, unit, reach, ok } of lines) {
    const verdict = reach === null ? '' : `   ${reach} ${ok ? 'reached' : 'NOT REACHED'}`;
    console.log(`  ${figure.padEnd(wide)}  ${String(value).padStart(9)} ${unit}${verdict}`);
  }
  if (lines.some((line) => !line.ok)) process.exitCode = 1;
}

/** Runs work and tells how long it took, ms. */
export function timed(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Runs work that ends later; its value, and how long it took, ms. */
export async function timedAsync<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = process.hrtime.bigint();
  const value = await work();
  return { value, ms: Number(process.hrtime.bigint() - start) / 1e6 };
}

/** The value below which a share of the samples lies, e.g. 0.5 for the median. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function reachText(reach: Figure['reach']): string | null {
  if (reach === undefined) return null;
  return 'atMost' in reach ? `<= ${reach.atMost}` : `>= ${reach.atLeast}`;
}

function isReached(value: number, reach: Figure['reach']): boolean {
  if (reach === undefined) return true;
  return 'atMost' in reach ? value <= reach.atMost : value >= reach.atLeast;
}
