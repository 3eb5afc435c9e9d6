import { z } from 'zod';
import { listKeys, revokeKey, rotateKey } from '../../src-central/trust/key-desk.ts';
import type { RunningCentral } from '../../src-central/server.ts';

export const KEYS_HELP = `  -- keys                                the authority's keys for cards, and those of centres and counters
  -- keys rotate root|status|GLT         makes the next one now, announced under the one before
  -- keys revoke KID                     a key that is not to be believed from now on`;

const Whose = z.union([z.literal('root'), z.literal('status'), z.string().regex(/^[A-Z]{3}$/)]);
const Kid = z.string().regex(/^[0-9a-f]{16}$/);

/** Shows, rotates or revokes keys. */
export async function workOnKeys(
  { central }: RunningCentral,
  { what, about }: { what: string | undefined; about: string | undefined },
): Promise<void> {
  if (what === 'rotate') console.log(await rotateKey(central, Whose.parse(about)));
  else if (what === 'revoke') await revokeKey(central, Kid.parse(about));
  else {
    for (const { kid, use, holder, until, revokedSince } of await listKeys(central)) {
      const end = revokedSince === null ? `until ${until.slice(0, 10)}` : `revoked ${revokedSince.slice(0, 10)}`;
      console.log([kid, use, holder, end].join('  '));
    }
  }
}
