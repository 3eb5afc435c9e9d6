import { implement, ORPCError, type ImplementerInternalWithMiddlewares } from '@orpc/server';
import { counterContract, type CounterContract } from '../../src-shared/contract/counter.ts';
import type { Access, ErrorData, ProcedureMeta } from '../../src-shared/contract/counter/procedure.ts';
import { Fault, type ErrorCode, type ErrorDetail, type Refusal, type Result } from '../../src-shared/errors.ts';
import type { Role } from '../../src-shared/roles.ts';
import type { Counter } from '../counter.ts';

export type CallContext = {
  readonly counter: Counter;
};

/** A rule's "no", on its way out of a handler. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** The value of a result, or the refusal as this call's answer. */
export function must<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new RefusedError(result);
  return result.value;
}

export function deny(code: ErrorCode, detail?: ErrorDetail): never {
  throw new RefusedError(detail === undefined ? { code } : { code, detail });
}

type Handlers = ImplementerInternalWithMiddlewares<CounterContract, CallContext, CallContext>;

const base = implement(counterContract).$context<CallContext>();

/**
 * Every procedure's way in: who may call is read from the contract, here and nowhere else, before
 * anything is done; every error goes out typed, with a code of the closed union and nothing else.
 */
export const handlers: Handlers = base.use(async ({ context, next, procedure, errors }) => {
  const { counter } = context;
  const meta: ProcedureMeta = procedure['~orpc'].meta;
  const denied = authorise(meta, counter.session.standing, counter.practice !== undefined);
  if (denied !== undefined) throw errors.DENIED({ data: errorData({ code: denied }) });
  try {
    return await next({ context });
  } catch (error) {
    if (error instanceof RefusedError) throw errors.REFUSED({ data: errorData(error.refusal) });
    if (error instanceof Fault) throw errors.FAULT({ data: errorData(error) });
    if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
      throw errors.MALFORMED({ data: errorData({ code: 'input.malformed' }) });
    }
    counter.log.error('a handler failed', { error: describe(error) });
    throw errors.FAULT({ data: errorData({ code: 'internal.fault' }) });
  }
});

/** Who is at the PC. */
export interface Standing {
  readonly role: Role | null;
  readonly locked: boolean;
}

/** Why this call is not allowed; undefined when it is. Pure, so that it is tested for every procedure and role. */
export function authorise(meta: ProcedureMeta, standing: Standing, practice: boolean): ErrorCode | undefined {
  if (meta.practiceOnly === true && !practice) return 'practice.only';
  if (meta.access === 'anyone') return undefined;
  if (standing.role === null) return 'session.needed';
  if (standing.locked) return 'session.locked';
  return allows(meta.access, standing.role) ? undefined : 'session.forbidden';
}

function allows(access: Exclude<Access, 'anyone'>, role: Role): boolean {
  return access === 'signedIn' || access.includes(role);
}

function errorData({ code, detail }: { code: ErrorCode; detail?: ErrorDetail }): ErrorData {
  return { code, detail: { ...detail } };
}

/** An error for the log: its name and place, not its message, which might quote what a person typed. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '';
  return `${error.name} ${place.trim()}`;
}
