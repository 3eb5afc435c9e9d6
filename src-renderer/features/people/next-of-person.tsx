import type { PersonRecord } from '../../../src-shared/contract/counter/register.ts';
import { useNavigation } from '../../shell/navigation-store.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { useSession } from '../session/session-store.ts';

/** Where work on this person goes on: an operator's application, a supervisor's decision. */
export function NextOfPerson({ record: { cnic, applications } }: { record: PersonRecord }) {
  const go = useNavigation((state) => state.go);
  const role = useSession((state) => state.view?.staff?.role);
  const waiting = applications.find(({ stage }) => stage === 'submitted');
  if (role === 'operator') {
    return <KeyButton label="register.act.begin" keys="Ctrl+Enter" onPress={() => go({ place: 'people', cnic })} />;
  }
  if (role !== 'supervisor' || waiting === undefined) return null;
  return (
    <KeyButton
      label="people.toApproval"
      keys="Ctrl+Enter"
      onPress={() => go({ place: 'approvals', applicationId: waiting.id })}
    />
  );
}
