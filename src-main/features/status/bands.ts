import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import type { CalibrationState } from '../../../src-shared/devices/calibration.ts';

type Band = CounterStatus['disk']['band'];

/** Bands are shown before the first citizen, not found at click time. */
export function diskBand(freeBytes: number, limits: { warn: number; stop: number }): Band {
  return below(freeBytes, limits);
}

/** What must not grow: at a limit its band begins. */
export function above(value: number, limits: { warn: number; stop: number }): Band {
  if (value >= limits.stop) return 'stop';
  return value >= limits.warn ? 'warn' : 'ok';
}

export function worst(bands: readonly Band[]): Band {
  if (bands.includes('stop')) return 'stop';
  return bands.includes('warn') ? 'warn' : 'ok';
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

export function calibrationBand(state: CalibrationState): Band {
  if (state === 'blocked') return 'stop';
  return state === 'valid' ? 'ok' : 'warn';
}

export function cleaningBand(state: 'ok' | 'due' | 'overdue'): Band {
  if (state === 'overdue') return 'stop';
  return state === 'due' ? 'warn' : 'ok';
}

/** Cards nobody explained are a matter for a supervisor at once; work goes on. */
export function accountBand(alerts: number): Band {
  return alerts > 0 ? 'warn' : 'ok';
}

function below(value: number, limits: { warn: number; stop: number }): Band {
  if (value < limits.stop) return 'stop';
  return value < limits.warn ? 'warn' : 'ok';
}
