import type { CalibrationId, JobId, LicenceNumber } from '../../../src-shared/ids.ts';
import { JobId as JobIdSchema, streamParts } from '../../../src-shared/ids.ts';
import { checkPrint } from '../../../src-shared/ledger/fold/card.ts';
import { standingOfLicence } from '../../../src-shared/ledger/standing-of.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import type { PrinterState } from '../../devices/printer/printer-port.ts';
import { actAs } from '../act.ts';
import { today } from '../applications/find-application.ts';
import { calibrationForWork, firstUseOf } from '../devices/calibrations.ts';
import { getPrinterInUse } from '../devices/device-in-use.ts';
import { mustBeFree } from '../claims/must-be-free.ts';
import { deviceText } from '../devices/device-text.ts';
import { printSettingsOf } from '../devices/print-settings.ts';
import { deny, must } from '../handlers.ts';
import { accountBeforeJob } from '../stock/printer-account.ts';
import { stockOf } from '../stock/stock-day.ts';
import { getLicence } from './find-licence.ts';
import { drawLicence, faceHash } from './licence-card.ts';
import { readyPrinter, type DeskJob } from './print-desk.ts';

/** Which card, and why again if it was printed before. */
export interface PrintWish {
  readonly licenceNumber: LicenceNumber;
  readonly reason: string | null;
}

/**
 * Prints a licence card. `card.started` is durable before anything reaches the printer, so that after a
 * power cut the job without an outcome says "look"; only a printer that swears the blank is still in its
 * feeder lets the counter close the job by itself as not printed. Refuses as `cards.print` says.
 */
export function printLicence(counter: Counter, wish: PrintWish): Promise<JobId> {
  return counter.prints.start(counter, () => prepare(counter, wish));
}

async function prepare(counter: Counter, { licenceNumber, reason }: PrintWish): Promise<DeskJob> {
  // Whoever pressed print answers for it, also when the PC changes hands while the card is drawn.
  const { actor } = counter.session;
  const found = getLicence(counter, licenceNumber);
  mustBeFree(counter, [{ type: 'card.started', subject: personSubject(found.person.cnic) }]);
  const standing = standingOfLicence(found.licence, today(counter));
  if (standing === 'suspended' || standing === 'cancelled') deny('paper.outOfForce');
  must(checkPrint(found.state, licenceNumber, reason));
  requireBlank(counter);
  const faces = await drawLicence(counter, found);
  // Asked last: printer, count, calibration and settings are those the card is printed with, and none changes on the way.
  const state = await readyPrinter(counter);
  const device = getPrinterInUse(counter);
  const calibration: CalibrationId | null = calibrationForWork(counter, device);
  const jobId = JobIdSchema.parse(counter.ids.uuid());
  const subject = personSubject(found.person.cnic);
  const { reading, acts } = accountBeforeJob(counter, state);
  const data = {
    jobId,
    applicationId: found.application.id,
    licenceNumber,
    reason,
    printer: nameOf(state),
    front: faceHash(faces.front),
    back: faceHash(faces.back),
    calibration,
    reading,
  };
  actAs(counter, actor, [...firstUseOf(counter, device), ...acts, { type: 'card.started', subject, data }]);
  return {
    jobId,
    card: { ...faces, settings: printSettingsOf(counter, device) },
    ended: (fault) => {
      if (fault?.card !== 'inFeeder') return;
      actAs(counter, actor, [
        { type: 'card.ended', subject, data: { jobId, outcome: 'notPrinted', reason: fault.code } },
      ]);
    },
  };
}

/** Refuses with `stock.empty` where the centre has no blank. */
export function requireBlank(counter: Counter): void {
  const { centre } = streamParts(counter.identity.place.stream);
  if (stockOf(counter, today(counter)).closing < 1) deny('stock.empty', { centre });
}

function nameOf({ model, serialNumber }: PrinterState): string {
  return deviceText([model, serialNumber].filter((part) => part !== undefined).join(' '));
}
