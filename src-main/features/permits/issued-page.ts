import type { PaperKind } from '../../../src-shared/ledger/entries/person-entries.ts';
import type { Counter } from '../../counter.ts';
import { internationalPaper } from './international-paper.ts';
import type { IssuedPaper } from './issued-paper.ts';
import { letterPaper } from './letter-paper.ts';
import { serviceLetter } from './letters.ts';
import type { Sheet } from './paper-work.ts';
import { permitPaper } from './permit-paper.ts';

interface Asked {
  readonly paper: PaperKind;
  readonly issued: IssuedPaper;
  readonly sheet: Sheet;
}

/** What a service prints of what it gave, besides cards. */
export function issuedPage(counter: Counter, { paper, issued, sheet }: Asked): Promise<string> {
  if (paper === 'international') return internationalPaper(counter, issued, sheet);
  if (paper === 'letter') return letterPaper(counter, sheet, serviceLetter(issued, sheet));
  return permitPaper(counter, issued, sheet);
}
