import type { CentralTransaction } from '../database/database.ts';
import { subscribe, type Touch } from '../feed/subscriptions.ts';
import type { Verdict } from '../settle/judge.ts';

/** Published rules concern every centre. */
export async function touchesOfRules(trx: CentralTransaction, verdicts: readonly Verdict[]): Promise<readonly Touch[]> {
  const subjects = verdicts.flatMap(({ entry, status }) =>
    status === 'applied' && entry.read.act?.type === 'catalogue.published' ? [entry.read.subject] : [],
  );
  if (subjects.length === 0) return [];
  const centres = await trx.selectFrom('centre').select('code').execute();
  return subjects.flatMap((subject) => centres.map(({ code: centre }) => ({ subject, centre })));
}

/** A new centre gets all that was published before it was there. Call it under the settling lock. */
export async function followRules(trx: CentralTransaction, { centre, at }: Omit<Touch, 'subject'> & { at: string }) {
  const published = await trx
    .selectFrom('catalogue_version')
    .select('subject')
    .where('stage', '=', 'published')
    .orderBy('decided_at')
    .execute();
  for (const { subject } of published) await subscribe(trx, { subject, centre, at });
}
