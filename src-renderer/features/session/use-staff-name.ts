import type { StaffId } from '../../../src-shared/ids.ts';
import { useText } from '../../text/use-text.ts';
import { useSession } from './session-store.ts';

/** The name behind a staff number; the number itself for somebody who does not work here any more. */
export function useStaffName(): (id: StaffId) => string {
  const { pick } = useText();
  const people = useSession((state) => state.view?.people);
  return (id) => {
    const person = people?.find((each) => each.id === id);
    return person === undefined ? id : pick(person);
  };
}
