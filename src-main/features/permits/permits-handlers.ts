import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { Cnic, EntryId } from '../../../src-shared/ids.ts';
import type { PaperFormat } from '../../../src-shared/ledger/entries/person-entries.ts';
import type { Counter } from '../../counter.ts';
import { findPerson, getApplication } from '../applications/find-application.ts';
import { deny, handlers } from '../handlers.ts';
import { giveOut, type GivenOut } from './give-out.ts';
import { getIssued } from './issued-paper.ts';
import { issuedPage } from './issued-page.ts';
import { letterPaper } from './letter-paper.ts';
import { barNotice, licenceNotice, returnLetter } from './letters.ts';
import type { Sheet } from './paper-work.ts';
import { proofPaper } from './proof-paper.ts';

export const permits = handlers.permits.router({
  print: handlers.permits.print.handler(async ({ input, context: { counter } }) => {
    const { applicationId, reason } = input;
    const issued = await getIssued(counter, applicationId);
    const { found, licence } = issued;
    const paper = found.work.rules.prints.find((each) => each !== 'card') ?? deny('paper.notOfService');
    const asked = sheetOf(counter, input);
    // The booklet has the size the convention's model folds to; a roll has not.
    const sheet: Sheet = paper === 'international' ? { ...asked, format: 'a4' } : asked;
    return giveOut(counter, {
      cnic: found.person.cnic,
      state: found.state,
      paper: { paper, applicationId, licenceNumber: licence.number, about: null, reason },
      sheet,
      page: () => issuedPage(counter, { paper, issued, sheet }),
    });
  }),

  proofSheet: handlers.permits.proofSheet.handler(async ({ input, context: { counter } }) => {
    const found = getApplication(counter, input.applicationId);
    const page = await proofPaper(counter, found, sheetOf(counter, { language: input.language }));
    return new Blob([new Uint8Array(await counter.papers.toPdf(page))], { type: 'application/pdf' });
  }),

  returnLetter: handlers.permits.returnLetter.handler(async ({ input, context: { counter } }) => {
    const { applicationId, reason } = input;
    const sheet = sheetOf(counter, input);
    const found = getApplication(counter, applicationId);
    const letter = returnLetter(found, sheet);
    const about = found.application.returned?.deed.entry ?? deny('paper.noGround');
    return giveOut(counter, {
      cnic: found.person.cnic,
      state: found.state,
      paper: { paper: 'returned', applicationId, licenceNumber: null, about, reason },
      sheet,
      page: () => letterPaper(counter, sheet, letter),
    });
  }),

  notice: handlers.permits.notice.handler(async ({ input, context: { counter } }) =>
    giveOut(counter, noticeOf(counter, { ...input, sheet: sheetOf(counter, input) })),
  ),
});

interface AskedNotice {
  readonly cnic: Cnic;
  readonly entry: EntryId;
  readonly reason: string | null;
  readonly sheet: Sheet;
}

/** The notice of one act of the register, whether of a licence or of the person. Refuses with `paper.noGround`. */
function noticeOf(counter: Counter, { cnic, entry, reason, sheet }: AskedNotice): GivenOut {
  const state = findPerson(counter, cnic);
  if (state === undefined || state.person === null) return deny('person.unknown');
  const { person } = state;
  const ofLicence = Object.values(state.licences).flatMap((licence) =>
    (licence.changes ?? []).flatMap((change) => (change.deed.entry === entry ? [{ licence, change }] : [])),
  )[0];
  const ofPerson = (state.bars ?? []).find(({ deed }) => deed.entry === entry);
  const letter =
    ofLicence === undefined
      ? barNotice(person, ofPerson ?? deny('paper.noGround'), sheet)
      : licenceNotice(person, ofLicence, sheet);
  const licenceNumber = ofLicence?.licence.number ?? null;
  return {
    cnic,
    state,
    paper: { paper: 'notice', applicationId: null, licenceNumber, about: entry, reason },
    sheet,
    page: () => letterPaper(counter, sheet, letter),
  };
}

function sheetOf(
  { identity }: Counter,
  { language, format }: { language?: Language | undefined; format?: PaperFormat | undefined },
): Sheet {
  return { language: language ?? identity.language, format: format ?? 'a4' };
}
