import type { ComponentType } from 'react';
import type { Role } from '../../src-shared/roles.ts';
import { ApprovalsScreen } from '../features/approvals/approvals-screen.tsx';
import { CatalogueScreen } from '../features/catalogue/catalogue-screen.tsx';
import { CardsScreen } from '../features/cards/cards-screen.tsx';
import { DevicesScreen } from '../features/devices/devices-screen.tsx';
import { PeopleScreen } from '../features/people/people-screen.tsx';
import { ReplayScreen } from '../features/replay/replay-screen.tsx';
import { ReportsScreen } from '../features/reports/reports-screen.tsx';
import { RoadTestScreen } from '../features/road-test/road-test-screen.tsx';
import { SignTestScreen } from '../features/sign-test/sign-test-screen.tsx';
import { StockScreen } from '../features/stock/stock-screen.tsx';
import { ExceptionsScreen } from '../features/exceptions/exceptions-screen.tsx';
import { PersonPage } from '../features/people/person-page.tsx';
import { RenewScreen } from '../features/enrolment/renew-screen.tsx';
import { CloseOfDayScreen } from '../features/close-of-day/close-of-day-screen.tsx';
import { TillScreen } from '../features/till/till-screen.tsx';
import { VerifyScreen } from '../features/verify/verify-screen.tsx';
import type { PlaceName } from './navigation-store.ts';

export interface Place {
  readonly name: PlaceName;
  readonly roles: readonly Role[];
  readonly Screen: ComponentType;
  /** Reached from elsewhere, without a key of its own. */
  readonly unlisted?: true;
  /** A key of its own instead of the next digit. */
  readonly keys?: string;
}

/** The places of the work area, in the order of their Alt+digit keys; the first one of a role is its home. */
const places: readonly Place[] = [
  { name: 'people', roles: ['operator'], Screen: PeopleScreen },
  { name: 'approvals', roles: ['supervisor'], Screen: ApprovalsScreen },
  { name: 'cards', roles: ['operator', 'supervisor'], Screen: CardsScreen },
  { name: 'stock', roles: ['supervisor'], Screen: StockScreen },
  { name: 'reports', roles: ['supervisor'], Screen: ReportsScreen },
  { name: 'devices', roles: ['technician'], Screen: DevicesScreen },
  { name: 'replay', roles: ['operator', 'supervisor', 'technician'], Screen: ReplayScreen },
  { name: 'exceptions', roles: ['operator', 'supervisor', 'technician'], Screen: ExceptionsScreen },
  { name: 'enrolment', roles: ['technician'], Screen: RenewScreen },
  { name: 'till', roles: ['operator', 'supervisor'], Screen: TillScreen },
  { name: 'closeOfDay', roles: ['supervisor'], Screen: CloseOfDayScreen },
  { name: 'signTest', roles: ['operator'], Screen: SignTestScreen },
  { name: 'roadTest', roles: ['operator', 'supervisor'], Screen: RoadTestScreen },
  { name: 'person', roles: ['operator', 'supervisor'], Screen: PersonPage, unlisted: true },
  { name: 'catalogue', roles: ['operator', 'supervisor', 'technician'], Screen: CatalogueScreen, keys: 'Alt+R' },
  { name: 'verify', roles: ['operator', 'supervisor', 'technician'], Screen: VerifyScreen, keys: 'Alt+V' },
];

export function placesOf(role: Role): readonly Place[] {
  return places.filter((place) => place.roles.includes(role));
}
