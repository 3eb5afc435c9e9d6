import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PrinterManager } from '../../src-main/devices/printer/printer-manager.ts';
import { adviseSettings } from '../../src-shared/devices/camera-advice.ts';
import { correctedOffset } from '../../src-shared/devices/print-offset.ts';
import { plainPrintSettings } from '../../src-shared/devices/print-setting.ts';
import { Fault } from '../../src-shared/errors.ts';
import { isGood, readGreyCard } from '../../src-shared/imaging/grey-card.ts';
import { connectCamera } from './connect-camera.ts';
import { folderOf, sayTable, type Outcome, type Tool } from './tool.ts';

/** Said at the end of each: nothing of it is kept. */
const NOT_SAVED =
  'Nothing was saved: a calibration is made at the counter, under Devices, where it gets a date, a name and a reason.';

/**
 * Measures what a calibration is made from, without a counter: the grey card before the camera, or with
 * `--card` a service card from the printer, or with `--scan` the offset on a scanned alignment card.
 */
export async function calibrate(tool: Tool): Promise<Outcome> {
  const outcome = await measure(tool);
  tool.say(NOT_SAVED);
  return { ...outcome, result: { ...outcome.result, saved: false } };
}

function measure(tool: Tool): Promise<Outcome> {
  if (tool.scan !== undefined) return readScan(tool, tool.scan);
  return tool.card === undefined ? measureGreyCard(tool) : printServiceCard(tool, tool.card);
}

async function measureGreyCard(tool: Tool): Promise<Outcome> {
  const { jpegOf, pixelsOf } = await import('../../src-main/features/devices/picture-pixels.ts');
  const camera = await connectCamera(tool.bus);
  try {
    const { model = 'Camera', serialNumber = '' } = camera.state;
    tool.say(`${model} ${serialNumber}: the grey card has to fill the middle of the picture.`);
    const { jpeg } = await camera.capture();
    const pixels = await pixelsOf(jpeg);
    const measures = readGreyCard(pixels);
    const picture = join(folderOf(tool), 'grey-card.jpg');
    writeFileSync(picture, Buffer.from(await (await jpegOf(pixels)).arrayBuffer()));
    if (measures === undefined) throw new Fault('camera.noGreyCard');
    const settings = await camera.settings();
    const advice = adviseSettings(measures, settings);
    const { grey, exposureStops, castShare, burnt, drowned, sharpness } = measures;
    sayTable(tool, {
      'red, green, blue': [grey.red, grey.green, grey.blue].map((each) => each.toFixed(0)).join(', '),
      exposure: `${exposureStops.toFixed(2)} stops from middle grey`,
      cast: `${(castShare * 100).toFixed(1)} %`,
      'burnt, drowned': `${(burnt * 100).toFixed(1)} %, ${(drowned * 100).toFixed(1)} %`,
      sharpness: sharpness.toFixed(1),
      picture,
    });
    for (const { name, label } of advice) tool.say(`  nearer to grey: ${name} ${label}`);
    const good = isGood(measures);
    tool.say(good ? 'Good as it is.' : 'Not within the tolerance.');
    const now = settings.map(({ name, value, label }) => ({ name, value, label }));
    return { ok: true, result: { model, serialNumber, measures, good, advice, settings: now, picture } };
  } finally {
    await camera.close();
  }
}

/** Takes a blank, as every card does; the stock has to count it as spoiled. */
async function printServiceCard(tool: Tool, card: 'alignment' | 'colours'): Promise<Outcome> {
  const { drawAlignmentCard } = await import('../../src-main/features/devices/alignment-card.ts');
  const { drawColourCard } = await import('../../src-main/features/devices/colour-card.ts');
  const printer = new PrinterManager(tool.bus, { pollMs: 0 });
  try {
    const { condition, fault, model = 'Printer', serialNumber: serial = '' } = await printer.refresh();
    if (condition !== 'ready') throw new Fault(fault ?? 'printer.busy');
    tool.say(`${model} ${serial}: the ${card} card takes one blank, which the stock has to count as spoiled.`);
    const time = new Date().toISOString().slice(0, 16).replace('T', ' ');
    const practice = tool.practicePrinter !== undefined;
    const facts = { model, serial, time, settings: 'offset 0, 0', practice };
    const front = await (card === 'alignment' ? drawAlignmentCard(facts) : drawColourCard(facts));
    await printer.print({ front, settings: plainPrintSettings }, () => undefined);
    tool.say('Printed. Scan it at 300 dots an inch or more, on something black, then: calibrate --scan FILE.');
    return { ok: true, result: { model, serialNumber: serial, card } };
  } finally {
    await printer.close();
  }
}

async function readScan(tool: Tool, file: string): Promise<Outcome> {
  const { readAlignment } = await import('../../src-main/features/devices/read-alignment.ts');
  const { offsetX, offsetY, rotationDegrees } = await readAlignment(readFileSync(file));
  const offset = correctedOffset(plainPrintSettings.offset, { offsetX, offsetY });
  sayTable(tool, {
    'right of its place': `${offsetX / 10} mm`,
    'below its place': `${offsetY / 10} mm`,
    turned: `${rotationDegrees} degrees`,
    'offset for a card printed with 0, 0': `${offset.x}, ${offset.y} dots`,
  });
  return { ok: true, result: { offsetX, offsetY, rotationDegrees, offset } };
}
