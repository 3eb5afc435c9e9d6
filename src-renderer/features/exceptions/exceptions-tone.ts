import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';

type Exceptions = CounterStatus['exceptions'];

/** How much the exceptions press: as the core says, and never green while one is open. */
export function exceptionsTone({ band, open, recalls }: Exceptions): Exceptions['band'] {
  return band === 'ok' && open + recalls > 0 ? 'warn' : band;
}
