import { sql } from 'kysely';
import { isErrorCode } from '../../src-shared/errors.ts';
import type { EntryId, StreamId } from '../../src-shared/ids.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import type { Central } from '../central.ts';
import type { CentralTransaction } from '../database/database.ts';
import { appendOwnActs, OWN_STREAM, type OwnAct } from '../ingest/own-stream.ts';
import { lockCursor } from '../ingest/cursor.ts';
import { readEntry } from '../settle/read-entry.ts';
import { VERSION } from '../version.ts';
import { openingOf } from './cases.ts';

/** Cases and entries looked at in one go at a start. */
const MOST = 2_000;

/** Codes of what an older build could not read. */
const unread = ['ledger.unknownType', 'ledger.badBody', 'ledger.wrongSubject'];

/**
 * What a start finds to do for the desk: exceptions of builds that knew no cases get one, and for cases of
 * entries that this build can read and the one before could not a retry is proposed, in central's own name.
 * A person agrees to it like to any other; when people declined it, the same build does not ask again.
 */
export async function sweepCases({ db, keys, now, build = VERSION }: Sweeping): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await lockCursor(trx, OWN_STREAM);
    const busy = await unsettledSubjects(trx);
    const acts = [...(await missingCases(trx, now())), ...(await readableCases(trx, build))];
    const fresh = acts.filter(({ subject }) => !busy.has(subject));
    await appendOwnActs(trx, fresh, { keys, at: now() });
    return fresh.length;
  });
}

type Sweeping = Pick<Central, 'db' | 'keys' | 'now'> & { readonly build?: string };

/** Cases of which something is written already and not settled yet. */
async function unsettledSubjects(trx: CentralTransaction): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ subject: string }>`
    select distinct e.line::json ->> 'subject' as subject
    from entry e join stream_cursor c using (stream)
    where e.stream = ${OWN_STREAM} and e.seq > c.settled_seq`.execute(trx);
  return new Set(rows.map((row) => row.subject));
}

interface Uncased {
  readonly stream: StreamId;
  readonly seq: number;
  readonly id: EntryId;
  readonly code: string | null;
  readonly line: string;
}

async function missingCases(trx: CentralTransaction, at: Date): Promise<readonly OwnAct[]> {
  const { rows } = await sql<Uncased>`
    select r.stream, r.seq, e.id, r.code, e.line
    from receipt r
    join entry e using (stream, seq)
    left join exception_case c on c.subject = 'exception:' || r.stream || ':' || r.seq
    where r.status = 'exception' and r.status <> 'applied' and c.subject is null
      and not (r.stream = ${OWN_STREAM} and (r.subject like 'exception:%' or r.subject like 'recall:%'))
    order by r.stream, r.seq
    limit ${MOST}`.execute(trx);
  return rows.map(({ line, code, ...place }) => {
    const { type, subject } = readEntry(line);
    return openingOf({ ...place, type, read: { subject, code: isErrorCode(code) ? code : 'internal.fault' } }, at);
  });
}

/** What this build can read now, but for cases of which it said so before: its reason names it. */
async function readableCases(trx: CentralTransaction, build: string): Promise<readonly OwnAct<'exception.proposed'>[]> {
  const reason = `Central ${build} can read the entry.`;
  const { rows } = await sql<{ subject: Subject; line: string }>`
    select c.subject, e.line from exception_case c join entry e using (stream, seq)
    where c.stage = 'open' and c.code = any(${unread}::text[]) and not exists (
      select from receipt r join entry said using (stream, seq)
      where r.stream = ${OWN_STREAM} and r.subject = c.subject and said.line::json ->> 'type' = 'exception.proposed'
        and (said.line::json ->> 'body')::json ->> 'reason' = ${reason}
        and (said.line::json ->> 'body')::json ->> 'by' = 'central'
    )
    order by c.due_at
    limit ${MOST}`.execute(trx);
  const data = { decision: 'retry' as const, reason, by: 'central', replacement: null };
  const readable = rows.filter(({ line }) => readEntry(line).act !== undefined);
  return readable.map(({ subject }) => ({ type: 'exception.proposed', subject, data }));
}
