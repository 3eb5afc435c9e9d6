import { z } from 'zod';
import { RawKey } from '../src-shared/contract/central/enrolment.ts';
import { CredentialAlgorithm } from '../src-shared/contract/central/trust.ts';

/** What an administrator may set; every value has a default that suits one district. */
export const CentralSettings = z.strictObject({
  /** Address to listen on. Anything but loopback needs TLS here or a proxy in front that ends it. */
  host: z.string().default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(0),
  tls: z.strictObject({ cert: z.string(), key: z.string() }).optional(),
  behindProxy: z.boolean().default(false),
  /** Connections to the database. */
  poolSize: z.int().min(3).max(200).default(10),
  /** Licence numbers lent at a time, and for how many days. */
  leaseSize: z.int().min(2).max(100_000).default(200),
  leaseDays: z.int().min(1).max(3_650).default(180),
  /** Changes of a centre behind which a whole snapshot is made and sent instead. */
  snapshotBehind: z.int().min(1).max(1_000_000).default(2_000),
  /** Days that single changes are kept once a snapshot holds them. */
  feedKeepDays: z.number().positive().max(3_650).default(90),
  /** Kind of the keys that cards are signed with. */
  credentialAlgorithm: CredentialAlgorithm.default('EdDSA'),
  /** Oldest that a status list may be when a counter asks for it, seconds. */
  statusSeconds: z.number().min(0).max(86_400).default(20),
  /** The authority's X25519 recovery key; one is made when there is none. */
  escrowKey: RawKey.optional(),
});
export type CentralSettings = z.infer<typeof CentralSettings>;
