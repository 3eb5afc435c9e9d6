import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dotsAsPrinted } from '../../src-main/devices/printer/dots-as-printed.ts';
import type { PrinterManager } from '../../src-main/devices/printer/printer-manager.ts';
import {
  PrintFault,
  type CardSide,
  type PrinterState,
  type PrintStep,
} from '../../src-main/devices/printer/printer-port.ts';
import { encodePng } from '../../src-main/features/cards/svg-raster.ts';
import { plainPrintSettings } from '../../src-shared/devices/print-setting.ts';
import { Fault, type ErrorCode } from '../../src-shared/errors.ts';
import { readCardPicture } from './card-picture.ts';
import { connectPrinter } from './connect-printer.ts';
import { drawTestCard } from './test-card.ts';
import { faultLine, faultWords, folderOf, secondsSince, type Outcome, type Tool } from './tool.ts';

/** Longest that a printer is waited for which gets ready by itself. */
const PATIENCE_MS = 120_000;
const LOOK_MS = 1_000;
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['printer.warmingUp', 'printer.headHot', 'printer.busy']);

/** What is printed: the pictures given, or a test card on both sides. */
interface Faces {
  readonly front: CardSide;
  readonly back?: CardSide;
}

/** Prints one card. Saves how it should look beside what the practice printer gave out. */
export async function print(tool: Tool): Promise<Outcome> {
  const pictures = await readPictures(tool);
  const { printer, state: first } = await connectPrinter(tool.bus);
  try {
    const state = await untilReady(tool, printer, first);
    if (state.condition !== 'ready') throw new Fault(state.fault ?? 'printer.busy');
    const practice = tool.practicePrinter !== undefined;
    const faces = pictures ?? (await drawTestCard({ ...state, practice, at: new Date() }));
    const what = pictures === undefined ? 'a test card' : 'the pictures given';
    tool.say(`${state.model ?? 'Printer'} ${state.serialNumber ?? ''}, ribbon ${state.ribbon ?? '?'}: ${what}.`);
    tool.say('It takes one blank card, which the stock of blank cards has to count as spoiled.');
    const name = pictures === undefined ? 'test-card' : 'expected';
    return await run(tool, { printer, faces, expected: await saveExpected(tool, name, { faces, state }) });
  } finally {
    await printer.close();
  }
}

/** A printer that was just switched on warms up first. Returns its state when that is over, or takes too long. */
async function untilReady(tool: Tool, printer: PrinterManager, first: PrinterState): Promise<PrinterState> {
  const begun = performance.now();
  let state = first;
  while (state.fault !== undefined && passing.has(state.fault) && performance.now() - begun < PATIENCE_MS) {
    if (state === first) tool.say(`Waiting: ${faultWords(state.fault, tool.language).cause}`);
    await pause(LOOK_MS);
    state = await printer.refresh();
  }
  return state;
}

async function readPictures({ front, back }: Tool): Promise<Faces | undefined> {
  if (front === undefined) return undefined;
  const side = await readCardPicture(front);
  return back === undefined ? { front: side } : { front: side, back: await readCardPicture(back) };
}

interface Printing {
  readonly printer: PrinterManager;
  readonly faces: Faces;
  readonly expected: Expected;
}

async function run(tool: Tool, { printer, faces, expected }: Printing): Promise<Outcome> {
  const steps: { step: PrintStep; seconds: number }[] = [];
  const start = performance.now();
  const files = { front: expected.front.file, ...(expected.back && { back: expected.back.file }) };
  const progress = (step: PrintStep): void => {
    steps.push({ step, seconds: secondsSince(start) });
    tool.say(`  ${secondsSince(start).toFixed(2).padStart(7)} s  ${stepWords[step]}`);
  };
  try {
    await printer.print({ ...faces, settings: plainPrintSettings }, progress);
  } catch (error) {
    if (!(error instanceof PrintFault)) throw error;
    const fault = faultWords(error.code, tool.language);
    tool.say(`Not printed: ${faultLine(fault)}`);
    tool.say(whereabouts[error.card]);
    return { ok: false, result: { steps, fault, card: error.card, expected: files } };
  }
  tool.say(`How it should look: ${Object.values(files).join(', ')}`);
  const received = tool.practicePrinter === undefined ? undefined : compare(tool, expected);
  return { ok: received?.same !== false, result: { steps, expected: files, ...(received && { received }) } };
}

interface Expected {
  readonly front: { readonly dots: Uint8Array; readonly file: string };
  readonly back?: { readonly dots: Uint8Array; readonly file: string };
}

async function saveExpected(
  tool: Tool,
  name: string,
  { faces, state }: { faces: Faces; state: PrinterState },
): Promise<Expected> {
  const folder = folderOf(tool);
  const save = async (side: 'front' | 'back', dots: Uint8Array) => {
    const file = join(folder, `${name}-${side}.png`);
    writeFileSync(file, await encodePng(dots));
    return { dots, file };
  };
  const front = await save('front', dotsAsPrinted(faces.front));
  if (faces.back === undefined) return { front };
  return { front, back: await save('back', dotsAsPrinted(faces.back, state.back)) };
}

/** What came out of the practice printer, which saved it, against what was sent. */
function compare(tool: Tool, { front, back }: Expected): { front: string; back?: string; same: boolean } {
  const card = tool.practicePrinter?.lastCard;
  if (card === undefined) return { front: '', same: false };
  const name = join(folderOf(tool), `card-${String(card.number).padStart(6, '0')}`);
  const files = { front: `${name}-front.png`, ...(back && { back: `${name}-back.png` }) };
  const same = isSame(card.front, front.dots) && (back === undefined || isSame(card.back, back.dots));
  tool.say(`What the practice printer gave out: ${Object.values(files).join(', ')}`);
  tool.say(same ? 'It is the same, dot for dot.' : 'It DIFFERS: the panels were not encoded as they were read.');
  return { ...files, same };
}

function isSame(printed: Uint8Array | undefined, expected: Uint8Array): boolean {
  return printed !== undefined && Buffer.compare(printed, expected) === 0;
}

const stepWords: Readonly<Record<PrintStep, string>> = {
  checking: 'asking for ribbon, counters and card path',
  feeding: 'taking a blank from the feeder',
  sendingFront: 'sending the panels of the front',
  sendingBack: 'turning the card, sending the panels of the back',
  printing: 'printing',
  ejecting: 'the printer says that the card is out',
  done: 'done',
};

const whereabouts: Readonly<Record<PrintFault['card'], string>> = {
  inFeeder: 'The blank is still in the feeder.',
  look: 'The blank may have left the feeder: open the printer and look.',
};
