import type { Reason, Verdict, Verification } from '../../../src-shared/credential/verdict.ts';
import type { LicenceNumber } from '../../../src-shared/ids.ts';
import { standingOfLicence } from '../../../src-shared/ledger/standing-of.ts';
import { today } from '../applications/find-application.ts';
import { holderOf, verifyText, type VerifyCounter } from '../trust/verify.ts';

/**
 * What the register here says of a number that somebody typed. Good news it is not: whoever made a false card has put a
 * true number on it; so a number in force is no proof, and bad standing is bad whatever the card looks like.
 */
export function verifyNumber(counter: VerifyCounter, number: LicenceNumber): Verification {
  const bare = verifyText(counter, number);
  const licence = holderOf(counter, number)?.licences[number];
  const say = (verdict: Verdict, ...reasons: Reason[]): Verification => ({ ...bare, verdict, reasons });
  const only: Reason = { code: 'text.numberOnly' };
  if (licence === undefined) return say('cannotSay', only, { code: 'register.unknown' });
  switch (standingOfLicence(licence, today(counter))) {
    case 'cancelled':
      return say('cancelled', { code: 'licence.cancelled' }, only);
    case 'suspended':
      return say('suspended', { code: 'licence.suspended' }, only);
    case 'expired':
      return say('expired', { code: 'licence.expired', detail: { day: licence.validUntil } }, only);
    case 'active':
      return say('cannotSay', only, { code: 'register.inForce' });
  }
}
