import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectCentral, type CentralAddress } from '../../src-main/replay/central-client.ts';
import { MatesPhotos } from '../../src-main/replay/mates-photos.ts';
import type { Sha256 } from '../../src-shared/ids.ts';
import { TestStore, wholeWay } from '../support/test-store.ts';

let kept: TestStore;
let sha256: Sha256;
beforeEach(() => {
  kept = new TestStore();
  kept.live(wholeWay.slice(0, 5));
  const named = kept.store.get(kept.store.sql.selectFrom('application').select(['photo', 'stream']))!;
  sha256 = named.photo as Sha256;
});
afterEach(() => kept.destroy());

/** A central that says it has every photo and then sends nothing; `asked` tells that its bytes are waited for. */
function stuckCentral() {
  const asked = Promise.withResolvers<void>();
  const central: CentralAddress = {
    url: 'http://127.0.0.1:9',
    apiKey: 'k',
    fetch: async (sent) => {
      const request = sent as Request;
      if (!request.url.endsWith('/bytes')) return Response.json({ missing: [] });
      asked.resolve();
      return new Promise<Response>((_, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason as Error));
      });
    },
  };
  return { central, asked: asked.promise };
}

function photosOf(central: CentralAddress) {
  const codes: unknown[] = [];
  const heard = (_: string, said?: Readonly<Record<string, unknown>>) => void codes.push(said?.code);
  const { store, now } = kept;
  const { stream } = store.get(store.sql.selectFrom('application').select('stream'))!;
  const photos = new MatesPhotos({
    api: connectCentral(central),
    central,
    store,
    clock: { now: () => now },
    log: { info: heard, warn: heard, error: heard },
    stream: stream as never,
    mustWait: () => false,
    inPersonMs: 20,
  });
  return { photos, codes };
}

describe('a photo that somebody waits for', () => {
  it('is waited for as long as a person does, and no longer', async () => {
    const { photos, codes } = photosOf(stuckCentral().central);
    expect(await photos.fetchNow(sha256)).toBe(false);
    expect(codes).toEqual(['central.slow']);
  });

  it('is waited for no longer when the lane is fetching it already, and the lane goes on', async () => {
    const { central, asked } = stuckCentral();
    const { photos, codes } = photosOf(central);
    const stop = new AbortController();
    const lane = photos.step(stop.signal).then(
      () => 'done',
      () => 'stopped',
    );
    await asked;
    expect(await photos.fetchNow(sha256)).toBe(false);
    expect(codes).toEqual(['central.slow']);
    expect(await Promise.race([lane, Promise.resolve('under way')])).toBe('under way');
    stop.abort();
    expect(await lane).toBe('stopped');
  });
});
