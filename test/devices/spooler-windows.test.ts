import * as fc from 'fast-check';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { plainPrintSettings as settings } from '../../src-shared/devices/print-setting.ts';
import type { Fault } from '../../src-shared/errors.ts';
import { SpoolerPrinter } from '../../src-main/devices/printer/spooler/spooler-printer.ts';
import {
  faultOf,
  JobAnswers,
  jobState,
  QueueAnswer,
  readAnswer,
  whenGone,
} from '../../src-main/devices/printer/spooler/windows/answers.ts';
import {
  powerShell,
  scriptArguments,
  type RunScript,
} from '../../src-main/devices/printer/spooler/windows/power-shell.ts';
import * as scripts from '../../src-main/devices/printer/spooler/windows/scripts.ts';
import { WindowsSpooler } from '../../src-main/devices/printer/spooler/windows/windows-spooler.ts';
import { back, front, ignore } from './printer-bench.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'windows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a script', () => {
  test('travels encoded, so that no quoting of a command line can change it', () => {
    const args = scriptArguments(scripts.printFaces);
    expect(args.slice(0, 3)).toEqual(['-NoProfile', '-NonInteractive', '-EncodedCommand']);
    const text = Buffer.from(args[3]!, 'base64').toString('utf16le');
    expect(text).toContain("$ErrorActionPreference = 'Stop'");
    expect(text.endsWith(scripts.printFaces)).toBe(true);
    // CreateProcess takes 32,767 characters.
    for (const script of Object.values(scripts)) {
      expect(scriptArguments(script).join(' ').length).toBeLessThan(16_000);
    }
  });

  test('gets its values from the environment, whatever they hold', async () => {
    const program = path.join(folder, 'shell.sh');
    writeFileSync(program, '#!/bin/sh\nprintf "%s" "$PARWANA_QUEUE"\n');
    chmodSync(program, 0o755);
    const run = powerShell(5000, program);
    for (const queue of ['Card', `O'Brien "x"; $(calc) %PATH%`, 'پرنٹر 1']) {
      expect(await run(scripts.readQueue, { queue })).toBe(queue);
    }
  });

  test('that fails, hangs, or is not there, is a printing system that does not answer', async () => {
    const failing = path.join(folder, 'fail.sh');
    writeFileSync(failing, '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    const hanging = path.join(folder, 'hang.sh');
    writeFileSync(hanging, '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
    for (const program of [failing, hanging, path.join(folder, 'nothing')]) {
      await expect(powerShell(200, program)('x', {})).rejects.toMatchObject({ code: 'printer.noSpooler' });
    }
  });

  test('never holds a value itself', () => {
    for (const script of Object.values(scripts)) expect(script).not.toMatch(/\$\{|undefined|\[object/);
  });
});

describe('an answer', () => {
  test('of any text is read or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (said) => {
        for (const schema of [QueueAnswer, JobAnswers]) {
          try {
            readAnswer<unknown>(schema, said);
          } catch (error) {
            expect(['printer.noSpooler', 'printer.queueUnknown']).toContain((error as Fault).code);
          }
        }
      }),
    );
  });

  test('is read past the mark that PowerShell may put first', () => {
    expect(readAnswer(JobAnswers, '\uFEFF[]\r\n')).toEqual([]);
  });

  test.each([
    ['Spooling', 0, 'waiting', false],
    ['Printing', 0, 'printing', true],
    ['Printing, Retained', 1, 'done', true],
    ['Paused', 0, 'held', false],
    ['Paused, Printing', 0, 'stopped', true],
    ['Printing, Deleting', 0, 'cancelled', true],
    ['Deleting', 0, 'cancelled', false],
    ['Normal', 1, 'printing', true],
  ] as const)('job %s with %i pages is %s', (...[status, pages, phase, started]) => {
    expect(jobState({ id: 1, name: 'x', status, pages })).toEqual({ phase, started });
  });

  test.each([
    ['Printing', 'done'],
    ['Spooling', 'done'],
    ['Error, Printing', 'failed'],
    ['Deleting', 'failed'],
    ['Paused', 'failed'],
  ] as const)('job last seen %s and then gone is %s', (status, phase) => {
    expect(whenGone({ id: 1, name: 'x', status, pages: 0 })).toMatchObject({ phase });
  });

  test.each([
    ['Normal', undefined],
    ['DoorOpen, Error', 'printer.coverOpen'],
    ['PaperOut', 'printer.feederEmpty'],
    ['Error', 'printer.hardware'],
  ])('printer %s is %s', (status, code) => {
    expect(faultOf(status)).toBe(code);
  });
});

/** The list of jobs of a Windows spooler, played by what its scripts would write. */
class WindowsPlay {
  /** What the job says at each look; empty takes it off the list. */
  looks: string[] = [];
  printer = { model: 'Some card printer', status: 'Normal', twoSided: true };
  files: string[] = [];
  facesThere = false;
  removed = false;
  #name = '';

  readonly run: RunScript = (script, values) => {
    if (values['queue'] !== undefined && values['queue'] !== 'Card') return Promise.resolve('null\r\n');
    return Promise.resolve(JSON.stringify(this.#answer(script, values)));
  };

  #answer(script: string, values: Readonly<Record<string, string>>): unknown {
    if (script === scripts.listQueues) return ['Card', 'Fax'];
    if (script === scripts.readQueue) return this.printer;
    if (script === scripts.printFaces) return this.#print(values);
    if (script === scripts.removeJob) {
      this.removed = true;
      return true;
    }
    const status = this.removed || this.#name === '' ? '' : (this.looks.shift() ?? '');
    return status === '' ? [] : [{ id: 7, name: this.#name, status, pages: 0 }];
  }

  #print(values: Readonly<Record<string, string>>): unknown {
    this.#name = values['name'] ?? '';
    this.files = [values['front'] ?? '', values['back'] ?? ''];
    this.facesThere = this.files.every((file) => file === '' || readFileSync(file).subarray(1, 4).toString() === 'PNG');
    return { id: 7 };
  }
}

describe('a card on a queue of Windows', () => {
  const patience = { waitingMs: 60, printMs: 200, lostMs: 50, lookMs: 5 };
  const open = (play: WindowsPlay): SpoolerPrinter =>
    new SpoolerPrinter(new WindowsSpooler(play.run), 'Card', { patience, pollMs: 0 });

  test('is followed until it leaves the list; its faces do not stay on the disk', async () => {
    const play = new WindowsPlay();
    play.looks = ['Spooling', 'Printing', 'Printing'];
    const steps: string[] = [];
    await open(play).print({ front, back, settings }, (step) => steps.push(step));
    expect(steps).toEqual(['checking', 'sendingFront', 'sendingBack', 'printing', 'ejecting', 'done']);
    expect(play.facesThere).toBe(true);
    expect(play.files.filter((file) => existsSync(file))).toEqual([]);
  });

  test.each([
    ['waits for ever', Array.from({ length: 100 }, () => 'Spooling'), 'printer.busy', 'inFeeder'],
    ['is held', ['Paused', 'Paused'], 'printer.queueStopped', 'inFeeder'],
    ['hangs in the print', Array.from({ length: 100 }, () => 'Printing'), 'printer.jobFailed', 'look'],
    ['is cancelled in the print', ['Printing', 'Printing, Deleting'], 'printer.jobFailed', 'look'],
    ['goes away after an error', ['Printing', 'Printing, Error'], 'printer.jobFailed', 'look'],
  ] as const)('that %s', async (...[, looks, code, card]) => {
    const play = new WindowsPlay();
    play.looks = [...looks];
    await expect(open(play).print({ front, settings }, ignore)).rejects.toMatchObject({ code, card });
  });

  test('goes to no printer that prints one side, is in trouble, or is not there', async () => {
    const play = new WindowsPlay();
    play.printer.twoSided = false;
    const wanted = { card: 'inFeeder' };
    await expect(open(play).print({ front, back, settings }, ignore)).rejects.toMatchObject({
      ...wanted,
      code: 'printer.notCapable',
    });
    play.printer.status = 'PaperOut';
    await expect(open(play).print({ front, settings }, ignore)).rejects.toMatchObject({
      ...wanted,
      code: 'printer.feederEmpty',
    });
    const other = new SpoolerPrinter(new WindowsSpooler(play.run), 'Other', { pollMs: 0 });
    await expect(other.print({ front, settings }, ignore)).rejects.toMatchObject({
      ...wanted,
      code: 'printer.queueUnknown',
    });
    expect(await new WindowsSpooler(play.run).queues()).toEqual(['Card', 'Fax']);
  });
});
