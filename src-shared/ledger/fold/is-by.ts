import type { ActEntry } from '../entry-types.ts';
import type { Role } from '../../roles.ts';

/** Was it done in that role? Central's entry in another's place, decided by two people, stands for any. */
export function isBy(entry: Pick<ActEntry, 'role'>, role: Role): boolean {
  return entry.role === role || entry.role === 'central';
}
