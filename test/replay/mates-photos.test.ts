import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectCentral, type CentralAddress } from '../../src-main/replay/central-client.ts';
import { MatesPhotos } from '../../src-main/replay/mates-photos.ts';
import { openStaging } from '../../src-main/store/snapshot.ts';
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

/** A central that says it has every photo and then sends nothing but what `answer` gives; `asked` tells that its bytes are waited for. */
function stuckCentral(missing: readonly Sha256[] = []) {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<Response>();
  const central: CentralAddress = {
    url: 'http://127.0.0.1:9',
    apiKey: 'k',
    fetch: async (sent, init) => {
      if (!(sent as Request).url.endsWith('/bytes')) return Response.json({ missing });
      asked.resolve();
      return new Promise<Response>((resolve, reject) => {
        void answer.promise.then(resolve);
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
      });
    },
  };
  return { central, asked: asked.promise, answer: answer.resolve };
}

function photosOf(central: CentralAddress, inPersonMs = 20) {
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
    inPersonMs,
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

describe('pieces of a file', () => {
  const ofOldSnapshot = 'a'.repeat(64) as Sha256;
  const ofReprint = 'b'.repeat(64) as Sha256;
  const piece = (of: Sha256) =>
    kept.store.transact(() =>
      kept.store.run(kept.store.sql.insertInto('download').values({ sha256: of, at: 0, bytes: Buffer.from('x') })),
    );
  const left = () => kept.store.all(kept.store.sql.selectFrom('download').select('sha256')).map((row) => row.sha256);

  it('that nobody fetches any more go; those of a needed photo and of one that is being fetched stay', async () => {
    const { central, asked, answer } = stuckCentral([sha256]);
    const { photos } = photosOf(central, 20_000);
    for (const each of [ofOldSnapshot, ofReprint, sha256]) piece(each);
    const waited = photos.fetchNow(ofReprint);
    await asked;
    await photos.step(AbortSignal.timeout(5_000));
    expect(new Set(left())).toEqual(new Set([ofReprint, sha256]));
    answer(Response.json({ code: 'photo.notHere' }, { status: 404 }));
    expect(await waited).toBe(false);
    await photos.step(AbortSignal.timeout(5_000));
    expect(left()).toEqual([sha256]);
  });

  it('stay while a snapshot is being loaded: they may be its own', async () => {
    const { photos } = photosOf(stuckCentral([sha256]).central);
    piece(ofOldSnapshot);
    openStaging(kept.store, 7);
    await photos.step(AbortSignal.timeout(5_000));
    expect(left()).toEqual([ofOldSnapshot]);
  });
});
