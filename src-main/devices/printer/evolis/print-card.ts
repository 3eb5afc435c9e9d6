import { Fault, type ErrorCode } from '../../../../src-shared/errors.ts';
import { CARD_HEIGHT, CARD_WIDTH, PrintFault } from '../printer-port.ts';
import type { CardSide, CardWhereabouts, PrintJob, PrintStep } from '../printer-port.ts';
import type { EvolisLink } from './evolis-link.ts';
import { colourPanels, resinPanels, type Panel } from './panel.ts';
import { findPlan, type PrintPlan } from './ribbon.ts';
import { readStatus } from './status.ts';

/**
 * Prints one card. The order of commands is that of jobs seen on the wire and of the Evolis
 * Programming Guide A5013: settings, `Ss`, `Sr` and the front's panels, `Sv` and the back's, `Se`;
 * the reply to `Se` comes when the card is out. `Ss` is what takes a card from the feeder.
 *
 * Rejects with a `PrintFault`. `inFeeder` is said only where no card can have moved: before `Ss`,
 * when `Ss` was refused for a reason that keeps the rollers still, or when the feeder was empty.
 */
export async function printCard(link: EvolisLink, job: PrintJob, progress: (step: PrintStep) => void): Promise<void> {
  let stage: Stage = 'before';
  try {
    progress('checking');
    checkSide(job.front);
    if (job.back !== undefined) checkSide(job.back);
    const plan = await prepare(link, job);
    progress('feeding');
    stage = 'starting';
    await link.command('Ss');
    stage = 'inside';
    progress('sendingFront');
    await link.command('Sr');
    await sendPanels(link, colourPanels(job.front));
    if (job.back !== undefined) {
      progress('sendingBack');
      await link.command('Sv');
      await sendPanels(link, plan.back === 'colour' ? colourPanels(job.back) : resinPanels(job.back));
    }
    progress('printing');
    await link.command('Se', link.timeouts.printMs);
    progress('ejecting');
    progress('done');
  } catch (error) {
    const code = error instanceof Fault ? error.code : 'internal.fault';
    const heard = error instanceof Fault && error.detail['reply'] !== undefined;
    throw new PrintFault(code, findCard(stage, code, heard), { cause: error });
  }
}

type Stage = 'before' | 'starting' | 'inside';

/** Refusals of `Ss` that come before a roller turns. */
const standingStill: readonly ErrorCode[] = [
  'printer.coverOpen',
  'printer.ribbonOut',
  'printer.ribbonWrong',
  'printer.busy',
];

function findCard(stage: Stage, code: ErrorCode, heard: boolean): CardWhereabouts {
  if (stage === 'before' || code === 'printer.feederEmpty') return 'inFeeder';
  return stage === 'starting' && heard && standingStill.includes(code) ? 'inFeeder' : 'look';
}

function checkSide({ rgb, resin }: CardSide): void {
  const dots = CARD_WIDTH * CARD_HEIGHT;
  if (resin.length !== dots || rgb.length !== dots * 3) throw new TypeError('a card side is 1016 x 648 dots');
}

/** Everything that can be asked and set while the blank is still in the feeder. */
async function prepare(link: EvolisLink, job: PrintJob): Promise<PrintPlan> {
  const status = await readStatus(link);
  if (status.fault !== undefined) throw new Fault(status.fault);
  const plan = findPlan(status.ribbon, job);
  if (plan === undefined) throw new Fault('printer.ribbonWrong', { ribbon: status.ribbon });
  // The printer only estimates what is left; without an estimate it has to find out itself.
  if (status.cardsLeft !== undefined && status.cardsLeft < plan.sets) {
    throw new Fault('printer.ribbonOut', { left: status.cardsLeft, needed: plan.sets });
  }
  await link.command('Pps;0'); // raw job: the vendor's driver does not supervise the parameters
  await link.command('Pem;2'); // errors come as replies instead of waiting for a key on the printer
  await link.command(`Pr;${plan.ribbonParameter}`);
  return plan;
}

async function sendPanels(link: EvolisLink, panels: readonly Panel[]): Promise<void> {
  for (const { panel, levels, data } of panels) await link.send(`Db;${panel};${levels}`, data);
}
