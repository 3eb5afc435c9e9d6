import { JobId, streamParts } from '../../../src-shared/ids.ts';
import { stockSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import type { NewAct } from '../../store/journal.ts';
import { today } from '../applications/find-application.ts';

/** A blank that no licence job used, booked after the act before it. */
export function spoiledBlank(counter: Counter, reason: string, jobId = JobId.parse(counter.ids.uuid())): NewAct {
  const { centre } = streamParts(counter.identity.place.stream);
  const data = { jobId, outcome: 'spoiled' as const, reason };
  return { type: 'stock.used', subject: stockSubject(centre, today(counter)), data, after: [0] };
}
