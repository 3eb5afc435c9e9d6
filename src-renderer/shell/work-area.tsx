import { useEffect } from 'react';
import type { SessionView } from '../../src-shared/contract/counter/session.ts';
import { RulesNotice } from '../features/catalogue/rules-notice.tsx';
import { LockOverlay } from '../features/session/lock-overlay.tsx';
import { useIdleLock } from '../features/session/use-idle-lock.ts';
import { useSession } from '../features/session/session-store.ts';
import { WhyPanel } from '../features/exceptions/why-panel.tsx';
import { useWhy } from '../features/exceptions/why-store.ts';
import { maySearch } from '../features/search/may-search.ts';
import { SearchPanel } from '../features/search/search-panel.tsx';
import { ExamGate } from '../features/sign-test/exam-gate.tsx';
import { useExam } from '../features/sign-test/exam-store.ts';
import { BacklogNotice } from './backlog-notice.tsx';
import { Frame } from './frame.tsx';
import { useNavigation } from './navigation-store.ts';
import { useOverlay } from './overlay-store.ts';
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
  const overlay = useOverlay();
  const asked = useWhy((state) => state.asked);
  const examines = useExam((state) => state.exam !== null || state.result !== null);
  const begins = place === home && !('cnic' in route);

  useIdleLock(!locked);
  useShortcut({ keys: 'Alt+ArrowLeft', label: 'shortcut.back', where: 'everywhere' }, back);
  useShortcut({ keys: 'Alt+ArrowRight', label: 'shortcut.forward', where: 'everywhere' }, forward);
  useShortcut({ keys: 'Alt+L', label: 'shortcut.lock', where: 'everywhere' }, () => void lock());

  const searches = maySearch(staff.role);

  useEffect(
    () => () => {
      // The next person begins with nothing of this one's on top.
      useWhy.getState().close();
      useOverlay.getState().close();
    },
    [],
  );

  useEffect(() => {
    if (home !== undefined) enter(staff.id, { place: home.name });
  }, [staff.id, home, enter]);

  return (
    <>
      <Frame rail={<PlaceRail role={staff.role} />} notice={begins && <HomeNotices />}>
        {place !== undefined && <place.Screen />}
      </Frame>
      {searches && <SearchKey />}
      {searches && overlay.open === 'search' && <SearchPanel />}
      {asked !== null && <WhyPanel entryId={asked} />}
      <ExamGate staff={staff} />
      {locked && !examines && <LockOverlay staff={staff} />}
    </>
  );
}

/** What to know before the first citizen comes. */
function HomeNotices() {
  return (
    <>
      <BacklogNotice />
      <RulesNotice />
    </>
  );
}

function SearchKey() {
  const toggle = useOverlay((state) => state.toggle);
  useShortcut({ keys: 'F3', label: 'shortcut.search', where: 'everywhere' }, () => toggle('search'));
  return null;
}
