import { forkUsbProcess } from '../src-main/devices/usb/fork-usb-process.ts';
import { PracticePrinter } from '../src-main/devices/practice/printer-model.ts';
import { systemClock } from '../src-main/devices/device-clock.ts';
import { evolisDriver } from '../src-main/devices/printer/evolis/evolis-printer.ts';
import { colourPanels } from '../src-main/devices/printer/evolis/panel.ts';
import { splitBlack } from '../src-main/devices/printer/black-resin.ts';
import type { ConnectedPrinter } from '../src-main/devices/printer/printer-driver.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../src-main/devices/printer/printer-port.ts';
import { PRINTER } from '../src-main/devices/usb/usb-device.ts';
import { UsbProcessBus } from '../src-main/devices/usb/usb-process-bus.ts';
import { plainPrintSettings as settings } from '../src-shared/devices/print-setting.ts';
import { openBench } from '../test/devices/bench/bench.ts';
import { benchMissing } from '../test/devices/bench/missing.ts';
import { quantile, report, timed } from './harness.ts';

/**
 * A picture to the panels of a YMCKO ribbon; and on the virtual bench, through the counter's own USB process, a
 * YMCKO card against the very same bytes written to the endpoint without waiting for a reply. A card is timed from
 * `Ss`, which feeds it, until all of its panels are with the printer: how long it takes to print is not ours.
 */
const ROUNDS = 40;
const WARM_UP = 3;
const DOTS = CARD_WIDTH * CARD_HEIGHT;

/** Keeps what it is sent, until it is told to print. */
class Keeping extends PracticePrinter {
  readonly packets: Uint8Array[] = [];

  override bulkOut(packet: Uint8Array): 'ack' | 'nak' {
    const answer = super.bulkOut(packet);
    if (answer === 'ack') this.packets.push(packet.slice());
    return answer;
  }
}

const rgb = new Uint8Array(DOTS * 3).map((_, at) => (at * 2_654_435_761) >>> 24);
const front = splitBlack(rgb);

const encode: number[] = [];
for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
  const ms = timed(() => void colourPanels(splitBlack(rgb)));
  if (round >= WARM_UP) encode.push(ms);
}
const figures = [
  { figure: 'panels_p50', value: quantile(encode, 0.5), unit: 'ms', reach: { atMost: 60 } },
  { figure: 'panels_p99', value: quantile(encode, 0.99), unit: 'ms' },
];

const missing = benchMissing();
report('card-printer', missing === undefined ? [...figures, ...(await measureJobs())] : figures);

async function measureJobs() {
  const bench = await openBench();
  const bus = new UsbProcessBus({ start: forkUsbProcess(bench.command([])) });
  const model = new Keeping({ setsLeft: 1000, feeder: 1000 });
  bench.plug(model);
  const [candidate] = await bus.list();
  if (candidate === undefined) throw new Error('the printer was not found');
  const device = await candidate.open(PRINTER);
  const printer = await evolisDriver().connect(device, { clock: systemClock });
  const samples = { job: [] as number[], raw: [] as number[] };
  let bytes = 0;
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    const { job, sent } = await printOne(printer, model);
    // In the same moment, because the machine has other things to do as well.
    const start = performance.now();
    await device.bulkOut(sent, 10_000);
    const raw = performance.now() - start;
    await printer.recover();
    bytes = sent.length;
    if (round < WARM_UP) continue;
    samples.job.push(job);
    samples.raw.push(raw);
  }
  await device.close();
  await bus.close();
  await bench.close();
  return [
    { figure: 'job_bytes', value: bytes, unit: 'B' },
    { figure: 'job_p50', value: quantile(samples.job, 0.5), unit: 'ms' },
    { figure: 'raw_p50', value: quantile(samples.raw, 0.5), unit: 'ms' },
    // The quiet rounds of both: whatever else the machine does only adds, and more to what has more to wait for.
    {
      figure: 'job_vs_raw',
      value: quantile(samples.job, 0.1) / quantile(samples.raw, 0.1),
      unit: 'x',
      reach: { atMost: 1.3 },
    },
  ];
}

/** Prints a card: how long its panels took, ms, and all that was written from `Ss` on. */
async function printOne(printer: ConnectedPrinter, model: Keeping): Promise<{ job: number; sent: Uint8Array }> {
  let start = 0;
  let job = 0;
  let sent = new Uint8Array(0);
  await printer.print({ front, settings }, (step) => {
    if (step === 'feeding') {
      model.packets.length = 0;
      start = performance.now();
    }
    if (step !== 'printing') return;
    job = performance.now() - start;
    sent = new Uint8Array(Buffer.concat(model.packets));
  });
  return { job, sent };
}
