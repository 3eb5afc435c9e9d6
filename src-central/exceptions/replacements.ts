import { sql } from 'kysely';
import { EntryId, Instant, streamParts, type StreamId } from '../../src-shared/ids.ts';
import type { EntryData, EntryType } from '../../src-shared/ledger/entry-types.ts';
import type { Entry, Subject } from '../../src-shared/ledger/entry.ts';
import { exceptionSubject } from '../../src-shared/ledger/subjects.ts';
import type { CentralTransaction } from '../database/database.ts';
import { follow, type Touch } from '../feed/subscriptions.ts';
import { OWN_STREAM, type OwnAct } from '../ingest/own-stream.ts';
import { uuidv7 } from '../ingest/uuid.ts';
import type { Verdict } from '../settle/judge.ts';
import type { ReplacementIds } from './orders.ts';

/** An entry to be written in another's place. */
export interface Replacement {
  readonly act: OwnAct;
  readonly stream: StreamId;
  readonly seq: number;
}

/** Gives every case one id for its replacement, for as long as a round lasts. */
export function replacementIds(at: Date): ReplacementIds {
  const ids = new Map<Subject, EntryId>();
  return (subject) => {
    const id = ids.get(subject) ?? EntryId.parse(uuidv7(at));
    ids.set(subject, id);
    return id;
  };
}

/** The entries that were decided to be written in others' place: same type and subject, and the day of the act they stand for. */
export function replacementsOf(verdicts: readonly Verdict[]): readonly Replacement[] {
  return verdicts.flatMap(({ entry: { order, read, stream, seq } }) => {
    const { act } = read;
    if (order?.decision !== 'replace' || order.waitsFor === null || act === undefined) return [];
    const data = JSON.parse(order.replacement ?? '') as EntryData<EntryType>;
    const at = Instant.safeParse(act.entry.at).data;
    const own = { type: act.type, subject: act.entry.subject, data, id: order.waitsFor };
    return [{ act: at === undefined ? own : { ...own, at }, stream, seq }];
  });
}

/** Keeps whose place an entry took, and has the centre told of it and of its own case, should it fail as well. */
export async function followReplacements(
  trx: CentralTransaction,
  replacements: readonly Replacement[],
  entries: readonly Entry[],
): Promise<void> {
  if (replacements.length === 0) return;
  const touches: Touch[] = [];
  for (const { act, stream, seq } of replacements) {
    const entry = entries.find((each) => each.id === act.id);
    if (entry === undefined) continue;
    const centre = await centreOf(trx, { stream, seq });
    const row = { seq: entry.seq, entry_id: entry.id, for_stream: stream, for_seq: seq, centre };
    await trx.insertInto('replacement').values(row).execute();
    touches.push({ subject: exceptionSubject(OWN_STREAM, entry.seq), centre });
  }
  await follow(trx, touches, []);
}

/** The centre an entry is about: its writer's, or of the entry in whose place central wrote it. */
export async function centreOf(
  trx: CentralTransaction,
  { stream, seq }: { stream: StreamId; seq: number },
): Promise<string> {
  if (stream !== OWN_STREAM) return streamParts(stream).centre;
  const { rows } = await sql<{ centre: string }>`select centre from replacement where seq = ${seq}`.execute(trx);
  return rows[0]?.centre ?? streamParts(OWN_STREAM).centre;
}
