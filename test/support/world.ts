import type { EntryId, StaffId, StreamId } from '../../src-shared/ids.ts';
import type { Act, ActEntry } from '../../src-shared/ledger/entry-types.ts';
import { toAct } from '../../src-shared/ledger/entry-types.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import type { Result } from '../../src-shared/errors.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { RuleBooks } from '../../src-shared/catalogue/rule-book.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { ActorRole } from '../../src-shared/roles.ts';

/** Who may act in generated histories; one of each kind of stranger among them. */
const people: readonly { id: string; role: ActorRole }[] = [
  { id: 'op-1', role: 'operator' },
  { id: 'op-2', role: 'operator' },
  { id: 'sup-1', role: 'supervisor' },
  { id: 'sup-2', role: 'supervisor' },
  { id: 'tech-1', role: 'technician' },
  { id: 'central', role: 'central' },
];
export const staff = people as readonly { id: StaffId; role: ActorRole }[];

export const streams = ['GLT-1-1' as StreamId, 'GLT-2-1' as StreamId] as const;

/** What a generated act is before it is an entry. */
export interface Planned {
  readonly type: string;
  readonly subject: Subject;
  readonly data: unknown;
  readonly actor: { readonly id: StaffId; readonly role: ActorRole };
  readonly stream: StreamId;
  readonly at: string;
}

/** An act that was tried: what it was, and what the fold said. */
export interface Tried {
  readonly planned: Planned;
  readonly id: EntryId;
  readonly result: Result<SubjectState>;
}

/** UUIDv7 number `count`; its text is all a test needs of it. */
export function uuid(count: number): EntryId {
  return `01900000-0000-7000-8000-${count.toString(16).padStart(12, '0')}` as EntryId;
}

export function parse(planned: Planned, id: EntryId): Result<Act> {
  const { type, subject, data, actor, stream, at } = planned;
  const entry: ActEntry = { stream, id, subject, actor: actor.id, role: actor.role, at, offsetMs: null };
  return toAct(type, data, entry);
}

/** Folds acts subject by subject, in memory: the ledger without a store. */
export class World {
  readonly states = new Map<Subject, SubjectState>();
  readonly tried: Tried[] = [];
  now = Date.UTC(2026, 2, 2, 5);
  /** Where this world's ids start, so that two worlds never make the same. */
  readonly base: number;

  readonly rules: RuleBooks;

  constructor(base = 0, rules: RuleBooks = firstRules) {
    this.base = base;
    this.rules = rules;
  }

  /** Applies an act and keeps what came of it; a refusal changes no state. */
  try(planned: Planned): Tried {
    const id = uuid(this.base + this.tried.length + 1);
    const act = parse(planned, id);
    const before = this.states.get(planned.subject);
    const result = act.ok ? fold(deepFreeze(before), deepFreeze(act.value), this.rules) : act;
    if (result.ok) this.states.set(planned.subject, result.value);
    const tried = { planned, id, result };
    this.tried.push(tried);
    return tried;
  }

  get applied(): readonly Tried[] {
    return this.tried.filter((each) => each.result.ok);
  }
}

/** Makes every mutation, however deep, throw. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
