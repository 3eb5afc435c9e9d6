import { z } from 'zod';

/** Prefixes of status lists begin with it, so no centre and no series of a service does. */
export const STATUS_LIST_INITIAL = 'Q';

/** What numbers are of: a series by its prefix, or the status list that central is filling. */
export const Series = z.union([z.literal('status'), z.string().regex(/^[A-PR-Z][A-Z]{2}$/)]);
export type Series = z.infer<typeof Series>;

/**
 * Asks for numbers of a series; without one, the centre's own for licences. `remaining` is what the counter can still
 * take from the leases of that series it has.
 */
export const LeaseRequest = z.strictObject({ remaining: z.int().nonnegative(), series: Series.optional() });
export type LeaseRequest = z.infer<typeof LeaseRequest>;

/** The lease itself comes down in the feed, as central's own entry `lease.granted`. */
export const LeaseReply = z.strictObject({
  granted: z.boolean(),
  /** Subject of the lease granted. */
  lease: z.string().nullable(),
  /** Numbers central lends at a time; ask again below half of it. */
  size: z.int().positive(),
});
export type LeaseReply = z.infer<typeof LeaseReply>;
