import { accept, refuse, type Result } from '../../src-shared/errors.ts';
import { actOf, type Act, type EntryData } from '../../src-shared/ledger/entry-types.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import type { ExceptionState } from '../../src-shared/ledger/exceptions-state.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import type { Central } from '../central.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { OWN_STREAM, type OwnAct } from '../ingest/own-stream.ts';
import { tryOwn, type OwnParts } from '../ingest/try-own.ts';
import { readEntry } from '../settle/read-entry.ts';

type DeskAct = 'exception.assigned' | 'exception.proposed' | 'exception.decided';

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
  parts: OwnParts,
  act: OwnAct<Type>,
  seen?: Seen,
): Promise<Result<Entry>> {
  return tryOwn(parts, act, async ({ trx, before, after, act: tried }) => {
    if (seen !== undefined && seen.proposal !== openProposal(before)) return refuse('exception.notProposed');
    return checkReplacement(trx, { state: after, act: tried, books: parts.books });
  });
}

function openProposal(state: SubjectState | undefined): string | undefined {
  return state?.kind === 'exception' && state.stage === 'proposed' ? state.proposal?.deed.entry : undefined;
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
