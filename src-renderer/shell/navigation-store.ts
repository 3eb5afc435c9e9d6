import { create } from 'zustand';
import type { ApplicationId, Cnic, EntryId, JobId, ReceiptNumber, ShiftId, StaffId } from '../../src-shared/ids.ts';

/** A technician's benches, in the order of their tabs. */
export const benches = ['overview', 'camera', 'printer', 'history'] as const;
export type Bench = (typeof benches)[number];

export const exceptionLists = ['cases', 'recalls', 'settled'] as const;
export type ExceptionList = (typeof exceptionLists)[number];

/** Where the work area is. `applicant` is the flow of one person's new licence. */
export type Route =
  | { readonly place: 'people'; readonly cnic?: Cnic }
  | { readonly place: 'approvals'; readonly applicationId?: ApplicationId }
  | { readonly place: 'cards' }
  | { readonly place: 'signTest' }
  | { readonly place: 'roadTest' }
  | { readonly place: 'stock' }
  | { readonly place: 'replay' }
  | { readonly place: 'reports' }
  | { readonly place: 'devices'; readonly bench?: Bench }
  /** Open cases, or the cards to get back; `chosen` is the line to open at. */
  | { readonly place: 'exceptions'; readonly list?: ExceptionList; readonly chosen?: EntryId | JobId }
  /** All that the register has of a person. */
  | { readonly place: 'person'; readonly cnic?: Cnic }
  | { readonly place: 'enrolment' }
  | { readonly place: 'catalogue' }
  /** Is this card genuine? */
  | { readonly place: 'verify' }
  /** Shifts and money that goes back; `chosen` is the line to open at. */
  | { readonly place: 'till'; readonly chosen?: ShiftId | ReceiptNumber }
  | { readonly place: 'closeOfDay' };

export type PlaceName = Route['place'];

interface Navigation {
  readonly route: Route;
  readonly past: readonly Route[];
  readonly future: readonly Route[];
  readonly go: (route: Route) => void;
  readonly back: () => void;
  readonly forward: () => void;
  /** Who is working. The same person comes back to where they were; another one starts at home. */
  readonly owner: StaffId | null;
  readonly enter: (owner: StaffId, home: Route) => void;
}

/** How far back the keyboard goes. */
const DEPTH = 50;

export const useNavigation = create<Navigation>()((set) => ({
  route: { place: 'people' },
  past: [],
  future: [],
  go: (route) => set((now) => ({ route, past: [...now.past, now.route].slice(-DEPTH), future: [] })),
  back: () =>
    set((now) => {
      const route = now.past.at(-1);
      return route === undefined ? now : { route, past: now.past.slice(0, -1), future: [now.route, ...now.future] };
    }),
  forward: () =>
    set((now) => {
      const [route, ...future] = now.future;
      return route === undefined ? now : { route, past: [...now.past, now.route], future };
    }),
  owner: null,
  enter: (owner, home) => set((now) => (now.owner === owner ? now : { owner, route: home, past: [], future: [] })),
}));
