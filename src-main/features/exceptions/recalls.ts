import type { RecallView } from '../../../src-shared/contract/counter/exceptions.ts';
import { isErrorCode } from '../../../src-shared/errors.ts';
import type { Cnic, JobId, LicenceNumber } from '../../../src-shared/ids.ts';
import type { RecallOutcome } from '../../../src-shared/ledger/entries/exception-entries.ts';
import type { RecallRow } from '../../../src-shared/ledger/exception-tables.ts';
import type { Counter } from '../../counter.ts';
import type { Store } from '../../store/store.ts';
import { deny } from '../handlers.ts';

/** Longest list a screen gets. */
const MOST_LISTED = 200;

/** Cards of the centre to get back, those due first first; closed ones only when all are asked for. */
export function listRecalls({ store }: Counter, filter: 'open' | 'all'): RecallView[] {
  const all = recallLines(store).orderBy('recall.stage', 'desc').orderBy('recall.due_at').limit(MOST_LISTED);
  return store.all(filter === 'all' ? all : all.where('recall.stage', '=', 'open')).map(viewOf);
}

/** Refuses with `recall.unknown`. */
export function getRecall({ store }: Counter, jobId: JobId): RecallView {
  const row = store.get(recallLines(store).where('recall.job_id', '=', jobId));
  return row === undefined ? deny('recall.unknown') : viewOf(row);
}

function recallLines({ sql }: Store) {
  return sql
    .selectFrom('recall')
    .leftJoin('person', 'person.cnic', 'recall.cnic')
    .selectAll('recall')
    .select(['person.name_en', 'person.name_ur', 'person.phone']);
}

type RecallLine = RecallRow & { name_en: string | null; name_ur: string | null; phone: string | null };

function viewOf(row: RecallLine): RecallView {
  return {
    jobId: row.job_id as JobId,
    licenceNumber: row.licence_number as LicenceNumber,
    cnic: row.cnic as Cnic,
    nameEn: row.name_en ?? '',
    nameUr: row.name_ur ?? '',
    why: isErrorCode(row.why) ? row.why : 'internal.fault',
    dueAt: row.due_at,
    handedTo: row.handed_to,
    handedAt: row.handed_at,
    phone: row.phone,
    state: row.stage === 'closed' ? 'closed' : 'open',
    outcome: row.outcome as RecallOutcome | null,
  };
}
