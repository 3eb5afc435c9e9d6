import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';

type Band = CounterStatus['disk']['band'];

const MB = 1024 * 1024;

/** Bands are shown before the first citizen, not found at click time. */
export function diskBand(freeBytes: number): Band {
  return below(freeBytes, { warn: 2048 * MB, stop: 200 * MB });
}

/** An offset above five minutes is worth a look; unknown before the first contact. */
export function clockBand(offsetMs: number | null): Band {
  return offsetMs !== null && Math.abs(offsetMs) > 5 * 60_000 ? 'warn' : 'ok';
}

export function stockBand(blanks: number): Band {
  return below(blanks, { warn: 50, stop: 1 });
}

export function numbersBand(left: number): Band {
  return below(left, { warn: 50, stop: 1 });
}

function below(value: number, limits: { warn: number; stop: number }): Band {
  if (value < limits.stop) return 'stop';
  return value < limits.warn ? 'warn' : 'ok';
}
