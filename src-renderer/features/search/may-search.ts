import type { Role } from '../../../src-shared/roles.ts';

/** Personal data is for those who serve the person. */
export function maySearch(role: Role): boolean {
  return role !== 'technician';
}
