import type { ActEntry } from '../entry-types.ts';
import type { Deed } from '../state.ts';

export function deedOf(entry: ActEntry): Deed {
  return { by: entry.actor, at: entry.at, stream: entry.stream, entry: entry.id };
}
