import type { StreamPlace } from '../../../src-shared/contract/central/enrolment.ts';
import type { CentreReference } from '../../../src-shared/contract/central/feed.ts';
import { Fault } from '../../../src-shared/errors.ts';
import { isSameCounter, type StreamId } from '../../../src-shared/ids.ts';
import { enrolAtCentral } from '../../replay/enrol-at-central.ts';
import { VERSION } from '../../version.ts';
import type { Enrolment, Identity } from './identity.ts';

/** What a technician brings to a new PC. */
export interface Invitation {
  readonly centralUrl: string;
  readonly code: string;
  /** SHA-256 of a certificate that nobody vouches for, compared with the authority's paper. */
  readonly trust?: string | undefined;
}

interface JoinParts {
  readonly identity: Identity;
  readonly escrow: (publicKey: string) => Promise<void>;
  readonly fetch: typeof fetch;
}

/**
 * Joins a centre: a signing key of its own, central's answer adopted in one commit, and the store's key
 * wrapped for the authority. Errors: `enrolment.badCode`, `central.*`.
 */
export async function joinCentre(parts: JoinParts, invitation: Invitation): Promise<void> {
  const { enrolment, reference } = await ask(parts, invitation);
  parts.identity.adopt(enrolment, reference);
}

/**
 * Gives an enrolled counter a new epoch, keeping its store. Until the answer is adopted, in one commit, the counter is
 * what it was, and the same code may be tried again. Gives how many entries were carried over. Errors: `enrolment.needed`,
 * `enrolment.badCode` also for another counter's code, `central.*`.
 */
export async function renewEnrolment(
  parts: JoinParts,
  { centralUrl, ...invitation }: Omit<Invitation, 'centralUrl'> & { readonly centralUrl?: string | undefined },
): Promise<number> {
  const before = parts.identity.enrolment;
  if (before === undefined) throw new Fault('enrolment.needed');
  const renewed = await ask(parts, { centralUrl: centralUrl ?? before.centralUrl, ...invitation }, before.stream);
  // A central that does not know of renewals would have enrolled whatever counter the code was for.
  if (!isSameCounter(renewed.enrolment.stream, before.stream)) throw new Fault('enrolment.badCode');
  return parts.identity.renew(renewed.enrolment, renewed.reference, renewed.have);
}

async function ask(
  parts: JoinParts,
  { centralUrl, code, trust }: Invitation,
  renews?: StreamId,
): Promise<{ enrolment: Enrolment; reference: CentreReference; have: readonly StreamPlace[] | undefined }> {
  const { signingKey, publicKey } = parts.identity.enrolmentKey();
  const reply = await enrolAtCentral({
    url: centralUrl,
    code,
    publicKey,
    build: VERSION,
    fetch: parts.fetch,
    ...(trust === undefined ? {} : { trust }),
    ...(renews === undefined ? {} : { renews }),
  });
  await parts.escrow(reply.escrowKey);
  const { stream, apiKey, centralKey: centralPublicKey, certificate, reference, have } = reply;
  return { enrolment: { stream, centralUrl, apiKey, signingKey, centralPublicKey, certificate }, reference, have };
}
