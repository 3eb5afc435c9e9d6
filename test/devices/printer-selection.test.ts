import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { PracticeMatica } from '../../src-main/devices/practice/matica-model.ts';
import { PrinterManager } from '../../src-main/devices/printer/printer-manager.ts';
import { PrinterSelection } from '../../src-main/devices/printer/printer-selection.ts';
import { CupsSpooler } from '../../src-main/devices/printer/spooler/cups/cups-spooler.ts';
import { SpoolerPrinter } from '../../src-main/devices/printer/spooler/spooler-printer.ts';
import { CupsBench, hasCups } from './cups-bench.ts';
import { front, ignore } from './printer-bench.ts';

const job = { front, settings };

describe.skipIf(!hasCups)('the counter’s printer', () => {
  let cups: CupsBench;
  let bus: PracticeBus;
  let matica: PracticeMatica;
  let selection: PrinterSelection;
  let managers = 0;

  beforeEach(async () => {
    cups = new CupsBench();
    await cups.start();
    cups.addQueue('Card');
    bus = new PracticeBus();
    matica = new PracticeMatica({ model: 'XID580i' });
    bus.plug(matica);
    managers = 0;
    selection = new PrinterSelection({
      usb: () => {
        managers += 1;
        return new PrinterManager(bus, { pollMs: 0 });
      },
      spooler: new CupsSpooler(cups.address),
      queue: (spooler, name) => new SpoolerPrinter(spooler, name, { pollMs: 0, patience: { lookMs: 20 } }),
    });
    await selection.refresh();
  });

  afterEach(async () => {
    cups.release();
    await selection.close();
    await cups.close();
  });

  test('is the USB printer until a queue is chosen, and again when it is chosen back', async () => {
    expect(selection.state).toMatchObject({ driver: 'Matica XID', condition: 'ready' });
    expect(await selection.list()).toEqual(['Card']);
    await selection.choose('Card');
    expect(await selection.refresh()).toMatchObject({ driver: 'System queue', serialNumber: 'Card' });
    await selection.print(job, ignore);
    expect(cups.printed).toHaveLength(1);
    // The USB printer was let go: another program could have it.
    const [candidate] = await bus.list();
    await (await candidate!.open({})).close();
    await selection.choose(undefined);
    expect(await selection.refresh()).toMatchObject({ driver: 'Matica XID', condition: 'ready' });
    await selection.print(job, ignore);
    expect(matica.machine.state.cards).toBe(1);
  });

  test('chosen again is not opened again', async () => {
    await selection.choose(undefined);
    expect(managers).toBe(1);
  });

  test('tells its listeners of the one in use and of no other', async () => {
    const heard: (string | undefined)[] = [];
    selection.onState(({ condition, driver }) => heard.push(driver ?? condition));
    await selection.choose('Card');
    await selection.refresh();
    bus.unplug(matica);
    expect(heard).toEqual(['absent', 'System queue']);
  });

  test('finishes the card under way before it changes', async () => {
    await selection.choose('Card');
    cups.mode('wait');
    const order: string[] = [];
    const printing = selection
      .print(job, (step) => {
        if (step === 'done') order.push(`done on ${selection.state.driver}`);
        if (step !== 'printing') return;
        void selection.choose(undefined).then(() => order.push('chosen'));
        cups.release();
      })
      .then(() => order.push('printed'));
    await printing;
    await selection.choose(undefined);
    expect(order).toEqual(['done on System queue', 'printed', 'chosen']);
    expect(cups.printed).toHaveLength(1);
    expect(await selection.refresh()).toMatchObject({ driver: 'Matica XID' });
  });

  test('may be a queue that is not there yet', async () => {
    await selection.choose('Later');
    await expect(selection.refresh()).rejects.toMatchObject({ code: 'printer.queueUnknown' });
    expect(selection.state).toEqual({ condition: 'absent', fault: 'printer.queueUnknown' });
    cups.addQueue('Later');
    expect(await selection.refresh()).toMatchObject({ condition: 'ready' });
  });

  test('lists no queues where there is no printing system', async () => {
    await cups.kill();
    expect(await selection.list()).toEqual([]);
  });
});
