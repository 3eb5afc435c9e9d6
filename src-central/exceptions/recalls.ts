import { sql } from 'kysely';
import { type ErrorCode } from '../../src-shared/errors.ts';
import type { Cnic, EntryId, StreamId } from '../../src-shared/ids.ts';
import type { Act } from '../../src-shared/ledger/entry-types.ts';
import { exceptionSubject, recallSubject } from '../../src-shared/ledger/subjects.ts';
import type { CentralTransaction } from '../database/database.ts';
import { follow } from '../feed/subscriptions.ts';
import type { OwnAct } from '../ingest/own-stream.ts';
import type { Bench } from '../settle/bench.ts';
import type { Hearing } from '../settle/docket.ts';
import type { Verdict } from '../settle/judge.ts';
import { readEntry } from '../settle/read-entry.ts';
import { recallDueAt } from './policy.ts';
import { centreOf } from './replacements.ts';

type Started = Act<'card.started'>;

/**
 * Cards to get back: those whose print is rejected, because the approval they were printed under is.
 * A card that came out spoiled or not at all is no card; one nobody looked at may be one.
 */
export async function recallsOf(
  trx: CentralTransaction,
  { bench }: Hearing,
  { news, at }: { news: readonly Verdict[]; at: Date },
): Promise<readonly OwnAct<'recall.opened'>[]> {
  const acts: OwnAct<'recall.opened'>[] = [];
  for (const { entry, status } of news) {
    const { act } = entry.read;
    if (status !== 'rejected' || act?.type !== 'card.started' || entry.order?.decision === 'replace') continue;
    const fate = await fateOfCard(trx, act);
    if (fate === undefined) continue;
    const root = rootOf(entry.id, bench);
    const { jobId, licenceNumber } = act.data;
    const cnic = act.entry.subject.slice('person:'.length) as Cnic;
    const exception = exceptionSubject(root.stream, root.seq);
    const subject = recallSubject(jobId);
    acts.push({
      type: 'recall.opened',
      subject,
      data: { jobId, licenceNumber, cnic, why: root.code, dueAt: recallDueAt(at), exception, ...fate },
    });
    await follow(trx, [{ subject, centre: await centreOf(trx, entry) }], []);
  }
  return acts;
}

interface Handed {
  readonly handedTo: string | null;
  readonly handedAt: string | null;
}

/** What the entries that were not applied say of a card; undefined when it is known to be none. */
async function fateOfCard(trx: CentralTransaction, { data, entry }: Started): Promise<Handed | undefined> {
  const { rows } = await sql<{ line: string }>`
    select e.line from receipt r join entry e using (stream, seq)
    where r.subject = ${entry.subject} and r.status <> 'applied'
    order by e.stream, e.seq`.execute(trx);
  let handed: Handed = { handedTo: null, handedAt: null };
  for (const { line } of rows) {
    const { act } = readEntry(line);
    if (act?.type === 'card.ended' && act.data.jobId === data.jobId && act.data.outcome !== 'good') return undefined;
    if (act?.type === 'card.handedOver' && act.data.jobId === data.jobId)
      handed = { handedTo: act.data.receiver.name, handedAt: act.entry.at };
  }
  return handed;
}

/** The entry at the bottom of what was rejected one with the other. */
function rootOf(id: EntryId, bench: Bench): { stream: StreamId; seq: number; code: ErrorCode } {
  const fate = bench.fateOf(id);
  if (fate === undefined) throw new Error('a rejected entry rests on one nobody judged');
  if (fate.waitsFor !== null) return rootOf(fate.waitsFor, bench);
  return { stream: fate.stream, seq: fate.seq, code: fate.code ?? 'internal.fault' };
}
