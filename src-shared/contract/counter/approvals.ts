import { z } from 'zod';
import { ApplicationId } from '../../ids.ts';
import { ReturnReason } from '../../ledger/entries/person-entries.ts';
import { command, query } from './procedure.ts';
import { ApplicationSummary, ApplicationView, Code } from './views.ts';

export const approvals = {
  /** Submitted applications, longest waiting first; `barred` says why this person may not decide. */
  inbox: query(['supervisor']).output(z.array(z.object({ application: ApplicationSummary, barred: Code.nullable() }))),
  /** Issues the licence: number from the lease, in the same transaction. */
  approve: command(['supervisor'])
    .input(z.strictObject({ applicationId: ApplicationId }))
    .output(ApplicationView),
  return: command(['supervisor'])
    .input(z.strictObject({ applicationId: ApplicationId, reason: ReturnReason, note: z.string().trim().max(200) }))
    .output(ApplicationView),
};
