import { oc } from '@orpc/contract';
import { z } from 'zod';
import { Sha256, StreamId } from '../ids.ts';
import { Ack } from './central/batch.ts';
import { BlobPresence, BundleReply, MissingBlobsReply, MissingBlobsRequest } from './central/blobs.ts';
import { EnrolReply, EnrolRequest, HelloReply, HelloRequest } from './central/enrolment.ts';
import { ClaimReply, ClaimRequest } from './central/claims.ts';
import { errorsOf } from './central/faults.ts';
import { FeedPage, FeedQuery } from './central/feed.ts';
import { LeaseReply, LeaseRequest } from './central/leases.ts';
import { LookupReply, LookupRequest } from './central/lookup.ts';
import { ReceiptsPage, ReceiptsQuery, SnapshotReply } from './central/snapshot.ts';
import { CertificateReply, CertificateRequest, TrustQuery, TrustReply } from './central/trust.ts';

/** Who may call: `open` needs no key; `stream` the key of the very stream in the path; `key` any stream's. */
export interface CentralMeta {
  readonly access: 'open' | 'key' | 'stream';
}

const base = oc
  .$meta<CentralMeta>({ access: 'stream' })
  .errors(errorsOf('input.malformed', 'central.busy', 'central.fault'));

const withKey = base.errors(errorsOf('central.unauthorised', 'session.forbidden', 'central.staleEpoch'));
const params = z.strictObject({ stream: StreamId });

/**
 * Counter to central. Bodies are JSON but for the batch (zstd NDJSON, see `central/batch.ts`) and the bundle
 * (`central/blobs.ts`); blobs go up by tus under `/v1/uploads`, small ones of a quick line in bundles.
 */
export const centralContract = {
  enrol: base
    .meta({ access: 'open' })
    .route({ method: 'POST', path: '/v1/enrol', tags: ['enrolment'], summary: 'Enrol a counter with a one-time code' })
    .errors(errorsOf('enrolment.badCode'))
    .input(EnrolRequest)
    .output(EnrolReply),
  hello: withKey
    .route({
      method: 'POST',
      path: '/v1/streams/{stream}/hello',
      inputStructure: 'detailed',
      tags: ['replay'],
      summary: 'Open a session: what central has, its time, limits and schemas',
    })
    .errors(errorsOf('central.upgradeNeeded'))
    .input(z.object({ params, body: HelloRequest }))
    .output(HelloReply),
  batch: withKey
    .route({
      method: 'POST',
      path: '/v1/streams/{stream}/batch',
      inputStructure: 'detailed',
      tags: ['replay'],
      summary: 'Push a signed batch of entries; acknowledged when durable',
    })
    .errors(errorsOf('central.gap', 'central.tooLarge', 'central.badChain', 'central.badSignature'))
    .input(z.object({ params, body: z.file() }))
    .output(Ack),
  feed: withKey
    .route({
      method: 'GET',
      path: '/v1/streams/{stream}/feed',
      inputStructure: 'detailed',
      tags: ['replay'],
      summary: 'Pull receipts, other streams’ entries and reference data, in central’s order (long poll)',
    })
    .errors(errorsOf('central.rolledBack', 'central.snapshotNeeded'))
    .input(z.object({ params, query: FeedQuery }))
    .output(FeedPage),
  snapshot: withKey
    .route({
      method: 'GET',
      path: '/v1/streams/{stream}/snapshot',
      inputStructure: 'detailed',
      tags: ['snapshots'],
      summary: 'The signed list of files that hold all a centre is subscribed to, as of a change',
    })
    .input(z.object({ params }))
    .output(SnapshotReply),
  receipts: withKey
    .route({
      method: 'GET',
      path: '/v1/streams/{stream}/receipts',
      inputStructure: 'detailed',
      tags: ['snapshots'],
      summary: 'The stream’s receipts as they stood at a change',
    })
    .input(z.object({ params, query: ReceiptsQuery }))
    .output(ReceiptsPage),
  claims: withKey
    .route({
      method: 'POST',
      path: '/v1/streams/{stream}/claims',
      inputStructure: 'detailed',
      tags: ['claims'],
      summary: 'Take, renew or release a case, so that two counters do not work on it at once',
    })
    .input(z.object({ params, body: ClaimRequest }))
    .output(ClaimReply),
  lookup: withKey
    .route({
      method: 'POST',
      path: '/v1/streams/{stream}/lookup',
      inputStructure: 'detailed',
      tags: ['people'],
      summary: 'What central knows of one person, by CNIC or licence number; audited, and followed from then on',
    })
    .input(z.object({ params, body: LookupRequest }))
    .output(LookupReply),
  leases: withKey
    .route({
      method: 'POST',
      path: '/v1/streams/{stream}/leases',
      inputStructure: 'detailed',
      tags: ['numbers'],
      summary: 'Ask for licence numbers',
    })
    .input(z.object({ params, body: LeaseRequest }))
    .output(LeaseReply),
  bundle: withKey
    .route({
      method: 'POST',
      path: '/v1/streams/{stream}/bundle',
      inputStructure: 'detailed',
      tags: ['blobs'],
      summary: 'Send small blobs together: a line of JSON that lists them, then their bytes; all or none',
    })
    .errors(errorsOf('central.tooLarge'))
    .input(z.object({ params, body: z.file() }))
    .output(BundleReply),
  trust: withKey
    .route({
      method: 'GET',
      path: '/v1/streams/{stream}/trust',
      inputStructure: 'detailed',
      tags: ['trust'],
      summary: 'Keys that cards are signed with, what became of them, and the status lists in force',
    })
    .input(z.object({ params, query: TrustQuery }))
    .output(TrustReply),
  certify: withKey
    .route({
      method: 'POST',
      path: '/v1/streams/{stream}/certificates',
      inputStructure: 'detailed',
      tags: ['trust'],
      summary: 'Have a new key for signing cards certified',
    })
    .input(z.object({ params, body: CertificateRequest }))
    .output(CertificateReply),
  blob: withKey
    .meta({ access: 'key' })
    .route({ method: 'GET', path: '/v1/blobs/{sha256}', tags: ['blobs'], summary: 'Does central hold a blob?' })
    .input(z.strictObject({ sha256: Sha256 }))
    .output(BlobPresence),
  missingBlobs: withKey
    .meta({ access: 'key' })
    .route({ method: 'POST', path: '/v1/blobs/missing', tags: ['blobs'], summary: 'Which of these blobs are missing?' })
    .input(MissingBlobsRequest)
    .output(MissingBlobsReply),
};

export type CentralContract = typeof centralContract;
