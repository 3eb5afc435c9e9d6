import type { Entry } from '../../src-shared/ledger/entry.ts';
import type { Counter } from '../counter.ts';
import type { Actor, NewAct } from '../store/journal.ts';
import { mustBeFree } from './claims/must-be-free.ts';
import { must } from './handlers.ts';

/** Makes acts durable as the person signed in, then tells replay and the status bar. Refuses as the fold does, and with `claim.held`. */
export function act(counter: Counter, ...acts: readonly NewAct[]): readonly Entry[] {
  const { actor } = counter.session;
  mustBeFree(counter, acts);
  return actAs(counter, actor, acts);
}

/** The same for an act that ends after the person at the PC may have changed, e.g. a print. */
export function actAs(counter: Counter, actor: Actor, acts: readonly NewAct[]): readonly Entry[] {
  const entries = must(counter.journal.append(counter.identity.place, actor, acts));
  counter.replay.wake();
  counter.status.refresh();
  return entries;
}
