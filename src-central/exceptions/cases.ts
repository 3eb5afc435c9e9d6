import { exceptionSubject } from '../../src-shared/ledger/subjects.ts';
import type { CentralKeys } from '../auth/central-keys.ts';
import type { CentralTransaction } from '../database/database.ts';
import { appendOwnActs, OWN_STREAM, type OwnAct } from '../ingest/own-stream.ts';
import type { Hearing } from '../settle/docket.ts';
import type { Verdict } from '../settle/judge.ts';
import type { Pending } from '../settle/pending.ts';
import { termOf } from './policy.ts';
import { recallsOf } from './recalls.ts';
import { followReplacements, replacementsOf } from './replacements.ts';

export interface CaseParts {
  readonly keys: CentralKeys;
  readonly at: Date;
}

/**
 * What a round's verdicts mean for cases, as entries of central's own in the same transaction: an exception
 * opens its case, a decision carried out closes it, a rejected approval recalls its cards, a replacement is
 * written. They are settled in the next round. A round without exceptions does nothing of it.
 */
export async function writeCases(trx: CentralTransaction, hearing: Hearing, { keys, at }: CaseParts): Promise<void> {
  const news = hearing.verdicts.filter(isNews);
  if (news.length === 0) return;
  const replacements = replacementsOf(news);
  const acts: readonly OwnAct[] = [
    ...news.flatMap((verdict) => caseActOf(verdict, at) ?? []),
    ...replacements.map(({ act }) => act),
    ...(await recallsOf(trx, hearing, { news, at })),
  ];
  const entries = await appendOwnActs(trx, acts, { keys, at });
  await followReplacements(trx, replacements, entries);
}

/** The act that opens a case for an entry, or opens it again. */
export function openingOf({ id, stream, seq, read, type }: Opening, at: Date): OwnAct<'exception.opened'> {
  const { subject: about, code } = read;
  const said = { entryId: id, stream, seq, type, about, code };
  return { type: 'exception.opened', subject: exceptionSubject(stream, seq), data: { ...said, ...termOf(code, at) } };
}

type Opening = Pick<Pending, 'id' | 'stream' | 'seq'> & {
  readonly type: string;
  readonly read: { readonly subject: string; readonly code: NonNullable<Verdict['code']> };
};

function isNews({ status, entry, carried }: Verdict): boolean {
  if (carried === true) return false;
  return entry.order !== undefined || status === 'rejected' || (status === 'exception' && hasCase(entry));
}

/** Central's own entries about cases have none themselves: that would never end. */
function hasCase({ stream, read }: Pending): boolean {
  return stream !== OWN_STREAM || !/^(?:exception|recall):/.test(read.subject);
}

function caseActOf({ entry, status, code }: Verdict, at: Date): OwnAct | undefined {
  if (status === 'exception') {
    const read = { subject: entry.read.subject, code: code ?? 'internal.fault' };
    return openingOf({ ...entry, type: entry.read.type, read }, at);
  }
  if (entry.order === undefined) return undefined;
  const { subject, decision } = entry.order;
  const outcome = decision === 'replace' ? 'replaced' : status;
  return { type: 'exception.closed', subject, data: { outcome } };
}
