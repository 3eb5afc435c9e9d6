import type { EnrolReply } from '../../src-shared/contract/central/enrolment.ts';
import type { StreamId } from '../../src-shared/ids.ts';
import { connectCentral } from './central-client.ts';
import { checkSecure, type Fetch } from './guarded-fetch.ts';
import { pinnedFetch, readCertificate } from './pinned-fetch.ts';

export interface EnrolmentAsk {
  /** Central's address, e.g. `https://central.example`. */
  readonly url: string;
  readonly code: string;
  /** Ed25519, raw 32 bytes, base64. */
  readonly publicKey: string;
  readonly build: string;
  readonly fetch: Fetch;
  /** SHA-256 fingerprint of a certificate no authority vouches for, as the technician compared it. */
  readonly trust?: string;
  /** The stream that this journal had before. */
  readonly renews?: StreamId;
}

/** What central gave, and over https the certificate that is pinned from now on. */
export interface EnrolledAtCentral extends EnrolReply {
  readonly certificate: string | null;
}

/**
 * Enrols this PC at central. Errors: `enrolment.badCode`; `central.insecure {certificate}` for plain
 * http to another machine or a certificate nobody vouches for; `central.*` for the line.
 */
export async function enrolAtCentral(ask: EnrolmentAsk): Promise<EnrolledAtCentral> {
  const { url, code, publicKey, build } = ask;
  const secure = checkSecure(url).protocol === 'https:';
  const certificate = secure ? await readCertificate(url, ask.trust) : null;
  const send = certificate === null ? ask.fetch : pinnedFetch(certificate);
  const reply = await connectCentral({ url, apiKey: '', fetch: send }).enrol({
    code,
    publicKey,
    build,
    ...(ask.renews === undefined ? {} : { renews: ask.renews }),
  });
  return { ...reply, certificate };
}
