import { z } from 'zod';
import { CentreCode, Cnic, Instant, StaffId } from '../../ids.ts';
import { command } from './procedure.ts';

/**
 * Who works on a person's case. `mine`: this counter holds it and renews it by itself. `mate`: another
 * counter does, and acts on it are refused with `claim.held` till `until` or till it is given back.
 * `unknown`: central cannot be asked and nobody is known to hold it; work goes on.
 */
export const ClaimView = z.object({
  state: z.enum(['mine', 'mate', 'unknown']),
  /** Of the counter that holds it; nulls when unknown. */
  centre: CentreCode.nullable(),
  counter: z.int().nullable(),
  actor: StaffId.nullable(),
  /** By central's clock. */
  until: Instant.nullable(),
});
export type ClaimView = z.infer<typeof ClaimView>;

/** A case opened on one counter is closed to the others till it is released, or for ten minutes. */
export const claims = {
  /** Takes the case when its screen opens; doing it again is harmless and asks anew. Never refuses. */
  take: command(['operator', 'supervisor'])
    .input(z.strictObject({ cnic: Cnic }))
    .output(ClaimView),
  /** Gives it back when the screen closes. Signing out gives back all. */
  release: command(['operator', 'supervisor'])
    .input(z.strictObject({ cnic: Cnic }))
    .output(z.void()),
};
