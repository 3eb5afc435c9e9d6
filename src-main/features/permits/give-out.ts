import { createHash } from 'node:crypto';
import type { PaperFile } from '../../../src-shared/contract/counter/permits.ts';
import { Sha256, type Cnic } from '../../../src-shared/ids.ts';
import { checkReprint, type PaperAsked } from '../../../src-shared/ledger/fold/paper.ts';
import type { PersonState } from '../../../src-shared/ledger/state.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import { actAs } from '../act.ts';
import { must } from '../handlers.ts';
import type { Sheet } from './paper-work.ts';

/** A paper to be given out, and what it is of. */
export interface GivenOut {
  readonly cnic: Cnic;
  readonly state: PersonState;
  readonly paper: PaperAsked;
  readonly sheet: Sheet;
  readonly page: () => Promise<string>;
}

/**
 * Prints a paper and books it: nothing is given out that the journal does not have, and nothing booked that was not
 * made. Refuses with `paper.reasonNeeded` before any work. Errors: `report.renderer…`.
 */
export async function giveOut(counter: Counter, { cnic, state, paper, sheet, page }: GivenOut): Promise<PaperFile> {
  // Whoever asked answers for it, also when the PC changed hands while the paper was made.
  const { actor } = counter.session;
  must(checkReprint(state, paper));
  const bytes = new Uint8Array(await counter.papers.toPdf(await page()));
  const sha256 = Sha256.parse(createHash('sha256').update(bytes).digest('hex'));
  const data = { ...paper, ...sheet, sha256, size: bytes.length };
  actAs(counter, actor, [{ type: 'paper.printed', subject: personSubject(cnic), data }]);
  return {
    paper: paper.paper,
    licenceNumber: paper.licenceNumber,
    fileName: fileName(counter, paper, sheet),
    sha256,
    file: new Blob([bytes], { type: 'application/pdf' }),
  };
}

/** Without the person's name or CNIC: files lie about. */
function fileName({ practice }: Counter, { paper, licenceNumber, applicationId }: PaperAsked, sheet: Sheet): string {
  const about = licenceNumber ?? applicationId?.slice(-12) ?? 'person';
  return `${practice === undefined ? 'parwana' : 'practice'}-${paper}-${about}-${sheet.language}.pdf`;
}
