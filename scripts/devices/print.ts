import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dotsAsPrinted } from '../../src-main/devices/printer/dots-as-printed.ts';
import { PrinterManager } from '../../src-main/devices/printer/printer-manager.ts';
import { PrintFault, type PrinterState, type PrintStep } from '../../src-main/devices/printer/printer-port.ts';
import type { CardFaces } from '../../src-main/features/cards/card-face.ts';
import { encodePng } from '../../src-main/features/cards/svg-raster.ts';
import { plainPrintSettings } from '../../src-shared/devices/print-setting.ts';
import { Fault } from '../../src-shared/errors.ts';
import { drawTestCard } from './test-card.ts';
import { faultLine, faultWords, secondsSince, type Outcome, type Tool } from './tool.ts';

/** Prints a test card on both sides. Saves how it should look beside what the practice printer gave out. */
export async function print(tool: Tool): Promise<Outcome> {
  const printer = new PrinterManager(tool.bus, { pollMs: 0 });
  try {
    const state = await printer.refresh();
    if (state.condition !== 'ready') throw new Fault(state.fault ?? 'printer.busy');
    const faces = await drawTestCard({ ...state, practice: tool.practicePrinter !== undefined, at: new Date() });
    const expected = await saveExpected(tool, faces, state);
    tool.say(`${state.model ?? 'Printer'} ${state.serialNumber ?? ''}, ribbon ${state.ribbon ?? '?'}: a test card.`);
    tool.say('It takes one blank card, which the stock of blank cards has to count as spoiled.');
    return await run(tool, { printer, faces, expected });
  } finally {
    await printer.close();
  }
}

interface TestPrint {
  readonly printer: PrinterManager;
  readonly faces: CardFaces;
  readonly expected: Expected;
}

async function run(tool: Tool, { printer, faces, expected }: TestPrint): Promise<Outcome> {
  const steps: { step: PrintStep; seconds: number }[] = [];
  const start = performance.now();
  const files = { front: expected.front.file, back: expected.back.file };
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
  tool.say(`How it should look: ${files.front}, ${files.back}`);
  const received = tool.practicePrinter === undefined ? undefined : compare(tool, expected);
  return { ok: received?.same !== false, result: { steps, expected: files, ...(received && { received }) } };
}

interface Expected {
  readonly front: { readonly dots: Uint8Array; readonly file: string };
  readonly back: { readonly dots: Uint8Array; readonly file: string };
}

async function saveExpected(tool: Tool, faces: CardFaces, { back: backMode }: PrinterState): Promise<Expected> {
  const front = { dots: dotsAsPrinted(faces.front), file: join(tool.out, 'test-card-front.png') };
  const back = { dots: dotsAsPrinted(faces.back, backMode), file: join(tool.out, 'test-card-back.png') };
  for (const { dots, file } of [front, back]) writeFileSync(file, await encodePng(dots));
  return { front, back };
}

/** What came out of the practice printer, which saved it, against what was sent. */
function compare(tool: Tool, expected: Expected): { front: string; back: string; same: boolean } {
  const card = tool.practicePrinter?.lastCard;
  if (card?.back === undefined) return { front: '', back: '', same: false };
  const name = join(tool.out, `card-${String(card.number).padStart(6, '0')}`);
  const files = { front: `${name}-front.png`, back: `${name}-back.png` };
  const same =
    Buffer.compare(card.front, expected.front.dots) === 0 && Buffer.compare(card.back, expected.back.dots) === 0;
  tool.say(`What the practice printer gave out: ${files.front}, ${files.back}`);
  tool.say(same ? 'Both are the same, dot for dot.' : 'They DIFFER: the panels were not encoded as they were read.');
  return { ...files, same };
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
