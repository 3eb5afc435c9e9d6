import { z } from 'zod';
import { RuleId } from '../../../src-shared/catalogue/dated-rule.ts';
import { AskedQuestion } from '../../../src-shared/catalogue/question-paper.ts';
import { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import { ApplicationId, Cnic, StaffId } from '../../../src-shared/ids.ts';
import { Role } from '../../../src-shared/roles.ts';
import { findMeta, putMeta } from '../../store/meta.ts';
import type { Store } from '../../store/store.ts';

/** A paper that was begun and is not judged yet, as a crash or a power cut leaves it. */
export const OpenPaper = z.object({
  applicationId: ApplicationId,
  cnic: Cnic,
  /** Who let the test begin, and answers for it. */
  actor: z.object({ id: StaffId, role: Role }),
  rule: RuleId,
  bank: z.string(),
  questions: z.array(AskedQuestion),
  chosen: z.array(z.int().nullable()),
  seconds: z.int(),
  /** Time that counts as used should the counter stop now, ms: always somewhat ahead of what was. */
  usedMs: z.int(),
  language: Language,
  /** Tests of this application that were judged before. */
  attempt: z.int(),
  /** How often the counter stopped in the middle of it. */
  interrupted: z.int(),
});
export type OpenPaper = z.infer<typeof OpenPaper>;

export function findOpenPaper(store: Store, id: ApplicationId): OpenPaper | undefined {
  return findMeta(store, keyOf(id), OpenPaper);
}

/** On disk when it returns. */
export function keepOpenPaper(store: Store, paper: OpenPaper): void {
  store.transact(() => putMeta(store, keyOf(paper.applicationId), paper));
}

export function dropOpenPaper(store: Store, id: ApplicationId): void {
  store.transact(() => store.run(store.sql.deleteFrom('meta').where('key', '=', keyOf(id))));
}

function keyOf(id: ApplicationId): string {
  return `signTest ${id}`;
}
