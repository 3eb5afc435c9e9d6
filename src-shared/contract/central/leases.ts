import { z } from 'zod';

/** Asks for licence numbers. `remaining` is what the counter can still take from the leases it has. */
export const LeaseRequest = z.strictObject({ remaining: z.int().nonnegative() });
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
