import type { KeyObject } from 'node:crypto';
import { MAX_CLAIM_SECONDS } from '../../src-shared/contract/central/claims.ts';
import { MAX_FEED_WAIT, type FeedItem } from '../../src-shared/contract/central/feed.ts';
import { Fault } from '../../src-shared/errors.ts';
import { isSameCounter, type EntryId, type StreamId } from '../../src-shared/ids.ts';
import { hashEntry, headStatement, subjectStatement } from '../../src-shared/ledger/chain.ts';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import type { Clock } from '../ports.ts';
import { goOn, mayBeginAgain } from '../store/begin-again.ts';
import { applyFeed } from '../store/feed.ts';
import { findHead, sha256 } from '../store/journal.ts';
import { noteRestored } from '../store/restored.ts';
import type { Store } from '../store/store.ts';
import type { CentralAddress, CentralApi } from './central-client.ts';
import { isSignedBy } from './central-signature.ts';
import type { StepResult } from './lane.ts';
import { readCursor, recordContact } from './replay-store.ts';
import { loadSnapshot } from './snapshot.ts';
import { isStateOf } from './state-text.ts';

const PAGE = 200;

export interface PullParts {
  readonly api: CentralApi;
  readonly central: CentralAddress;
  readonly store: Store;
  readonly rules: Catalogues;
  readonly clock: Clock;
  readonly stream: StreamId;
  readonly centralKey: KeyObject;
  /** The line was down when last heard of: an answer at once, even an empty one, says that it is back. */
  readonly isDown?: () => boolean;
  /** Something came down. */
  readonly onItems: (items: readonly FeedItem[]) => void;
  /** Entries that central applied and this build's fold refuses. */
  readonly onDiverged: (entries: readonly EntryId[]) => void;
}

/**
 * Fetches one page of central's feed and settles it. When nothing is new the call waits at central
 * until something is, so a decision arrives within moments of being made.
 */
export async function pullStep(parts: PullParts, signal: AbortSignal): Promise<StepResult> {
  const { api, store, rules, clock, stream } = parts;
  const { feed, seen } = readCursor(store);
  const sentAt = clock.now();
  const wait = parts.isDown?.() === true ? 0 : MAX_FEED_WAIT;
  const query = { after: feed, limit: PAGE, wait, ...seen };
  const call = { signal, context: { extraMs: MAX_FEED_WAIT * 1000 } };
  const page = await api
    .feed({ params: { stream }, query }, call)
    .catch((error: unknown) => orSnapshotNeeded(store, error));
  if (page === undefined) {
    await loadSnapshot(parts, signal);
    return 'more';
  }
  const heardAt = clock.now();
  if (page.next < feed) throw new Fault('central.rolledBack', { change: page.next });
  checkPage(parts, page.items, { after: feed, next: page.next });
  checkWhole(parts, page.items);
  goOn(store);
  if (page.items.length > 0) {
    const { diverged } = applyFeed(store, page.items, { stream, rules });
    if (diverged.length > 0) parts.onDiverged(diverged);
  }
  // A long poll's answer was written at its end: it tells the clock's offset as of then.
  const asked = page.items.length > 0 ? sentAt : heardAt;
  recordContact(
    store,
    { sentAt: Math.max(asked, sentAt), heardAt, serverTime: page.serverTime },
    { feed: page.next, ...(!page.more && { feedAt: asked }) },
  );
  if (page.items.length > 0) parts.onItems(page.items);
  return 'more';
}

/**
 * Central no longer has the single changes asked for, or too many, or was set back and a renewal allowed to begin again:
 * undefined, and the whole is fetched.
 */
function orSnapshotNeeded(store: Store, error: unknown): undefined {
  const code = error instanceof Fault ? error.code : undefined;
  if (code === 'central.snapshotNeeded' || (code === 'central.rolledBack' && mayBeginAgain(store))) return undefined;
  throw error;
}

/**
 * News of an entry of this stream that was never written here: this PC runs from an older copy of its data, or another
 * PC has the same identity. The feed stops before it, for in a new epoch that entry comes down like a mate's and nothing
 * of it is missed. Throws `counter.restored {known, here}`.
 */
function checkWhole({ store, stream }: PullParts, items: readonly FeedItem[]): void {
  for (const item of items) {
    if (item.kind !== 'receipt' || item.receipt.stream !== stream) continue;
    const { entryId, seq } = item.receipt;
    if (store.get(store.sql.selectFrom('journal').select('seq').where('id', '=', entryId)) !== undefined) continue;
    const found = { known: seq, here: findHead(store, stream).seq };
    noteRestored(store, { ...found, by: 'central' });
    throw new Fault('counter.restored', found);
  }
}

/** Order, kinship and authorship of a page: what a wrong or a false central could slip in is refused whole. */
export function checkPage(
  { stream, centralKey }: Pick<PullParts, 'stream' | 'centralKey'>,
  items: readonly FeedItem[],
  { after, next }: { after: number; next: number },
): void {
  let last = after;
  for (const item of items) {
    if (item.change <= last || item.change > next) throw new Fault('central.garbage', { change: item.change });
    last = item.change;
    if (item.kind === 'receipt' && !isSameCounter(item.receipt.stream, stream)) throw new Fault('central.garbage');
    if (item.kind === 'entry') checkEntry(item, { stream, centralKey });
    if (item.kind === 'subject') checkState(item, centralKey);
    if (item.kind === 'claim') checkClaim(item);
  }
}

/** A claim has a holder and an end, or neither, and ends as soon as claims do: none can shut a case for good. */
function checkClaim({ change, at, stream, actor, until }: FeedItem & { kind: 'claim' }): void {
  const parts = [stream, actor, until].filter((each) => each !== null).length;
  const lasts = until === null ? 0 : Date.parse(until) - Date.parse(at);
  if (parts % 3 !== 0 || lasts > MAX_CLAIM_SECONDS * 1000) throw new Fault('central.garbage', { change });
}

/** A whole state must be central's word on that subject as of that change, and of that kind. */
function checkState({ subject, state, change, signature }: FeedItem & { kind: 'subject' }, key: KeyObject): void {
  const statement = subjectStatement({ subject, change, stateHash: sha256(state) });
  if (!isSignedBy(key, statement, signature)) throw new Fault('central.badSignature', { change });
  if (!isStateOf(subject, state)) throw new Fault('central.garbage', { change });
}

function checkEntry(
  { entry, signature }: FeedItem & { kind: 'entry' },
  { stream, centralKey }: Pick<PullParts, 'stream' | 'centralKey'>,
): void {
  const { body, hash, ...header } = entry;
  if (entry.stream === stream || hashEntry(header, body, sha256) !== hash) throw new Fault('central.badChain');
  if (entry.role !== 'central') return;
  const statement = headStatement({ stream: entry.stream, seq: entry.seq, hash });
  if (signature === undefined || !isSignedBy(centralKey, statement, signature)) throw new Fault('central.badSignature');
}
