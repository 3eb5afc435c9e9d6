import { Fault, type ErrorCode } from '../../../../src-shared/errors.ts';
import { CARD_HEIGHT, CARD_WIDTH, PrintFault } from '../printer-port.ts';
import type { CardSide, CardWhereabouts, PrintJob, PrintStep, SideMode } from '../printer-port.ts';
import {
  loadCard,
  moveCard,
  printPanels,
  readPosition,
  readStripe,
  sendPanel,
  transferAndEject,
  transferAndTurn,
  writeStripe,
} from './commands.ts';
import { encodeTracks, readsBack, stripeData, stripeTags, type EncodedTrack } from './magnetic.ts';
import type { MaticaLink } from './matica-link.ts';
import { encodePanels, type PanelShape } from './panel.ts';
import { decodePosition, POSITION_BYTES } from './reports.ts';
import { backMode, findRibbon } from './ribbon.ts';
import { readCardPage, readInkPage } from './status.ts';

type Stage = 'before' | 'starting' | 'inside';

/**
 * Prints one card: load, write the stripe and read it back, print the front onto the film, transfer and turn,
 * the same for the back, transfer and put out. After a fault the card inside goes to the reject tray.
 *
 * Rejects with a `PrintFault`. `inFeeder` is said only where no card can have moved: before the load, or when
 * the load was refused for a reason that keeps the rollers still and no card is inside.
 */
export async function printCard(
  link: MaticaLink,
  { job, turned }: { readonly job: PrintJob; readonly turned: boolean },
  progress: (step: PrintStep) => void,
): Promise<void> {
  let stage: Stage = 'before';
  try {
    progress('checking');
    const tracks = encodeTracks(job.magnetic ?? {});
    const { shape, back } = await prepare(link, job, turned);
    progress('feeding');
    stage = 'starting';
    await link.run(loadCard(tracks.length > 0 ? 'magnetic' : 'print'), link.timeouts.motionMs);
    stage = 'inside';
    await writeTracks(link, tracks);
    progress('sendingFront');
    await sendSide(link, job.front, { shape, settings: job.settings, mode: 'colour' });
    if (job.back !== undefined && back !== undefined) {
      await move(link, printPanels('colour'));
      await move(link, transferAndTurn());
      progress('sendingBack');
      await sendSide(link, job.back, { shape, settings: job.settings, mode: back });
    }
    progress('printing');
    await move(link, printPanels(back ?? 'colour'));
    progress('ejecting');
    await move(link, transferAndEject());
    await link.ready({ cards: false });
    progress('done');
  } catch (error) {
    const code = error instanceof Fault ? error.code : 'internal.fault';
    const card = await findCard(link, stage, error);
    if (stage !== 'before' && card === 'look') await rejectCard(link).catch(() => undefined);
    throw new PrintFault(code, card, { cause: error });
  }
}

/** Everything that can be asked while the blank is still in the hopper. */
async function prepare(
  link: MaticaLink,
  job: PrintJob,
  turned: boolean,
): Promise<{ readonly shape: PanelShape; readonly back: SideMode | undefined }> {
  checkSide(job.front);
  if (job.back !== undefined) checkSide(job.back);
  await link.ready({ cards: true });
  // A card that a job before left inside would be printed instead of the blank.
  await rejectCard(link);
  const { dpi, columns, rows } = await readCardPage(link);
  const ink = await readInkPage(link);
  const ribbon = findRibbon(ink);
  if (ribbon === undefined) throw new Fault('printer.ribbonWrong', { ribbon: ink.type });
  return { shape: { dpi, columns, rows, turned }, back: backMode(ribbon, job) };
}

function checkSide({ rgb, resin }: CardSide): void {
  const dots = CARD_WIDTH * CARD_HEIGHT;
  if (resin.length !== dots || rgb.length !== dots * 3) throw new TypeError('a card side is 1016 x 648 dots');
}

/** Anything that moves: when the printer is ready for it, with the patience that it takes. */
async function move(link: MaticaLink, block: Uint8Array): Promise<void> {
  await link.ready({ cards: false });
  await link.run(block, link.timeouts.motionMs);
}

async function writeTracks(link: MaticaLink, tracks: readonly EncodedTrack[]): Promise<void> {
  if (tracks.length === 0) return;
  const data = stripeData(tracks);
  await link.ready({ cards: false });
  await link.write(writeStripe(stripeTags(tracks), data.length), data, link.timeouts.motionMs);
  for (const track of tracks) {
    await link.ready({ cards: false });
    // Tag and length come before the characters.
    const wanted = track.longest + 2;
    const report = await link.read(readStripe(track.index, track.tag, wanted), wanted, link.timeouts.motionMs);
    if (!readsBack(track, report)) throw new Fault('printer.magneticFailed', { track: track.index + 1 });
  }
  await move(link, moveCard('print'));
}

async function sendSide(link: MaticaLink, side: CardSide, how: Parameters<typeof encodePanels>[1]): Promise<void> {
  for (const { letter, data } of encodePanels(side, how)) {
    await link.ready({ cards: false });
    await link.write(sendPanel(letter, data.length), data, link.timeouts.motionMs);
  }
}

/** Refusals of the load that come before a roller turns. */
const standingStill: readonly ErrorCode[] = [
  'printer.feederEmpty',
  'printer.coverOpen',
  'printer.ribbonOut',
  'printer.ribbonWrong',
  'printer.filmOut',
  'printer.busy',
  'printer.warmingUp',
  'printer.headHot',
];

async function findCard(link: MaticaLink, stage: Stage, error: unknown): Promise<CardWhereabouts> {
  if (stage === 'before') return 'inFeeder';
  const still = error instanceof Fault && error.detail['sense'] !== undefined && standingStill.includes(error.code);
  if (stage === 'inside' || !still) return 'look';
  const inside = await position(link).catch(() => 'unknown');
  return inside === undefined ? 'inFeeder' : 'look';
}

async function position(link: MaticaLink): Promise<number | undefined> {
  return decodePosition(await link.read(readPosition(), POSITION_BYTES));
}

/** Puts a card that is inside into the reject tray, and waits until it is there. */
async function rejectCard(link: MaticaLink): Promise<void> {
  if ((await position(link)) === undefined) return;
  await link.run(moveCard('reject'), link.timeouts.motionMs);
  await link.ready({ cards: false });
}
