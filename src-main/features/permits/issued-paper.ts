import type { LicenceState } from '../../../src-shared/ledger/state.ts';
import { standingOfLicence } from '../../../src-shared/ledger/standing-of.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { getApplication, today, type Found } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';
import { proofText } from './proof-text.ts';

/** An application that ended well, with what it gave. */
export interface IssuedPaper {
  readonly found: Found;
  readonly licence: LicenceState;
  /** What its code says. */
  readonly proof: string;
}

/** Refuses with `application.unknown`, `paper.notIssued`, `paper.outOfForce`. */
export async function getIssued(counter: Counter, id: ApplicationId): Promise<IssuedPaper> {
  const found = getApplication(counter, id);
  const number = found.application.approved?.licenceNumber;
  const licence = number === undefined ? undefined : found.state.licences[number];
  if (licence === undefined) return deny('paper.notIssued');
  const standing = standingOfLicence(licence, today(counter));
  if (standing === 'suspended' || standing === 'cancelled') return deny('paper.outOfForce');
  return { found, licence, proof: await proofText(counter, licence.number) };
}
