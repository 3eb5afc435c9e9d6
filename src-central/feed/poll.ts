import { MAX_FEED_ITEMS, type FeedQuery } from '../../src-shared/contract/central/feed.ts';
import { streamParts, type StreamId } from '../../src-shared/ids.ts';
import type { Central } from '../central.ts';
import { checkSeen } from './floor.ts';
import { readPage, type Page } from './page.ts';

export interface Poll {
  readonly query: FeedQuery;
  readonly signal?: AbortSignal | undefined;
}

/** A page of the feed; when there is no news, waits for some up to the time asked for. */
export async function pollFeed(
  central: Pick<Central, 'db' | 'keys' | 'settings' | 'bell'>,
  stream: StreamId,
  { query, signal }: Poll,
): Promise<Page> {
  const { bell } = central;
  await checkSeen(central.db, streamParts(stream).centre, query);
  const range = { after: query.after, limit: query.limit ?? MAX_FEED_ITEMS };
  const until = performance.now() + (query.wait ?? 0) * 1000;
  for (;;) {
    // Listening starts before reading: news that comes in between is heard.
    const left = Math.max(0, until - performance.now());
    const stop = new AbortController();
    const signals = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
    const { heard } = bell.listen(streamParts(stream).centre, { ms: left, signal: signals });
    const page = await readPage(central, stream, range);
    if (page.items.length > 0 || left === 0 || signal?.aborted === true || !bell.isOpen) {
      stop.abort();
      return page;
    }
    range.after = page.next;
    await heard;
  }
}
