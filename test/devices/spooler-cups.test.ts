import { execFileSync } from 'node:child_process';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import type { PrintStep } from '../../src-main/devices/printer/printer-port.ts';
import { cardPicture } from '../../src-main/devices/printer/spooler/card-picture.ts';
import { CupsSpooler } from '../../src-main/devices/printer/spooler/cups/cups-spooler.ts';
import { SpoolerPrinter } from '../../src-main/devices/printer/spooler/spooler-printer.ts';
import { CupsBench, hasCups } from './cups-bench.ts';
import { back, front, ignore } from './printer-bench.ts';

const patience = { waitingMs: 400, printMs: 2000, lostMs: 300, lookMs: 20 };
const job = { front, back, settings };

/** The pictures that a PDF holds, dot for dot. */
async function picturesOf(pdf: string): Promise<readonly Buffer[]> {
  execFileSync('pdfimages', ['-png', pdf, `${pdf}-image`]);
  const names = execFileSync('sh', ['-c', `ls ${pdf}-image-*.png`], { encoding: 'utf8' })
    .trim()
    .split('\n');
  return Promise.all(names.map((name) => sharp(name).removeAlpha().raw().toBuffer()));
}

describe.skipIf(!hasCups)('a card on a queue of CUPS', () => {
  let cups: CupsBench;
  let printer: SpoolerPrinter;

  beforeEach(async () => {
    cups = new CupsBench();
    await cups.start();
    cups.addQueue('Card');
    printer = new SpoolerPrinter(new CupsSpooler(cups.address), 'Card', { patience, pollMs: 0 });
    await printer.refresh();
  });

  afterEach(async () => {
    await printer.close();
    await cups.close();
  });

  test('arrives whole: two pages of the size of a card, both faces dot for dot', async () => {
    const steps: PrintStep[] = [];
    await printer.print(job, (step) => steps.push(step));
    expect(steps.filter((step) => step !== 'printing')).toEqual([
      'checking',
      'sendingFront',
      'sendingBack',
      'ejecting',
      'done',
    ]);
    const [pdf] = cups.printed;
    const facts = execFileSync('pdfinfo', [pdf!], { encoding: 'utf8' });
    expect(facts).toMatch(/Pages:\s+2\n/);
    expect(facts).toMatch(/Page size:\s+242\.646 x 153\.014 pts/);
    const faces = await picturesOf(pdf!);
    expect(faces).toHaveLength(2);
    expect(faces[0]!.equals(cardPicture(front, settings))).toBe(true);
    expect(faces[1]!.equals(cardPicture(back, settings))).toBe(true);
    expect(printer.state).toMatchObject({ condition: 'ready', model: 'Bench card printer', serialNumber: 'Card' });
  });

  test('is printed in its own size, on a card, turned over its short edge', async () => {
    await printer.print(job, ignore);
    expect(cups.options).toMatch(/PageSize=CR80/);
    expect(cups.options).toMatch(/Duplex=DuplexTumble/);
    expect(cups.options).toMatch(/print-scaling=none/);
    expect(cups.options).toMatch(/sides=two-sided-short-edge/);
  });

  test('of one side is one page', async () => {
    await printer.print({ front, settings }, ignore);
    expect(execFileSync('pdfinfo', [cups.printed[0]!], { encoding: 'utf8' })).toMatch(/Pages:\s+1\n/);
    expect(cups.options).toMatch(/sides=one-sided/);
  });

  test('with a back is refused by a queue that prints one side: two pages would be two cards', async () => {
    cups.addQueue('Card', { twoSided: false });
    await expect(printer.print(job, ignore)).rejects.toMatchObject({ code: 'printer.notCapable', card: 'inFeeder' });
    await printer.print({ front, settings }, ignore);
    expect(cups.printed).toHaveLength(1);
  });

  test('on a queue that is stopped stays in the feeder', async () => {
    cups.tool('cupsdisable', 'Card');
    await expect(printer.print(job, ignore)).rejects.toMatchObject({ code: 'printer.queueStopped', card: 'inFeeder' });
    expect(printer.state).toMatchObject({ condition: 'blocked', fault: 'printer.queueStopped' });
    cups.tool('cupsenable', 'Card');
    expect(await printer.refresh()).toMatchObject({ condition: 'ready' });
  });

  test('on a queue that takes nothing stays in the feeder', async () => {
    cups.tool('cupsreject', 'Card');
    await expect(printer.print(job, ignore)).rejects.toMatchObject({ code: 'printer.queueStopped', card: 'inFeeder' });
  });

  test('on a queue that is gone stays in the feeder', async () => {
    cups.removeQueue('Card');
    await expect(printer.print(job, ignore)).rejects.toMatchObject({ code: 'printer.queueUnknown', card: 'inFeeder' });
    await expect(printer.refresh()).rejects.toMatchObject({ code: 'printer.queueUnknown' });
    expect(printer.state).toEqual({ condition: 'absent', fault: 'printer.queueUnknown' });
  });

  test('waits behind others for a while, then is taken back before it began', async () => {
    cups.mode('wait');
    cups.printOther('Card');
    await expect(printer.print(job, ignore)).rejects.toMatchObject({ code: 'printer.busy', card: 'inFeeder' });
    cups.release();
    await vi.waitFor(() => expect(cups.tool('lpstat', '-o')).toBe(''), { timeout: 5000 });
    expect(cups.begun).toHaveLength(1);
  });

  test('that somebody holds while it waits is taken back', async () => {
    cups.mode('wait');
    cups.printOther('Card');
    const printing = printer.print(job, ignore);
    const outcome = expect(printing).rejects.toMatchObject({ code: 'printer.queueStopped', card: 'inFeeder' });
    await vi.waitFor(() => cups.tool('lp', '-i', 'Card-2', '-H', 'hold'), { timeout: 3000, interval: 20 });
    await outcome;
    cups.release();
    await vi.waitFor(() => expect(cups.tool('lpstat', '-o')).toBe(''), { timeout: 5000 });
    expect(cups.begun).toEqual([1]);
  });

  test('that waits on a queue which is then stopped is taken back', async () => {
    cups.mode('wait');
    cups.printOther('Card');
    const printing = printer.print(job, ignore);
    const outcome = expect(printing).rejects.toMatchObject({ code: 'printer.queueStopped', card: 'inFeeder' });
    await vi.waitFor(() => expect(cups.tool('lpstat', '-o')).toContain('Card-2'), { timeout: 3000, interval: 20 });
    cups.tool('cupsdisable', 'Card');
    await outcome;
  });

  test.each(['stop-printer', 'abort-job'])('whose printer fails (%s) has to be looked for', async (policy) => {
    cups.addQueue('Card', { policy });
    cups.mode('fail');
    const code = policy === 'abort-job' ? 'printer.jobFailed' : 'printer.queueStopped';
    await expect(printer.print(job, ignore)).rejects.toMatchObject({ code, card: 'look' });
    expect(cups.begun).toHaveLength(1);
    cups.mode('print');
    cups.tool('cupsenable', 'Card');
    await printer.print(job, ignore);
    // The failed one is not printed again behind anybody's back.
    expect(cups.printed).toHaveLength(1);
  });

  test('whose printer hangs is taken back after a while, and has to be looked for', async () => {
    cups.mode('wait');
    await expect(printer.print(job, ignore)).rejects.toMatchObject({ code: 'printer.jobFailed', card: 'look' });
    await vi.waitFor(() => expect(cups.tool('lpstat', '-o')).toBe(''), { timeout: 5000 });
    expect(cups.printed).toHaveLength(0);
  });

  test('that somebody cancels in the print has to be looked for', async () => {
    cups.mode('wait');
    const outcome = expect(printer.print(job, ignore)).rejects.toMatchObject({
      code: 'printer.jobFailed',
      card: 'look',
    });
    await vi.waitFor(() => expect(cups.begun).toHaveLength(1), { timeout: 3000 });
    cups.tool('cancel', 'Card-1');
    await outcome;
  });

  test('is slow: it is followed to its end', async () => {
    cups.mode('wait');
    const steps: PrintStep[] = [];
    const printing = printer.print(job, (step) => {
      steps.push(step);
      if (step === 'printing') cups.release();
    });
    await printing;
    expect(steps).toEqual(['checking', 'sendingFront', 'sendingBack', 'printing', 'ejecting', 'done']);
  });

  test('whose system dies in the middle has to be looked for; its rest does not come out before the next card', async () => {
    cups.mode('wait');
    const outcome = expect(printer.print(job, ignore)).rejects.toMatchObject({
      code: 'printer.noSpooler',
      card: 'look',
    });
    await vi.waitFor(() => expect(cups.begun).toHaveLength(1), { timeout: 3000 });
    await cups.kill();
    await outcome;
    expect(printer.state).toEqual({ condition: 'absent', fault: 'printer.noSpooler' });
    await cups.start();
    await vi.waitFor(() => expect(cups.tool('lpstat', '-o')).toContain('Card-1'), { timeout: 3000 });
    const next = printer.print({ front, settings }, ignore);
    await vi.waitFor(() => expect(cups.tool('lpstat', '-o')).not.toContain('Card-1'), { timeout: 3000 });
    cups.release();
    await next;
    const pages = execFileSync('pdfinfo', [cups.printed.at(-1)!], { encoding: 'utf8' });
    expect(pages).toMatch(/Pages:\s+1\n/);
  });

  // Seen once on a starved machine: CUPS came back with its queue stopped, which is then rightly told. Why it did is not known.
  test('whose system comes back in time is printed', { retry: 2 }, async () => {
    const patient = new SpoolerPrinter(new CupsSpooler(cups.address), 'Card', {
      patience: { ...patience, lostMs: 10_000, printMs: 10_000, waitingMs: 10_000 },
      pollMs: 0,
    });
    cups.mode('wait');
    const steps: string[] = [];
    const printed = expect(patient.print(job, (step) => steps.push(step))).resolves.toBeUndefined();
    // It printed before the system had answered, at times; a system that goes before its answer is another case.
    await vi.waitFor(() => expect(steps).toContain('printing'), { timeout: 3000 });
    await cups.kill();
    cups.release();
    await cups.start();
    await printed;
    expect(cups.printed).toHaveLength(1);
    await patient.close();
  });

  test('whose system forgot it has to be looked for, also when another job has its number by then', async () => {
    const forgetful = new CupsBench({ keepsJobs: false });
    await forgetful.start();
    forgetful.addQueue('Card');
    const other = new SpoolerPrinter(new CupsSpooler(forgetful.address), 'Card', {
      patience: { ...patience, lostMs: 10_000, lookMs: 300 },
      pollMs: 0,
    });
    await forgetful.flush();
    forgetful.mode('wait');
    const outcome = expect(other.print(job, ignore)).rejects.toMatchObject({ code: 'printer.jobFailed', card: 'look' });
    await vi.waitFor(() => expect(forgetful.begun).toHaveLength(1), { timeout: 3000 });
    await forgetful.kill();
    await forgetful.start();
    forgetful.printOther('Card');
    expect(forgetful.tool('lpstat', '-o')).toContain('Card-1 ');
    await outcome;
    expect(forgetful.tool('lpstat', '-o')).toContain('Card-1 ');
    await other.close();
    await forgetful.close();
  });

  test('finds no printing system: nothing was handed over', async () => {
    await cups.kill();
    await expect(printer.print(job, ignore)).rejects.toMatchObject({ code: 'printer.noSpooler', card: 'inFeeder' });
    await expect(new CupsSpooler(cups.address).queues()).rejects.toMatchObject({ code: 'printer.noSpooler' });
  });

  test('with a stripe, a cleaning, contrast of black: refused, because no queue can be asked for them', async () => {
    const magnetic = { 2: '123' };
    await expect(printer.print({ ...job, magnetic }, ignore)).rejects.toMatchObject({
      code: 'printer.notCapable',
      card: 'inFeeder',
    });
    await expect(printer.clean()).rejects.toMatchObject({ code: 'printer.notCapable' });
    expect(() => printer.checkSettings({ ...settings, contrast: { k: 2 } })).toThrow('printer.settingRange');
  });

  test('has its queue among those listed', async () => {
    cups.addQueue('Ausweis_größe');
    expect(await new CupsSpooler(cups.address).queues()).toEqual(['Ausweis_größe', 'Card']);
    const other = new SpoolerPrinter(new CupsSpooler(cups.address), 'Ausweis_größe', { patience, pollMs: 0 });
    await other.print({ front, settings }, ignore);
    expect(cups.printed).toHaveLength(1);
    await other.close();
  });
});
