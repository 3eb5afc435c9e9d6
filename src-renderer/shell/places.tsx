import type { ComponentType } from 'react';
import type { Role } from '../../src-shared/roles.ts';
import { PeopleScreen } from '../features/people/people-screen.tsx';
import type { PlaceName } from './navigation-store.ts';

export interface Place {
  readonly name: PlaceName;
  readonly roles: readonly Role[];
  readonly Screen: ComponentType;
}

/** The places of the work area, in the order of their Alt+digit keys; the first one of a role is its home. */
const places: readonly Place[] = [{ name: 'people', roles: ['operator'], Screen: PeopleScreen }];

export function placesOf(role: Role): readonly Place[] {
  return places.filter((place) => place.roles.includes(role));
}
