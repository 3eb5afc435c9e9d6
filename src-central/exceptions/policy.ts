import { z } from 'zod';
import { errorCodes, type ErrorCode } from '../../src-shared/errors.ts';
import { Day } from '../../src-shared/ids.ts';
import { ExceptionOwner } from '../../src-shared/ledger/entries/exception-entries.ts';
import policy202601 from './policy-2026-01.json' with { type: 'json' };

const Term = z.strictObject({ owner: ExceptionOwner, days: z.number().positive().max(60) });
export type Term = z.infer<typeof Term>;

const Policy = z.strictObject({
  version: z.string(),
  from: Day,
  note: z.string(),
  /** Of a code that has no term of its own. */
  otherwise: Term,
  /** Days a centre has to get a card back. */
  recallDays: z.number().positive(),
  terms: z.partialRecord(z.enum(errorCodes as readonly [ErrorCode, ...ErrorCode[]]), Term),
});
export type Policy = z.infer<typeof Policy>;

/** Whose turn a case is and how long they have: dated data, like fees. */
const policies = [policy202601].map((each) => Policy.parse(each)).toSorted((a, b) => (a.from < b.from ? 1 : -1));

const DAY_MS = 86_400_000;

/** The policy in force on a day; the oldest for days before it. */
export function policyOf(at: Date): Policy {
  const day = at.toISOString().slice(0, 10);
  const found = policies.find((each) => each.from <= day) ?? policies.at(-1);
  if (found === undefined) throw new Error('no policy of exceptions');
  return found;
}

/** Owner and due date of a case with this code. */
export function termOf(code: ErrorCode, at: Date): { owner: ExceptionOwner; dueAt: string } {
  const policy = policyOf(at);
  const { owner, days } = policy.terms[code] ?? policy.otherwise;
  return { owner, dueAt: new Date(at.getTime() + days * DAY_MS).toISOString() };
}

export function recallDueAt(at: Date): string {
  return new Date(at.getTime() + policyOf(at).recallDays * DAY_MS).toISOString();
}
