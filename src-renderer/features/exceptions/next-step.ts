import type { NextStep } from '../../../src-shared/contract/counter/exceptions.ts';
import type { Role } from '../../../src-shared/roles.ts';

/** Who has the place where a step is done; all others are told whom to ask. */
const doers: Readonly<Record<NextStep['do'], readonly Role[]>> = {
  nothing: ['operator', 'supervisor', 'technician'],
  tryNow: ['operator', 'supervisor', 'technician'],
  openApplication: ['operator', 'supervisor'],
  openCase: ['operator', 'supervisor', 'technician'],
  renewEnrolment: ['technician'],
  freeDisk: ['operator', 'supervisor', 'technician'],
  recallCard: ['operator', 'supervisor', 'technician'],
  refund: ['operator', 'supervisor'],
  callCentral: ['operator', 'supervisor', 'technician'],
};

/** Null when this role does the step itself, else the role to ask. */
export function roleToAsk(step: NextStep['do'], role: Role): Role | null {
  const able = doers[step];
  return able.includes(role) ? null : (able[0] ?? null);
}

/** Whether the panel stays after the step, because its effect shows there. */
export function staysOpen(step: NextStep['do']): boolean {
  return step === 'tryNow' || step === 'freeDisk';
}
