import { systemClock } from '../../src-main/devices/device-clock.ts';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import { splitBlack } from '../../src-main/devices/printer/black-resin.ts';
import { evolisDriver } from '../../src-main/devices/printer/evolis/evolis-printer.ts';
import { colourPanels } from '../../src-main/devices/printer/evolis/panel.ts';
import type { ConnectedPrinter } from '../../src-main/devices/printer/printer-driver.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../../src-main/devices/printer/printer-port.ts';
import { PRINTER, type UsbDevice } from '../../src-main/devices/usb/usb-device.ts';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { type Figure, quantile, timed } from '../harness.ts';
import { openDeviceBench } from './device-bench.ts';

const ROUNDS = 40;
const WARM_UP = 3;
/** The quiet rounds: whatever else the machine does only adds, and more to what has more to wait for. */
const QUIET = 0.1;
const CARDS = 500;
/** From here on memory has to stay where it is. */
const SETTLED = 100;

const rgb = new Uint8Array(CARD_WIDTH * CARD_HEIGHT * 3).map((_, at) => (at * 2_654_435_761) >>> 24);
const front = splitBlack(rgb);

/** Keeps what it is sent, where that is wanted. */
class Keeping extends PracticePrinter {
  kept: Uint8Array[] | undefined;

  override bulkOut(packet: Uint8Array): 'ack' | 'nak' {
    const answer = super.bulkOut(packet);
    if (answer === 'ack') this.kept?.push(packet.slice());
    return answer;
  }
}

/**
 * A picture to the panels of a YMCKO ribbon; a YMCKO card against the very same bytes written to the endpoint by turns,
 * without waiting for a reply; and the memory of 500 cards. A card is timed from when it lies before the head until all
 * of its panels are with the printer: how long feeding and printing take is not the counter's.
 */
export async function printerFigures(): Promise<readonly Figure[]> {
  const encode: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) encode.push(timed(() => void colourPanels(splitBlack(rgb))));
  const bench = await openDeviceBench();
  const model = new Keeping({ setsLeft: 10_000, feeder: 10_000 });
  bench.plug(model);
  const [candidate] = await bench.bus.list();
  if (candidate === undefined) throw new Error('the printer was not found');
  const device = await candidate.open(PRINTER);
  const printer = await evolisDriver().connect(device, { clock: systemClock });
  const { job, raw, bytes } = await measureJobs(device, printer, model);
  const memory = await measureMemory(printer, () => bench.usbProcessMemory());
  await device.close();
  await bench.close();
  return [
    { figure: 'panels_p50', value: quantile(encode, 0.5), unit: 'ms', reach: { atMost: 60 } },
    { figure: 'print_bytes', value: bytes, unit: 'B' },
    { figure: 'print_p50', value: quantile(job, 0.5), unit: 'ms' },
    { figure: 'print_raw_p50', value: quantile(raw, 0.5), unit: 'ms' },
    { figure: 'print_vs_raw', value: quantile(job, QUIET) / quantile(raw, QUIET), unit: 'x', reach: { atMost: 1.3 } },
    ...memory,
  ];
}

async function measureJobs(device: UsbDevice, printer: ConnectedPrinter, model: Keeping) {
  const samples = { job: [] as number[], raw: [] as number[], bytes: 0 };
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    const { ms, sent } = await printOne(printer, model);
    const start = performance.now();
    await device.bulkOut(sent, 10_000);
    const raw = performance.now() - start;
    await printer.recover();
    samples.bytes = sent.length;
    if (round < WARM_UP) continue;
    samples.job.push(ms);
    samples.raw.push(raw);
  }
  return samples;
}

/** Prints a card: how long its panels took, ms, and all that was written for them. */
async function printOne(printer: ConnectedPrinter, model: Keeping): Promise<{ ms: number; sent: Uint8Array }> {
  let start = 0;
  let ms = 0;
  const kept: Uint8Array[] = [];
  await printer.print({ front, settings }, (step) => {
    if (step === 'sendingFront') {
      model.kept = kept;
      start = performance.now();
    }
    if (step !== 'printing') return;
    ms = performance.now() - start;
    model.kept = undefined;
  });
  return { ms, sent: new Uint8Array(Buffer.concat(kept)) };
}

/** What 400 cards leave behind, MB, here and in the USB process. */
async function measureMemory(printer: ConnectedPrinter, usb: () => number): Promise<readonly Figure[]> {
  const here = (): number => process.memoryUsage().rss / 2 ** 20;
  let [hereBefore, usbBefore] = [0, 0];
  for (let card = 0; card < CARDS; card += 1) {
    if (card === SETTLED) [hereBefore, usbBefore] = [here(), usb()];
    await printer.print({ front, settings }, () => undefined);
  }
  return [
    { figure: 'print_memory', value: here() - hereBefore, unit: 'MB', reach: { atMost: 48 } },
    { figure: 'print_usb_memory', value: usb() - usbBefore, unit: 'MB', reach: { atMost: 48 } },
  ];
}
