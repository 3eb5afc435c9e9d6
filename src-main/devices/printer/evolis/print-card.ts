import { Fault } from '../../../../src-shared/errors.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardSide, type PrintJob, type PrintStep } from '../printer-port.ts';
import type { EvolisLink, LinkCommand } from './evolis-link.ts';
import { printFault, type PrintStage } from './print-fault.ts';
import { encodeMagnetic, prepareMagnetic, type MagneticOptions } from './magnetic.ts';
import { colourPanels, resinPanels, type Panel } from './panel.ts';
import { checkOffset, endSupervision, sendSettings } from './print-settings.ts';
import { findPlan, type PrintPlan } from './ribbon.ts';
import { panelCommand, type PanelOptions } from './panel-command.ts';
import { readStatus } from './status.ts';

/** How cards are printed on this printer. */
export interface CardOptions extends PanelOptions {
  /** Most dots that a picture may be moved in any direction. */
  readonly offsetRange: number;
  readonly magnetic: MagneticOptions;
}

/** The printer, and how it is to be used. */
export interface CardPrinter {
  readonly link: EvolisLink;
  readonly options: CardOptions;
}

/**
 * Prints one card. The order of commands is that of jobs seen on the wire and of the Evolis
 * Programming Guide A5013: settings, `Ss`, the magnetic stripe, `Sr` and the front's panels, `Sv` and the back's,
 * `Se`; the reply to `Se` comes when the card is out. `Ss` is what takes a card from the feeder.
 *
 * Rejects with a `PrintFault`, as `print-fault.ts` says.
 */
export async function printCard(
  printer: CardPrinter,
  job: PrintJob,
  progress: (step: PrintStep) => void,
): Promise<void> {
  const { link } = printer;
  let stage: PrintStage = 'before';
  try {
    progress('checking');
    checkSide(job.front);
    if (job.back !== undefined) checkSide(job.back);
    const plan = await prepare(printer, job);
    // Before a card is fed: then nothing but the wire is between the card and its panels.
    const sides = encodeSides(printer, plan, job);
    progress('feeding');
    stage = 'starting';
    await link.command('Ss');
    stage = 'inside';
    if (job.magnetic !== undefined) await writeStripe(link, job.magnetic);
    progress('sendingFront');
    await link.sendTogether(sides.front);
    if (sides.back !== undefined) {
      progress('sendingBack');
      await link.sendTogether(sides.back);
    }
    progress('printing');
    await link.command('Se', link.timeouts.printMs);
    progress('ejecting');
    progress('done');
  } catch (error) {
    throw await printFault(link, stage, error);
  }
}

/** Prints the printer's own test card (`St`). It takes a blank. Rejects with a `PrintFault`. */
export async function printOwnTestCard({ link }: CardPrinter): Promise<void> {
  let stage: PrintStage = 'before';
  try {
    const { fault } = await readStatus(link);
    if (fault !== undefined) throw new Fault(fault);
    await link.usualSetting('Pem;2');
    stage = 'starting';
    await link.command('St', link.timeouts.printMs);
  } catch (error) {
    throw await printFault(link, stage, error);
  }
}

function checkSide({ rgb, resin, overlay }: CardSide): void {
  const dots = CARD_WIDTH * CARD_HEIGHT;
  const whole = resin.length === dots && rgb.length === dots * 3 && (overlay === undefined || overlay.length === dots);
  if (!whole) throw new TypeError('a card side is 1016 x 648 dots');
}

/** Everything that can be asked and set while the blank is still in the feeder. */
async function prepare({ link, options }: CardPrinter, job: PrintJob): Promise<PrintPlan> {
  const status = await readStatus(link);
  if (status.fault !== undefined) throw new Fault(status.fault);
  checkOffset(job.settings, options.offsetRange);
  const plan = findPlan(status.ribbon, job);
  if (plan === undefined) throw new Fault('printer.ribbonWrong', { ribbon: status.ribbon });
  // The printer only estimates what is left; without an estimate it has to find out itself.
  if (status.cardsLeft !== undefined && status.cardsLeft < plan.sets) {
    throw new Fault('printer.ribbonOut', { left: status.cardsLeft, needed: plan.sets });
  }
  await endSupervision(link);
  await link.usualSetting('Pem;2'); // errors come as replies instead of waiting for a key on the printer
  await link.usualSetting(`Pr;${plan.ribbonParameter}`);
  await sendSettings(link, job.settings, plan.front === 'colour' ? ['y', 'm', 'c', 'k', 'o'] : ['k']);
  if (job.magnetic !== undefined) await prepareMagnetic(link, job.magnetic, options.magnetic);
  return plan;
}

/** A card with a bad stripe is not printed on: it goes to the reject box, if there is one. */
async function writeStripe(link: EvolisLink, magnetic: NonNullable<PrintJob['magnetic']>): Promise<void> {
  try {
    await encodeMagnetic(link, magnetic);
  } catch (error) {
    const bad = error instanceof Fault && error.code === 'printer.magneticFailed';
    if (bad) await link.command('Ser').catch(() => undefined);
    throw error;
  }
}

/** What brings the panels of each side, in order. */
interface CardSides {
  readonly front: readonly LinkCommand[];
  readonly back: readonly LinkCommand[] | undefined;
}

function encodeSides({ options }: CardPrinter, plan: PrintPlan, { front, back }: PrintJob): CardSides {
  const { levels } = options;
  const { underResin } = plan;
  const panels = (side: CardSide, at: 'front' | 'back'): readonly Panel[] =>
    plan[at] === 'colour' ? colourPanels(side, { levels, underResin }) : resinPanels(side, plan.varnish[at]);
  const commands = (turn: 'Sr' | 'Sv', ...side: Parameters<typeof panels>): readonly LinkCommand[] => [
    { text: turn },
    ...panels(...side).map((panel) => panelCommand(panel, options)),
  ];
  return { front: commands('Sr', front, 'front'), back: back === undefined ? undefined : commands('Sv', back, 'back') };
}
