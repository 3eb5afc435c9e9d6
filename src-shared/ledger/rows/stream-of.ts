import type { Deed } from '../state.ts';

/** The counter a row is of: its writer's, or where central wrote in another's place the one its subject names. */
export function streamOf({ by, stream }: Pick<Deed, 'by' | 'stream'>, named: string | undefined): string {
  return by === 'central' && named !== undefined ? named : stream;
}
