import { accept, refuse, type Result } from '../../src-shared/errors.ts';
import { actOf, toAct, type Act, type ActEntry, type EntryData } from '../../src-shared/ledger/entry-types.ts';
import type { Entry, Subject } from '../../src-shared/ledger/entry.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import type { ExceptionState } from '../../src-shared/ledger/exceptions-state.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { Central } from '../central.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { appendOwn, OWN_STREAM, type OwnAct } from '../ingest/own-stream.ts';
import { lockCursor } from '../ingest/cursor.ts';
import { readEntry } from '../settle/read-entry.ts';

type DeskAct = 'exception.assigned' | 'exception.proposed' | 'exception.decided';
type DeskParts = Pick<Central, 'db' | 'keys' | 'books' | 'now' | 'settler'>;

/** What an administrator had before them: the entry of the proposal that is answered. */
export interface Seen {
  readonly proposal: string;
}

/**
 * Writes what an administrator does with a case, as an entry of central's own. It is folded beforehand onto
 * all that is written of the case, settled or not, so that the second of two clicks is refused here, with the
 * fold's code, and not later. A replacement must fit its schema, and the register as it stands. An answer is
 * to the proposal that was read: `exception.notProposed` when another has taken its place since.
 */
export async function workOnCase<Type extends DeskAct>(
  { db, keys, books, now, settler }: DeskParts,
  act: OwnAct<Type>,
  seen?: Seen,
): Promise<Result<Entry>> {
  const at = now();
  const written = await db.transaction().execute(async (trx): Promise<Result<Entry>> => {
    // Held to the end: nobody writes of any case in between.
    await lockCursor(trx, OWN_STREAM);
    const state = await stateWithUnsettled(trx, act.subject, { books });
    if (seen !== undefined && seen.proposal !== openProposal(state)) return refuse('exception.notProposed');
    const parsed = toAct(act.type, act.data, asCentral(act.subject, at));
    if (!parsed.ok) return parsed;
    const folded = fold(state, parsed.value, books);
    if (!folded.ok) return folded;
    const fits = await checkReplacement(trx, { state: folded.value, act: parsed.value, books });
    return fits.ok ? accept(await appendOwn(trx, act, { keys, at })) : fits;
  });
  if (written.ok) settler.wake();
  return written;
}

function openProposal(state: SubjectState | undefined): string | undefined {
  return state?.kind === 'exception' && state.stage === 'proposed' ? state.proposal?.deed.entry : undefined;
}

/** An entry as central would write it now; enough to try a fold. */
function asCentral(subject: Subject, at: Date): ActEntry {
  const nobody = '01900000-0000-7000-8000-000000000000' as ActEntry['id'];
  const actor = 'central' as ActEntry['actor'];
  return { stream: OWN_STREAM, id: nobody, subject, actor, role: 'central', at: at.toISOString(), offsetMs: 0 };
}

async function stateWithUnsettled(
  trx: CentralTransaction,
  subject: Subject,
  { books }: Pick<DeskParts, 'books'>,
): Promise<SubjectState | undefined> {
  let state = await findState(trx, subject);
  const lines = await trx
    .selectFrom('entry')
    .innerJoin('stream_cursor', 'stream_cursor.stream', 'entry.stream')
    .select('entry.line')
    .where('entry.stream', '=', OWN_STREAM)
    .whereRef('entry.seq', '>', 'stream_cursor.settled_seq')
    .orderBy('entry.seq')
    .execute();
  for (const { line } of lines) {
    const { act } = readEntry(line);
    if (act?.entry.subject !== subject) continue;
    const folded = fold(state, act, books);
    if (folded.ok) state = folded.value;
  }
  return state;
}

interface Proposed {
  readonly state: SubjectState;
  readonly act: Act;
  readonly books: Central['books'];
}

async function checkReplacement(trx: CentralTransaction, { state, act, books }: Proposed): Promise<Result<unknown>> {
  if (act.type !== 'exception.proposed' || act.data.replacement === null) return accept(null);
  if (state.kind !== 'exception') return refuse('exception.unknown');
  const original = await findOriginal(trx, state);
  if (original === undefined) return refuse('ledger.unknownType');
  const parsed = parseReplacement(original, act.data);
  return parsed.ok ? fold(await findState(trx, original.subject), parsed.value, books) : parsed;
}

/** The replacement as the act it would be. Refuses with `ledger.badBody` what does not fit the type's schema. */
function parseReplacement(original: Entry, { replacement }: EntryData<'exception.proposed'>): Result<Act> {
  const { stream: _, actor: __, role: ___, ...kept } = original;
  const own = { stream: OWN_STREAM, actor: 'central' as Entry['actor'], role: 'central' as const };
  return actOf({ ...kept, ...own, body: replacement ?? '' });
}

/** The entry a case is about, where it can be read as an entry at all. */
export async function findOriginal(
  db: CentralDatabase | CentralTransaction,
  { stream, seq }: Pick<ExceptionState, 'stream' | 'seq'>,
): Promise<Entry | undefined> {
  const query = db.selectFrom('entry').select('line').where('stream', '=', stream).where('seq', '=', seq);
  const row = await query.executeTakeFirst();
  if (row === undefined || readEntry(row.line).act === undefined) return undefined;
  return JSON.parse(row.line) as Entry;
}

export async function findState(
  db: CentralDatabase | CentralTransaction,
  subject: string,
): Promise<SubjectState | undefined> {
  const row = await db.selectFrom('subject').select('state').where('subject', '=', subject).executeTakeFirst();
  return row === undefined ? undefined : (JSON.parse(row.state) as SubjectState);
}
