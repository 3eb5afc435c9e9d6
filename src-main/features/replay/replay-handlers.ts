import type { EntryView } from '../../../src-shared/contract/counter/views.ts';
import { canRetry, isErrorCode, type ErrorCode } from '../../../src-shared/errors.ts';
import type { BlobRef } from '../../../src-shared/ledger/entry.ts';
import type { Counter } from '../../counter.ts';
import { handlers } from '../handlers.ts';
import { entriesOf, type Wanted } from './entry-list.ts';
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

function listEntries(counter: Counter, wanted: Wanted): EntryView[] {
  const acked = counter.store.get(counter.store.sql.selectFrom('replay_cursor').select('acked_seq'))?.acked_seq ?? 0;
  return entriesOf(counter, wanted).map((row) => {
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
