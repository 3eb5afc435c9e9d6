import type { PrintSettings } from '../../../src-shared/devices/print-setting.ts';
import { JobId } from '../../../src-shared/ids.ts';
import { devicesSubject } from '../../../src-shared/ledger/subjects.ts';
import { centreTime } from '../../../src-shared/licensing/calendar.ts';
import type { Counter } from '../../counter.ts';
import type { CardSide } from '../../devices/printer/printer-port.ts';
import { actAs } from '../act.ts';
import { requireBlank } from '../cards/licence-print.ts';
import { readyPrinter, type DeskJob } from '../cards/print-desk.ts';
import { accountBeforeJob, readingOf } from '../stock/printer-account.ts';
import { spoiledBlank } from '../stock/spoiled-blank.ts';
import { drawAlignmentCard } from './alignment-card.ts';
import { firstUseOf } from './calibrations.ts';
import { drawColourCard } from './colour-card.ts';
import { getPrinterInUse } from './device-in-use.ts';
import { printSettingsOf } from './print-settings.ts';
import type { ServiceCardFacts } from './service-card-art.ts';

export interface ServiceWish {
  readonly card: 'alignment' | 'colours';
  /** As a calibration would set it; by default as the newest one did. */
  readonly settings?: PrintSettings | undefined;
}

/**
 * Prints a card for the technician's eyes. Its blank is booked when it may have left the feeder; after a
 * power cut in between, the card shows as one that nobody explained. Refuses as `devices.printServiceCard` says.
 */
export function printServiceCard(counter: Counter, wish: ServiceWish): Promise<JobId> {
  return counter.prints.start(counter, () => prepare(counter, wish));
}

async function prepare(counter: Counter, { card, settings: wished }: ServiceWish): Promise<DeskJob> {
  const { actor } = counter.session;
  requireBlank(counter);
  const state = await readyPrinter(counter);
  const device = getPrinterInUse(counter);
  const settings = wished ?? printSettingsOf(counter, device);
  counter.printer.checkSettings(settings);
  const facts: ServiceCardFacts = {
    model: device.model,
    serial: device.serial === device.model ? '' : device.serial,
    time: centreTime(new Date(counter.clock.now()).toISOString()),
    settings: wordsOf(settings),
    practice: counter.practice !== undefined,
  };
  const front: CardSide = await (card === 'alignment' ? drawAlignmentCard(facts) : drawColourCard(facts));
  const jobId = JobId.parse(counter.ids.uuid());
  const { acts } = accountBeforeJob(counter, state);
  const first = [...firstUseOf(counter, device), ...acts];
  if (first.length > 0) actAs(counter, actor, first);
  const reading = readingOf(state) ?? { serial: device.serial, cardsInserted: null, panelsPrinted: null };
  return {
    jobId,
    card: { front, settings },
    ended: (fault) => {
      if (fault?.card === 'inFeeder') return;
      const subject = devicesSubject(counter.identity.place.stream);
      actAs(counter, actor, [
        { type: 'printer.serviceCardPrinted', subject, data: { jobId, card, reading } },
        spoiledBlank(counter, `service card: ${card}`, jobId),
      ]);
    },
  };
}

/** The settings in small on the card, e.g. `offset 3, -2; contrast y 1 k -2`. */
function wordsOf({ offset, contrast }: PrintSettings): string {
  const panels = Object.entries(contrast).map(([panel, value]) => `${panel} ${value}`);
  return `offset ${offset.x}, ${offset.y}${panels.length === 0 ? '' : `; contrast ${panels.join(' ')}`}`;
}
