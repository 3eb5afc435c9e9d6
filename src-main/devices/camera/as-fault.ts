import { Fault } from '../../../src-shared/errors.ts';

/** What was thrown, as a fault: an error without a code is this program's own. */
export function asFault(error: unknown): Fault {
  return error instanceof Fault ? error : new Fault('internal.fault', {}, { cause: error });
}
