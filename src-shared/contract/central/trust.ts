import { z } from 'zod';
import { Instant } from '../../ids.ts';
import { Signature } from './enrolment.ts';

/** Most statements of one answer. */
export const MAX_STATEMENTS = 500;
/** Where the files of status lists are, by their hash: bytes with `Range`, as those of snapshots. */
export const STATUS_PATH = '/v1/status';
/** Largest of them, bytes. */
export const MAX_STATUS_BYTES = 4 * 1024 * 1024;

/** Bytes of a token in base64. */
const Token = z.base64().max(65_536);

/** Kind of the keys that cards are signed with in this deployment. */
export const CredentialAlgorithm = z.enum(['EdDSA', 'ES256']);

export const TrustQuery = z.strictObject({
  /** Statements that are here already. */
  after: z.coerce.number().int().nonnegative(),
});
export type TrustQuery = z.infer<typeof TrustQuery>;

/**
 * Keys and status lists. `statements` (certificates and revocations, COSE_Sign1) only ever grow; `directory` is signed by
 * the authority's status key and says what is in force as of its moment. See docs/credential.md.
 */
export const TrustReply = z.strictObject({
  root: z.strictObject({
    /** Name of the first root key, hex. */
    kid: z.string().regex(/^[0-9a-f]{16}$/),
    /** Ed25519 by central over `rootStatement()`. */
    signature: Signature,
  }),
  algorithm: CredentialAlgorithm,
  statements: z.array(Token).max(MAX_STATEMENTS),
  /** Ask next after this. */
  next: z.int().nonnegative(),
  more: z.boolean(),
  directory: Token,
  serverTime: Instant,
});
export type TrustReply = z.infer<typeof TrustReply>;

/** A counter's new key for signing cards: a COSE_Key in base64. The certificate comes with the statements. */
export const CertificateRequest = z.strictObject({ key: z.base64().max(400) });
export type CertificateRequest = z.infer<typeof CertificateRequest>;

export const CertificateReply = z.strictObject({
  /** Number of the statement that certifies it. */
  number: z.int().positive(),
  statement: Token,
});
export type CertificateReply = z.infer<typeof CertificateReply>;

/** What central signs of the first root key, so that a counter knows whom to believe. */
export function rootStatement(kid: string): string {
  return `parwana-root-1\n${kid}`;
}
