import { implement } from '@orpc/server';
import { centralContract } from '../../src-shared/contract/central.ts';
import type { Ack } from '../../src-shared/contract/central/batch.ts';
import { Fault } from '../../src-shared/errors.ts';
import { streamParts, type StreamId } from '../../src-shared/ids.ts';
import { headStatement } from '../../src-shared/ledger/chain.ts';
import { ENTRY_SCHEMA, OLDEST_ENTRY_SCHEMA } from '../../src-shared/ledger/entry-types.ts';
import type { ApiError } from './api-error.ts';
import { bytesOf } from './body.ts';
import { findCaller, type Caller } from '../auth/api-key.ts';
import { ed25519PublicKey, signText } from '../auth/signatures.ts';
import { throttled } from '../auth/throttle.ts';
import { readBundle, storeBundle } from '../blobs/bundle.ts';
import { findMissing } from '../blobs/presence.ts';
import type { Central } from '../central.ts';
import { claimCase } from '../claims/claims.ts';
import { enrol } from '../enrolment/enrol.ts';
import { readReference } from '../enrolment/reference.ts';
import { pollFeed } from '../feed/poll.ts';
import { readBatch } from '../ingest/batch-body.ts';
import { checkBatch } from '../ingest/check-batch.ts';
import { limits } from '../ingest/limits.ts';
import { receive } from '../ingest/receive.ts';
import { grantLease } from '../leases/grant.ts';
import { readReceipts } from '../snapshots/receipts.ts';
import { getSnapshot } from '../snapshots/snapshots.ts';
import { lookUp } from '../lookup/look-up.ts';
import { certify } from '../trust/certify.ts';
import { readTrust } from '../trust/trust-board.ts';

/** What a request brings besides its input. */
export interface ApiContext {
  readonly authorization: string | undefined;
  readonly address: string;
  /** Whose key it is, where that was looked up before the body was read. */
  readonly caller?: Caller | undefined;
  /** Hears of a failed call before it is answered. */
  readonly refused?: (error: ApiError) => void;
}

/** A batch of so many new entries is part of a backlog; a counter at work sends a few at a time. */
const BACKLOG = 32;

/** The contract's handlers. Keys are checked in one place, before any input is looked at. */
export function createApi(central: Central) {
  const { db, keys, now } = central;
  const root = implement(centralContract)
    .$context<ApiContext>()
    .use(async ({ context, procedure, next }, input: unknown) => {
      const { access } = procedure['~orpc'].meta;
      if (access === 'open') return next({ context: { caller: undefined as Caller | undefined } });
      const caller: Caller | undefined = context.caller ?? (await findCaller(db, context.authorization, now()));
      if (access === 'stream' && streamIn(input) !== caller.stream) throw new Fault('session.forbidden');
      return next({ context: { caller } });
    });

  return root.router({
    enrol: root.enrol.handler(({ input, context }) => {
      const at = now();
      return throttled(db, { what: `enrol ${context.address}`, now: at }, () =>
        enrol(db, { request: input, keys, now: at }),
      );
    }),
    hello: root.hello.handler(async ({ input }) => {
      const { stream } = input.params;
      const { build, schemas } = input.body;
      await db.updateTable('stream').set({ build }).where('stream', '=', stream).where('build', '<>', build).execute();
      const cursor = await db
        .selectFrom('stream_cursor')
        .select(['ack_seq', 'head'])
        .where('stream', '=', stream)
        .executeTakeFirstOrThrow();
      return {
        have: { seq: cursor.ack_seq, head: cursor.head },
        serverTime: now().toISOString(),
        limits,
        sealKey: keys.sealKey,
        schemas: { oldest: OLDEST_ENTRY_SCHEMA, newest: ENTRY_SCHEMA },
        upgradeAdvised: schemas.newest < ENTRY_SCHEMA,
      };
    }),
    batch: root.batch.handler(async ({ input, context }): Promise<Ack> => {
      const started = performance.now();
      const { stream } = input.params;
      const batch = await readBatch(await bytesOf(input.body));
      checkBatch(batch, { id: stream, key: ed25519PublicKey(context.caller?.publicKey ?? '') });
      const at = now();
      const { head, added } = await receive(db, stream, { batch, at });
      if (added >= BACKLOG) central.settler.wakeInLull();
      else if (added > 0) central.settler.wake();
      central.metrics.batchReceived(added, (performance.now() - started) / 1000);
      const headCountersignature = signText(keys.signing, headStatement({ stream, ...head }));
      return { ackSeq: head.seq, head: head.hash, serverTime: at.toISOString(), headCountersignature, limits };
    }),
    feed: root.feed.handler(async ({ input, signal }) => {
      const page = await pollFeed(central, input.params.stream, { query: input.query, signal });
      return { ...page, items: [...page.items], serverTime: now().toISOString() };
    }),
    lookup: root.lookup.handler(({ input }) =>
      lookUp(db, input.params.stream, { request: input.body, keys, now: now() }),
    ),
    snapshot: root.snapshot.handler(async ({ input }) => {
      const { centre } = streamParts(input.params.stream);
      return { manifest: await getSnapshot(central, centre), reference: await readReference(db, centre) };
    }),
    receipts: root.receipts.handler(({ input }) => readReceipts(db, input.params.stream, input.query)),
    claims: root.claims.handler(({ input }) =>
      claimCase(db, { stream: input.params.stream, request: input.body, now: now() }),
    ),
    leases: root.leases.handler(async ({ input }) => {
      const terms = { size: central.settings.leaseSize, days: central.settings.leaseDays };
      const reply = await grantLease(db, input.params.stream, { request: input.body, terms, keys, now: now() });
      if (reply.granted) central.settler.wake();
      return reply;
    }),
    trust: root.trust.handler(async ({ input }) => ({
      ...(await readTrust(central, input.query.after)),
      serverTime: now().toISOString(),
    })),
    certify: root.certify.handler(({ input }) =>
      certify(db, input.params.stream, { key: input.body.key, trust: central.trust, now: now() }),
    ),
    bundle: root.bundle.handler(async ({ input }) => {
      const bundle = readBundle(await bytesOf(input.body));
      await storeBundle(db, input.params.stream, { bundle, at: now() });
      return { held: bundle.blobs.length };
    }),
    blob: root.blob.handler(async ({ input: { sha256 } }) => {
      const missing = await findMissing(db, [sha256]);
      return { sha256, present: missing.length === 0 };
    }),
    missingBlobs: root.missingBlobs.handler(async ({ input }) => ({ missing: await findMissing(db, input.sha256) })),
  });
}

function streamIn(input: unknown): StreamId | undefined {
  return (input as { params?: { stream?: StreamId } } | undefined)?.params?.stream;
}
