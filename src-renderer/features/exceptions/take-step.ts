import type { NextStep } from '../../../src-shared/contract/counter/exceptions.ts';
import type { Role } from '../../../src-shared/roles.ts';
import { core } from '../../core/core-client.ts';
import type { Route } from '../../shell/navigation-store.ts';

/** Does the one next step, or answers where it is done. Rejects as the core does. */
export async function takeStep(next: NextStep, role: Role): Promise<Route | null> {
  switch (next.do) {
    case 'tryNow':
    case 'freeDisk':
      await core.replay.tryNow();
      return null;
    case 'openApplication': {
      const { applicationId } = next;
      const { cnic, stage } = await core.applications.get({ applicationId });
      if (role === 'operator') return { place: 'people', cnic };
      return stage === 'submitted' ? { place: 'approvals', applicationId } : { place: 'person', cnic };
    }
    case 'openCase': {
      const open = await core.exceptions.list({ filter: 'open' });
      const isOpen = open.some((each) => each.entryId === next.entryId);
      return { place: 'exceptions', list: isOpen ? 'cases' : 'settled', chosen: next.entryId };
    }
    case 'recallCard':
      return { place: 'exceptions', list: 'recalls', chosen: next.jobId };
    case 'renewEnrolment':
      return { place: 'enrolment' };
    case 'refund':
      return { place: 'till', chosen: next.receiptNumber };
    case 'callCentral':
    case 'nothing':
      return null;
  }
}
