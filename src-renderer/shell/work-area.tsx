import { useEffect } from 'react';
import type { SessionView } from '../../src-shared/contract/counter/session.ts';
import { LockOverlay } from '../features/session/lock-overlay.tsx';
import { useIdleLock } from '../features/session/use-idle-lock.ts';
import { useSession } from '../features/session/session-store.ts';
import { Frame } from './frame.tsx';
import { useNavigation } from './navigation-store.ts';
import { PlaceRail } from './place-rail.tsx';
import { placesOf } from './places.tsx';
import { useShortcut } from './shortcut-store.ts';

type Staff = NonNullable<SessionView['staff']>;

/** Everything a signed-in person sees. The lock lies over it and leaves it standing. */
export function WorkArea({ staff, locked }: { staff: Staff; locked: boolean }) {
  const { route, back, forward, enter } = useNavigation();
  const lock = useSession((state) => state.lock);
  const places = placesOf(staff.role);
  const home = places[0];
  const place = places.find((each) => each.name === route.place) ?? home;

  useIdleLock(!locked);
  useShortcut({ keys: 'Alt+ArrowLeft', label: 'shortcut.back', where: 'everywhere' }, back);
  useShortcut({ keys: 'Alt+ArrowRight', label: 'shortcut.forward', where: 'everywhere' }, forward);
  useShortcut({ keys: 'Alt+L', label: 'shortcut.lock', where: 'everywhere' }, () => void lock());

  useEffect(() => {
    if (home !== undefined) enter(staff.id, { place: home.name });
  }, [staff.id, home, enter]);

  return (
    <>
      <Frame rail={<PlaceRail role={staff.role} />}>{place !== undefined && <place.Screen />}</Frame>
      {locked && <LockOverlay staff={staff} />}
    </>
  );
}
