import { randomInt } from 'node:crypto';
import { v7 } from 'uuid';
import { EntryId } from '../src-shared/ids.ts';
import type { Clock, Ids } from './ports.ts';

/** Room above the first number of a millisecond for all that follow it. */
const FIRST_BELOW = 2 ** 31;

/** Ids by this clock that sort as they were made, also those of one millisecond (RFC 9562, 6.2). */
export function entryIds(clock: Clock): Ids {
  let last = Number.NaN;
  let seq = 0;
  return {
    uuid: () => {
      const msecs = clock.now();
      seq = msecs === last ? seq + 1 : randomInt(FIRST_BELOW);
      last = msecs;
      return EntryId.parse(v7({ msecs, seq }));
    },
  };
}
