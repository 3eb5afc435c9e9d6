import type { EntryView } from '../../../src-shared/contract/counter/views.ts';
import { canRetry, isErrorCode, type ErrorCode } from '../../../src-shared/errors.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import type { BlobRef } from '../../../src-shared/ledger/entry.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import { handlers } from '../handlers.ts';
import { exportFile, importFile } from './stick.ts';

export const replay = handlers.replay.router({
  entries: handlers.replay.entries.handler(({ input, context: { counter } }) => listEntries(counter, input)),

  exportUnsent: handlers.replay.exportUnsent.handler(({ input, context: { counter } }) =>
    exportFile(counter, input.after),
  ),

  importReply: handlers.replay.importReply.handler(async ({ input, context: { counter } }) => {
    const taken = await importFile(counter, input.file);
    counter.log.info('reply by stick', { ...taken });
    counter.status.refresh();
    return taken;
  }),

  tryNow: handlers.replay.tryNow.handler(({ context: { counter } }) => counter.replay.tryNow()),
});

interface Wanted {
  readonly filter: 'all' | 'waiting' | 'stuck';
  readonly before: number | null;
  readonly limit: number;
  readonly cnic?: Cnic | undefined;
}

function listEntries(counter: Counter, { filter, before, limit, cnic }: Wanted): EntryView[] {
  const { store } = counter;
  const acked = store.get(store.sql.selectFrom('replay_cursor').select('acked_seq'))?.acked_seq ?? 0;
  const ours = store.sql
    .selectFrom('journal')
    .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
    .select([
      'journal.seq',
      'journal.id',
      'journal.type',
      'journal.subject',
      'journal.at',
      'journal.actor',
      'journal.blobs',
    ])
    .select(['receipt.status', 'receipt.code', 'receipt.received_at', 'receipt.change'])
    .where('journal.stream', '=', counter.identity.place.stream)
    .where('journal.seq', '<', before ?? Number.MAX_SAFE_INTEGER)
    .orderBy('journal.seq', 'desc')
    .limit(limit);
  const all = cnic === undefined ? ours : ours.where('journal.subject', '=', personSubject(cnic));
  const filtered =
    filter === 'all'
      ? all
      : filter === 'stuck'
        ? all.where('receipt.status', 'in', ['parked', 'exception'])
        : all.where((eb) => eb.or([eb('receipt.status', 'is', null), eb('receipt.status', '=', 'parked')]));
  return store.all(filtered).map((row) => {
    const state = stateOf(row.status, row.seq <= acked);
    return {
      seq: row.seq,
      id: row.id as EntryView['id'],
      type: row.type,
      subject: row.subject,
      at: row.at,
      actor: row.actor as EntryView['actor'],
      state,
      blobsWaiting: waitingBlobs(counter, JSON.parse(row.blobs) as BlobRef[]),
      receiptAt: row.received_at,
      change: row.change,
      stuck: stuckOf(counter, state, row.code),
    };
  });
}

function stateOf(status: string | null, received: boolean): EntryView['state'] {
  if (status === 'applied' || status === 'parked' || status === 'exception' || status === 'rejected') return status;
  return received ? 'received' : 'waiting';
}

/** Why an entry does not move, and whose turn it is: central's, the supervisor's, or nobody's but the link's. */
function stuckOf(counter: Counter, state: EntryView['state'], code: string | null): EntryView['stuck'] {
  if (state === 'exception') return { code: asCode(code), owner: 'supervisor' };
  if (state === 'parked') return { code: asCode(code), owner: 'central' };
  const { fault } = counter.replay.link;
  if (state === 'waiting' && fault !== null) return { code: fault, owner: ownerOf(fault) };
  return null;
}

function ownerOf(fault: ErrorCode): 'nobody' | 'technician' | 'central' {
  if (!canRetry(fault)) return 'technician';
  return fault === 'central.unreachable' || fault === 'central.slow' ? 'nobody' : 'central';
}

function asCode(code: string | null): ErrorCode {
  return isErrorCode(code) ? code : 'internal.fault';
}

function waitingBlobs({ store }: Counter, blobs: readonly BlobRef[]): number {
  if (blobs.length === 0) return 0;
  const row = store.get(
    store.sql
      .selectFrom('blob_delivery')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('confirmed_at', 'is', null)
      .where(
        'sha256',
        'in',
        blobs.map((blob) => blob.sha256),
      ),
  );
  return row?.count ?? 0;
}
