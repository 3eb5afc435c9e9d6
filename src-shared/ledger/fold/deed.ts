import type { ActEntry } from '../entry-types.ts';
import type { Deed } from '../state.ts';

export function deedOf(entry: ActEntry): Deed {
  return { by: entry.actor, at: entry.at, stream: entry.stream, entry: entry.id };
}

/** When it was done, by central's time where the entry tells how far the device's clock was off. */
export function trueTime({ at, offsetMs }: ActEntry): string {
  return new Date(Date.parse(at) - (offsetMs ?? 0)).toISOString();
}
