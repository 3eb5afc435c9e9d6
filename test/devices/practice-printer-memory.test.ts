import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import { bench, closeManagers, front, ignore } from './printer-bench.ts';

afterEach(closeManagers);

describe('a printer found again after a restart of the practice centre', () => {
  const folder = (): string => mkdtempSync(path.join(tmpdir(), 'printer-'));

  test('has its counters, its ribbon and its blanks, also what the trainer changed', async () => {
    const directory = folder();
    const first = await bench({ directory, setsLeft: 50, feeder: 20 });
    await first.manager.print({ front, settings }, ignore);
    first.printer.mechanics.feeder = 7;
    first.printer.mechanics.jamNext = true;
    await first.manager.close();
    const second = await bench({ directory, setsLeft: 50, feeder: 20 });
    const kept = { setsLeft: 49, feeder: 7, cardsInserted: 1, panelsPrinted: 5, jamNext: false };
    expect(second.printer.mechanics).toMatchObject(kept);
    await second.manager.print({ front, settings }, ignore);
    expect(new PracticePrinter({ directory }).mechanics).toMatchObject({ cardsInserted: 2, feeder: 6 });
  });

  test('is new where its file is damaged, or it is to forget', async () => {
    const directory = folder();
    await (await bench({ directory })).manager.print({ front, settings }, ignore);
    expect(new PracticePrinter({ directory, remember: false }).mechanics.cardsInserted).toBe(0);
    writeFileSync(path.join(directory, 'printer.json'), '{"cardsInserted":');
    const { manager, printer } = await bench({ directory });
    expect(printer.mechanics).toMatchObject({ cardsInserted: 0, feeder: 100 });
    await manager.print({ front, settings }, ignore);
    expect(new PracticePrinter({ directory }).mechanics.cardsInserted).toBe(1);
  });
});
