import type { NextStep } from '../../../src-shared/contract/counter/exceptions.ts';
import type { Role } from '../../../src-shared/roles.ts';
import { core } from '../../core/core-client.ts';
import { useNavigation } from '../../shell/navigation-store.ts';

/** Does the one next step, or goes to where it is done. Rejects as the core does. */
export async function takeStep(next: NextStep, role: Role): Promise<void> {
  const { go } = useNavigation.getState();
  switch (next.do) {
    case 'tryNow':
    case 'freeDisk':
      await core.replay.tryNow();
      return;
    case 'openApplication': {
      const { applicationId } = next;
      const { cnic, stage } = await core.applications.get({ applicationId });
      if (role === 'operator') go({ place: 'people', cnic });
      else if (stage === 'submitted') go({ place: 'approvals', applicationId });
      else go({ place: 'person', cnic });
      return;
    }
    case 'openCase': {
      const open = await core.exceptions.list({ filter: 'open' });
      const isOpen = open.some((each) => each.entryId === next.entryId);
      go({ place: 'exceptions', list: isOpen ? 'cases' : 'settled', chosen: next.entryId });
      return;
    }
    case 'recallCard':
      go({ place: 'exceptions', list: 'recalls', chosen: next.jobId });
      return;
    case 'renewEnrolment':
      go({ place: 'enrolment' });
      return;
    case 'refund':
    case 'callCentral':
    case 'nothing':
  }
}
