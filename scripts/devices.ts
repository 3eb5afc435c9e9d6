import { join } from 'node:path';
import { PrintFault } from '../src-main/devices/printer/printer-port.ts';
import { prepareFonts } from '../src-main/features/cards/card-fonts.ts';
import { Fault } from '../src-shared/errors.ts';
import { readArguments, usage, WrongUse, type Asked, type TaskName } from './devices/arguments.ts';
import { onlyAt } from './devices/only-at.ts';
import { openPracticeBus, openRealBus, openTrace, type OpenedBus } from './devices/open-bus.ts';
import { faultLine, faultWords, type Outcome, type Task } from './devices/tool.ts';

const WRONG_USE = 2;
const FONTS = join(import.meta.dirname, '../.cache/devices');

/** Tasks are loaded when asked for: most need the drawing library, which wants its fonts first. */
const tasks: Readonly<Record<TaskName, () => Promise<Task>>> = {
  list: async () => (await import('./devices/list.ts')).list,
  status: async () => (await import('./devices/status.ts')).status,
  capture: async () => (await import('./devices/capture.ts')).capture,
  liveview: async () => (await import('./devices/live-view.ts')).liveView,
  print: async () => (await import('./devices/print.ts')).print,
  calibrate: async () => (await import('./devices/calibrate.ts')).calibrate,
  record: async () => (await import('./devices/record.ts')).record,
  diagnostics: async () => (await import('./devices/diagnostics.ts')).diagnostics,
};

process.exitCode = await run();

async function run(): Promise<number> {
  try {
    const asked = readArguments(process.argv.slice(2));
    if (asked !== undefined) return await runAsked(asked);
    console.log(usage);
    return 0;
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    console.error(error.message);
    return WRONG_USE;
  }
}

async function runAsked(asked: Asked): Promise<number> {
  const { name, practice, json, language } = asked;
  try {
    const { ok, result } = await perform(asked, await tasks[name]());
    if (json) console.log(JSON.stringify({ task: name, practice, ok, ...result }));
    return ok ? 0 : 1;
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    const known = error instanceof Fault || error instanceof PrintFault;
    if (!known) console.error(error);
    const fault = faultWords(known ? error.code : 'internal.fault', language);
    if (json) console.log(JSON.stringify({ task: name, practice, ok: false, fault }));
    else console.error(faultLine(fault));
    return 1;
  }
}

async function perform(asked: Asked, task: Task): Promise<Outcome> {
  const { json, device } = asked;
  const prints = (asked.recorded ?? asked).name === 'print' || asked.card !== undefined;
  if (prints) await prepareFonts(FONTS);
  const { close, bus, practicePrinter } = await openBus(asked, prints);
  const say = (line: string): void => {
    if (!json) console.log(line);
  };
  try {
    const { recorded } = asked;
    const recordedTask = recorded ? await tasks[recorded.name]() : undefined;
    const place = recorded?.device ?? device;
    return await task({
      ...asked,
      bus: place === undefined ? bus : onlyAt(bus, place),
      practicePrinter,
      recordedTask,
      say,
    });
  } finally {
    await close();
  }
}

async function openBus(
  { name, practice, replay, out = join('out', 'devices') }: Asked,
  prints: boolean,
): Promise<OpenedBus> {
  if (replay !== undefined) return openTrace(replay);
  const scene = name === 'calibrate' ? 'greyCard' : 'sitter';
  return practice ? openPracticeBus(prints ? out : undefined, scene) : openRealBus();
}
