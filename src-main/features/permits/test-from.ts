import type { Day } from '../../../src-shared/ids.ts';
import { addDays } from '../../../src-shared/licensing/calendar.ts';
import { kindOfLicence } from '../../../src-shared/ledger/standing-of.ts';
import type { IssuedPaper } from './issued-paper.ts';

/**
 * The first day on which what this document prepares for may be applied for, by the rules it was issued under;
 * undefined where none of them makes its holder wait.
 */
export function testFrom({ licence, found }: IssuedPaper): Day | undefined {
  const kind = kindOfLicence(licence);
  const waits = found.book.services.flatMap(({ applicant }) =>
    applicant.flatMap((each) => (each.is === 'holds' && each.document === kind ? [each.forDays] : [])),
  );
  const longest = Math.max(0, ...waits);
  return longest === 0 ? undefined : addDays(licence.issuedOn, longest);
}
