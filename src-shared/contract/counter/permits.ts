import { z } from 'zod';
import { ApplicationId, Cnic, EntryId, LicenceNumber, Sha256 } from '../../ids.ts';
import { PaperFormat, PaperKind } from '../../ledger/entries/person-entries.ts';
import { Language } from './enrolment.ts';
import { command, query } from './procedure.ts';

/** A paper that was made and booked: the PDF that is given out. */
export const PaperFile = z.object({
  paper: PaperKind,
  licenceNumber: LicenceNumber.nullable(),
  fileName: z.string(),
  sha256: Sha256,
  file: z.instanceof(Blob),
});
export type PaperFile = z.infer<typeof PaperFile>;

const Reason = z.string().trim().min(3).max(200).nullable();

/** The counter's own language and A4 unless told otherwise. */
const asAsked = { reason: Reason, language: Language.optional(), format: PaperFormat.optional() };

export const permits = {
  /**
   * Makes what the service of an issued application prints besides cards, and books it. A second print needs a reason.
   * Refuses with `paper.notIssued`, `.notOfService`, `.outOfForce`, `.reasonNeeded`, `application.photoMissing`,
   * `photo.notHere`. Errors: `report.rendererMissing`, `report.rendererFailed`.
   */
  print: command(['operator', 'supervisor'])
    .input(z.strictObject({ applicationId: ApplicationId, ...asAsked }))
    .output(PaperFile),
  /** What the applicant reads, checks and signs before anything is issued. Books nothing. */
  proofSheet: query(['operator', 'supervisor'])
    .input(z.strictObject({ applicationId: ApplicationId, language: Language.optional() }))
    .output(z.instanceof(Blob)),
  /** The letter with which an application goes back to its applicant. Refuses with `paper.noGround`, `.reasonNeeded`. */
  returnLetter: command(['operator', 'supervisor'])
    .input(z.strictObject({ applicationId: ApplicationId, ...asAsked }))
    .output(PaperFile),
  /**
   * The notice of one act of the register: a suspension, cancellation or restoration, a person barred or unbarred.
   * Refuses with `paper.noGround`, `.reasonNeeded`, `person.unknown`.
   */
  notice: command(['operator', 'supervisor'])
    .input(z.strictObject({ cnic: Cnic, entry: EntryId, ...asAsked }))
    .output(PaperFile),
};
