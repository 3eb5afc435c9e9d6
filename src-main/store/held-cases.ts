import type { FeedItem } from '../../src-shared/contract/central/feed.ts';
import type { StaffId, StreamId } from '../../src-shared/ids.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import type { Clock } from '../ports.ts';
import { trustedNow } from './server-clock.ts';
import type { Store } from './store.ts';

const FORGET_MS = 24 * 3_600_000;

/** A case that a counter holds till a moment of central's clock. */
export interface HeldCase {
  readonly subject: Subject;
  readonly stream: StreamId;
  readonly actor: StaffId;
  readonly until: string;
}

type ClaimNews = Pick<FeedItem & { kind: 'claim' }, 'subject' | 'stream' | 'actor' | 'until'>;

/** Notes who holds a case, or that nobody does; call inside a transaction. */
export function putHeldCase(store: Store, { subject, stream, actor, until }: ClaimNews): void {
  if (stream === null || actor === null || until === null) {
    store.run(store.sql.deleteFrom('case_claim').where('subject', '=', subject));
    return;
  }
  const row = { stream, actor, until };
  store.run(
    store.sql
      .insertInto('case_claim')
      .values({ subject, ...row })
      .onConflict((conflict) => conflict.column('subject').doUpdateSet(row)),
  );
}

/** Forgets claims that ran out long ago by central's time. */
export function forgetHeldCases({ store, clock }: { readonly store: Store; readonly clock: Clock }): void {
  const before = new Date(Date.parse(trustedNow({ store, clock })) - FORGET_MS).toISOString();
  store.transact(() => store.run(store.sql.deleteFrom('case_claim').where('until', '<', before)));
}

export function findHeldCase(store: Store, subject: Subject): HeldCase | undefined {
  const row = store.get(store.sql.selectFrom('case_claim').selectAll().where('subject', '=', subject));
  return row as HeldCase | undefined;
}
