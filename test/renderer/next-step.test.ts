import { describe, expect, it } from 'vitest';
import { roleToAsk, staysOpen } from '../../src-renderer/features/exceptions/next-step.ts';
import { NextStep } from '../../src-shared/contract/counter/exceptions.ts';
import { Role } from '../../src-shared/roles.ts';

const steps = NextStep.options.map((option) => option.shape.do.value);

describe('the next step of something stuck', () => {
  it('is one’s own, or there is a role to ask that has it', () => {
    for (const step of steps) {
      for (const role of Role.options) {
        const asked = roleToAsk(step, role);
        if (asked !== null) expect(roleToAsk(step, asked), `${step} by ${asked}`).toBeNull();
      }
    }
  });

  it('renews an enrolment by a technician alone', () => {
    expect(Role.options.map((role) => roleToAsk('renewEnrolment', role))).toEqual(['technician', null, 'technician']);
  });

  it('shows personal data to no technician', () => {
    expect(roleToAsk('openApplication', 'technician')).toBe('operator');
    expect(roleToAsk('refund', 'technician')).toBe('operator');
  });

  it('stays on the screen when its effect shows there', () => {
    expect(steps.filter(staysOpen)).toEqual(['tryNow', 'freeDisk']);
  });
});
