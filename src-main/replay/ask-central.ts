import type { LookupReply } from '../../src-shared/contract/central/lookup.ts';
import { Fault } from '../../src-shared/errors.ts';
import type { Cnic, LicenceNumber, StaffId } from '../../src-shared/ids.ts';
import { subjectStatement } from '../../src-shared/ledger/chain.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import type { PersonState, SubjectState } from '../../src-shared/ledger/state.ts';
import { personSubject } from '../../src-shared/ledger/subjects.ts';
import type { RuleBooks } from '../../src-shared/catalogue/rule-book.ts';
import type { ReplayPort } from '../counter.ts';
import type { Clock, Log } from '../ports.ts';
import { applySubjectState } from '../store/feed.ts';
import { sha256 } from '../store/journal.ts';
import type { Store } from '../store/store.ts';
import { isSignedBy } from './central-signature.ts';
import { readCursor } from './replay-store.ts';
import { isStateOf } from './state-text.ts';
import type { CentralLine } from './central-line.ts';

/** A person waits at the counter: after this long the copy here is the better answer. */
const PATIENCE_MS = 3_000;

export type Asked = { readonly cnic: Cnic } | { readonly licenceNumber: LicenceNumber };

/** Whom central spoke of, and when by this PC's clock; nobody when the licence number is unknown there. */
export interface CentralAnswer {
  readonly cnic: Cnic | undefined;
  readonly at: string;
}

export interface AskParts {
  readonly store: Store;
  readonly rules: RuleBooks;
  readonly clock: Clock;
  readonly log: Log;
  readonly replay: ReplayPort;
  readonly session: { readonly actor: { readonly id: StaffId } };
}

/**
 * Asks central for one person and takes its answer into the store, where this counter's own unsettled
 * entries go on top. Undefined when the line is down, too slow, or what came is not what central signed
 * about the one asked for: nothing of that is kept. Never throws for the line's sake.
 */
export async function askCentral(parts: AskParts, asked: Asked): Promise<CentralAnswer | undefined> {
  const { replay, session, clock, log } = parts;
  const { line } = replay;
  if (line === undefined || replay.link.state === 'down') return undefined;
  const { api, stream } = line;
  try {
    const body = { ...asked, actor: session.actor.id };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const once = () => api.lookup({ params: { stream }, body }, { signal });
    // A kept connection may be dead without this end knowing: asked again on a new one, in the same time.
    const reply = await once().catch((error: unknown) =>
      isBroken(error) && !signal.aborted ? once() : Promise.reject(error),
    );
    const state = checkReply(line, asked, reply);
    const at = new Date(clock.now()).toISOString();
    return take(parts, { asked, reply, state, at });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('lookup', { code: error.code });
    return undefined;
  }
}

function isBroken(error: unknown): boolean {
  return error instanceof Fault && error.code === 'central.unreachable';
}

/** The state central vouches for; undefined when it knows nobody. Throws `central.badSignature`, `central.garbage`. */
function checkReply(line: CentralLine, asked: Asked, reply: LookupReply): PersonState | undefined {
  const { found, subject, state: text, change, signature } = reply;
  if (!found) return undefined;
  if (subject === null || text === null || signature === null) throw new Fault('central.garbage');
  const statement = subjectStatement({ subject, change, stateHash: sha256(text) });
  if (!isSignedBy(line.centralKey, statement, signature)) throw new Fault('central.badSignature');
  if (!isStateOf(subject, text)) throw new Fault('central.garbage');
  const state = JSON.parse(text) as SubjectState;
  if (state.kind !== 'person' || subject !== personSubject(state.cnic)) throw new Fault('central.garbage');
  const meant = 'cnic' in asked ? state.cnic === asked.cnic : Object.hasOwn(state.licences, asked.licenceNumber);
  if (!meant) throw new Fault('central.garbage');
  return state;
}

interface Answered {
  readonly asked: Asked;
  readonly reply: LookupReply;
  readonly state: PersonState | undefined;
  readonly at: string;
}

function take({ store, rules }: AskParts, { asked, reply, state, at }: Answered): CentralAnswer | undefined {
  const cnic = state?.cnic ?? ('cnic' in asked ? asked.cnic : undefined);
  if (cnic === undefined) return { cnic, at };
  const subject = personSubject(cnic);
  const text = reply.state;
  if (text !== null && mayHoldOwn(store, subject, text)) return undefined;
  store.transact(() => {
    if (text !== null) applySubjectState(store, { subject, state: text, change: reply.change }, rules);
    const row = store.sql.insertInto('looked_up').values({ subject, at });
    store.run(row.onConflict((conflict) => conflict.column('subject').doUpdateSet({ at })));
  });
  return { cnic, at };
}

/**
 * Does the state perhaps hold entries of this counter whose receipts are still on their way? On top of it they
 * would count twice; the feed, which the centre follows from now on, brings both in their order in a moment.
 */
function mayHoldOwn(store: Store, subject: Subject, text: string): boolean {
  const pending = store.all(
    store.sql
      .selectFrom('journal')
      .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
      .select(['journal.id', 'journal.seq'])
      .where('journal.subject', '=', subject)
      .where((eb) => eb.or([eb('receipt.status', 'is', null), eb('receipt.status', '=', 'parked')])),
  );
  const { acked } = readCursor(store);
  return pending.some(({ id, seq }) => seq <= acked || text.includes(id));
}
