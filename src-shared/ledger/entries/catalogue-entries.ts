import { z } from 'zod';
import { Day, RulesVersion, Sha256 } from '../../ids.ts';
import { AdminName, Reason } from './exception-entries.ts';

/**
 * A catalogue's files as JSON values, as they were written. Their schema is not held to here: a build that
 * cannot read them keeps them all the same, and a later one decides by them.
 */
export const CatalogueContent = z.strictObject({
  house: z.record(z.string(), z.unknown()),
  services: z.array(z.record(z.string(), z.unknown())).min(1).max(100),
});
export type CatalogueContent = z.infer<typeof CatalogueContent>;

/** What the SHA-256 of a catalogue is taken over, in UTF-8. */
export function contentText({ house, services }: CatalogueContent): string {
  return JSON.stringify([house, ...services]);
}

/** Bodies of the entries whose subject is one version of the rules. Central alone writes them, two people decide. */
export const catalogueEntries = {
  'catalogue.proposed': z.strictObject({
    version: RulesVersion,
    from: Day,
    sha256: Sha256,
    content: CatalogueContent,
    reason: Reason,
    by: AdminName,
  }),
  'catalogue.declined': z.strictObject({ sha256: Sha256, reason: Reason, by: AdminName }),
  /** From here on every centre has it, and it never changes again. */
  'catalogue.published': z.strictObject({
    version: RulesVersion,
    from: Day,
    sha256: Sha256,
    reason: Reason,
    by: AdminName,
  }),
} as const;
