import { accept, type Result } from '../../src-shared/errors.ts';
import { toAct, type Act, type ActEntry } from '../../src-shared/ledger/entry-types.ts';
import type { Entry, Subject } from '../../src-shared/ledger/entry.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import { learnPublished } from '../catalogue/learn-published.ts';
import type { Central } from '../central.ts';
import type { CentralTransaction } from '../database/database.ts';
import { readEntry } from '../settle/read-entry.ts';
import { lockCursor } from './cursor.ts';
import { appendOwn, OWN_STREAM, type OwnAct } from './own-stream.ts';

export type OwnParts = Pick<Central, 'db' | 'keys' | 'books' | 'now' | 'settler'>;

/** An act of central's own before it is written: the state it was tried on, and the state it would make. */
export interface Tried {
  readonly trx: CentralTransaction;
  readonly before: SubjectState | undefined;
  readonly after: SubjectState;
  readonly act: Act;
}

/**
 * Writes an entry of central's own that a person asked for. It is folded beforehand onto all that is written of
 * its subject, settled or not, so that the second of two clicks is refused here, with the fold's code, and not
 * later. `check` may refuse what the fold takes.
 */
export async function tryOwn(
  { db, keys, books, now, settler }: OwnParts,
  act: OwnAct,
  check: (tried: Tried) => Promise<Result<unknown>> = () => Promise.resolve(accept(null)),
): Promise<Result<Entry>> {
  const at = now();
  const written = await db.transaction().execute(async (trx): Promise<Result<Entry>> => {
    // Held to the end: nobody writes anything of central's own in between.
    await lockCursor(trx, OWN_STREAM);
    await learnPublished(trx, books);
    const before = await stateWithUnsettled(trx, act.subject, { books });
    const parsed = toAct(act.type, act.data, asCentral(act.subject, at));
    if (!parsed.ok) return parsed;
    const folded = fold(before, parsed.value, books);
    if (!folded.ok) return folded;
    const fits = await check({ trx, before, after: folded.value, act: parsed.value });
    return fits.ok ? accept(await appendOwn(trx, act, { keys, at })) : fits;
  });
  if (written.ok) settler.wake();
  return written;
}

/** An entry as central would write it now; enough to try a fold. */
function asCentral(subject: Subject, at: Date): ActEntry {
  const nobody = '01900000-0000-7000-8000-000000000000' as ActEntry['id'];
  const actor = 'central' as ActEntry['actor'];
  return { stream: OWN_STREAM, id: nobody, subject, actor, role: 'central', at: at.toISOString(), offsetMs: 0 };
}

/** What is written of a subject in central's own stream, settled or not. */
export async function stateWithUnsettled(
  trx: CentralTransaction,
  subject: Subject,
  { books }: Pick<OwnParts, 'books'>,
): Promise<SubjectState | undefined> {
  const row = await trx.selectFrom('subject').select('state').where('subject', '=', subject).executeTakeFirst();
  let state = row === undefined ? undefined : (JSON.parse(row.state) as SubjectState);
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
