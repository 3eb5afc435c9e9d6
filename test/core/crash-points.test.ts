import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Identity } from '../../src-main/features/enrolment/identity.ts';
import { recordContact } from '../../src-main/replay/replay-store.ts';
import { applyFeed } from '../../src-main/store/feed.ts';
import type { NewAct } from '../../src-main/store/journal.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import type { FeedItem } from '../../src-shared/contract/central/feed.ts';
import type { Cnic, StreamId } from '../../src-shared/ids.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { actorFor, nextActs } from '../simulator/operator.ts';
import type { SimulatedStore } from '../simulator/simulated-store.ts';
import { dump, StoreBench } from '../support/store-bench.ts';
import { uuid } from '../support/world.ts';

const stream = 'GLT-1-1' as StreamId;
const place = { stream, boot: 1 };
const enrolment = {
  stream,
  centralUrl: 'http://127.0.0.1:1',
  apiKey: 'k'.repeat(43),
  signingKey: 'key',
  centralPublicKey: 'key',
  certificate: null,
};
const reference = { code: 'GLT' as never, nameEn: 'Gilgit', nameUr: 'گلگت', staff: [] };
const lease = { change: 1, at: '2026-03-02T05:00:00.000Z', kind: 'entry', entry: leaseGranted() } as FeedItem;

/** Everything a counter makes durable in one transaction, in the order of an applicant's way. */
type Work = (store: SimulatedStore) => unknown;

interface Ways {
  /** What a program does at its start, before anything fails. */
  readonly prepare?: Work;
  /** Tables are what a rebuild gives at once; not so where that has to wait for central. */
  readonly rebuilt?: boolean;
}

describe('whatever statement of a transaction fails', () => {
  let bench: StoreBench;
  beforeAll(() => {
    bench = new StoreBench();
  });
  afterAll(() => bench.destroy());

  /** Fails every statement of a piece of work, one after another, both ways; then does it for good. */
  function tryEverywhere(work: Work, { prepare = () => undefined, rebuilt = true }: Ways = {}): number {
    const clean = bench.open();
    prepare(clean);
    const before = dump(clean);
    work(clean);
    const after = dump(clean);
    expect(after).not.toBe(before);
    let points = 0;
    for (const how of ['fails', 'loses power'] as const) {
      for (let point = 1; ; point += 1) {
        let store = bench.open();
        prepare(store);
        if (how === 'fails') store.failAt(point);
        else store.dieAfter(point, () => undefined);
        let broke = false;
        try {
          work(store);
        } catch {
          broke = true;
        }
        if (!store.hasFailed) {
          bench.discard(store);
          break;
        }
        points += 1;
        if (how === 'loses power') {
          store = bench.reopen(store);
          prepare(store);
        }
        const now = dump(store);
        expect([before, after]).toContain(now);
        if (!broke) expect(now, 'what was called done').toBe(after);
        if (now === before) work(store);
        expect(dump(store)).toBe(after);
        if (rebuilt) expect(rebuild(store, firstRules).differing).toEqual([]);
        expect(verifyJournal(store).breaks).toEqual([]);
        bench.discard(store);
      }
    }
    bench.keep(clean);
    return points;
  }

  let identity: Identity;
  const startsAgain = (store: SimulatedStore) => {
    identity = new Identity(store);
  };

  it('an enrolment is adopted whole or not at all', () => {
    expect(tryEverywhere(() => identity.adopt(enrolment, reference), { prepare: startsAgain })).toBeGreaterThan(6);
  });

  it('a page of the feed is settled whole or not at all', () => {
    expect(tryEverywhere((store) => applyFeed(store, [lease], { stream, rules: firstRules }))).toBeGreaterThan(8);
  });

  const cnic = '7110310000001' as Cnic;
  let step = 0;
  const way = [
    'person.recorded',
    'application.opened',
    'application.documentsSeen',
    'application.photographed',
    'till.took',
    'application.submitted',
    'lease.numberTaken',
    'card.started',
    'card.ended',
    'card.handedOver',
  ];
  it.each(way)('%s and what belongs to it are written whole or not at all', (type) => {
    step += 1;
    const points = tryEverywhere((store) => {
      const desk = { store, stream, centre: 'GLT' };
      const acts = store.watch(() => nextActs({ desk, cnic, at: new Date(bench.now).toISOString(), detail: 0.5 }))!;
      expect(acts[0]!.type).toBe(type);
      const done = bench.journal(store, step).append(place, actorFor(acts, 0), acts.map(withSameId));
      expect(done.ok).toBe(true);
    });
    expect(points).toBeGreaterThan(8);
  });

  it('an acknowledgement is kept whole or not at all', () => {
    const contact = { sentAt: bench.now, heardAt: bench.now + 100, serverTime: '2026-03-02T05:00:00.000Z' };
    expect(tryEverywhere((store) => recordContact(store, contact, { acked: 5 }))).toBeGreaterThan(4);
  });

  it('a renewal carries everything over or nothing', () => {
    const renewed = { ...enrolment, stream: 'GLT-1-2' as StreamId };
    // States name the stream an entry was written in until central has settled it in the new one.
    const ways = { prepare: startsAgain, rebuilt: false };
    expect(tryEverywhere(() => identity.renew(renewed, reference), ways)).toBeGreaterThan(20);
  });
});

/** What an act newly names has the same id at every try. */
function withSameId(act: NewAct): NewAct {
  const fresh = { 'application.opened': { applicationId: uuid(9_001) }, 'card.started': { jobId: uuid(9_002) } };
  const own = fresh[act.type as keyof typeof fresh] ?? {};
  return { ...act, data: { ...act.data, ...own } } as NewAct;
}

function leaseGranted(): Entry {
  const data = {
    prefix: 'GLT',
    from: 1,
    to: 8,
    checkDigit: 'iso7064-mod11-10',
    stream,
    expiresAt: '2027-01-01T00:00:00.000Z',
  };
  return {
    stream: 'CEN-0-1',
    seq: 1,
    id: uuid(1),
    type: 'lease.granted',
    schema: 1,
    subject: 'lease:GLT:1',
    deps: [],
    actor: 'central',
    role: 'central',
    at: '2026-03-02T05:00:00.000Z',
    boot: 0,
    offsetMs: 0,
    blobs: [],
    prevHash: '0'.repeat(64),
    body: JSON.stringify(data),
    hash: '1'.repeat(64),
  } as unknown as Entry;
}
