import { z } from 'zod';
import { Cnic, Instant, StaffId } from '../../ids.ts';
import { command, query } from './procedure.ts';

/** Fields typed and not yet recorded, by the CNIC they are for; values as typed. */
export const Draft = z.object({
  cnic: Cnic,
  fields: z.record(z.string(), z.string()),
  updatedAt: Instant,
  updatedBy: StaffId,
});
export type Draft = z.infer<typeof Draft>;

/** Names of draft fields: a person's data and what later steps hold before they are recorded. */
export const DraftField = z.string().regex(/^[a-z][A-Za-z0-9]{1,59}$/);

/** Drafts survive logout, crash and restart, field by field: `save` answers after its commit. */
export const drafts = {
  list: query(['operator']).output(z.array(Draft)),
  get: query(['operator'])
    .input(z.strictObject({ cnic: Cnic }))
    .output(Draft.nullable()),
  save: command(['operator'])
    .input(z.strictObject({ cnic: Cnic, fields: z.record(DraftField, z.string().max(500)) }))
    .output(z.object({ savedAt: Instant })),
  discard: command(['operator'])
    .input(z.strictObject({ cnic: Cnic }))
    .output(z.void()),
};
