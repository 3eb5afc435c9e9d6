import { CasePage } from '../applications/case-page.tsx';
import { useNavigation } from '../../shell/navigation-store.ts';
import { FindPerson } from './find-person.tsx';

/** The operator's place: the CNIC first, then every service for the person it names. */
export function PeopleScreen() {
  const route = useNavigation((state) => state.route);
  const cnic = route.place === 'people' ? route.cnic : undefined;
  return cnic === undefined ? <FindPerson /> : <CasePage key={cnic} cnic={cnic} />;
}
