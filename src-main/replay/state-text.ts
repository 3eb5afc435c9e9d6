import { kindOf } from '../../src-shared/ledger/entry-types.ts';

/** Is this the JSON text of a state of that subject's kind? What is in it is vouched for by central's signature. */
export function isStateOf(subject: string, state: string): boolean {
  try {
    return (JSON.parse(state) as { kind?: unknown } | null)?.kind === kindOf(subject);
  } catch {
    return false;
  }
}
