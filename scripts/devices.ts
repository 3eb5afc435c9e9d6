import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareFonts } from '../src-main/features/cards/card-fonts.ts';
import { Fault } from '../src-shared/errors.ts';
import { noCalibration } from './devices/calibrate.ts';
import { openPracticeBus, openRealBus } from './devices/open-bus.ts';
import { faultLine, faultWords, type Outcome, type Task } from './devices/tool.ts';

const usage = `npm run devices -- TASK [options]: the technician's tool

  list        what is on the USB bus, which driver takes it, and what keeps it from doing so
  status      what camera and printer say of themselves: model, serial number, firmware, ribbon, counters
  capture     takes a picture; saves the camera's JPEG and the portrait that would be kept
  liveview    counts live frames, says how many a second, saves the last
  print       prints a test card; uses one blank card and ribbon for two sides
  calibrate   not in this version

  --practice       the practice camera and printer behind the real drivers; saves the printed faces
  --out DIR        where pictures go (out/devices)
  --seconds N      how long liveview counts (5)
  --all            list: also devices that are neither camera nor printer
  --lang en|ur     language of causes and next actions
  --json           one JSON object on standard output instead of text

Stop the counter first: it holds its devices.
Exit code: 0 done; 1 the device or the bus refused, or status found one not ready; 2 wrong use, or not in this version.`;

const WRONG_USE = 2;
const FONTS = join(import.meta.dirname, '../.cache/devices');

/** Tasks are loaded when asked for: most need the drawing library, which wants its fonts first. */
const tasks: Readonly<Record<string, () => Promise<Task>>> = {
  list: async () => (await import('./devices/list.ts')).list,
  status: async () => (await import('./devices/status.ts')).status,
  capture: async () => (await import('./devices/capture.ts')).capture,
  liveview: async () => (await import('./devices/live-view.ts')).liveView,
  print: async () => (await import('./devices/print.ts')).print,
};

const wish = readArguments();
if (wish !== undefined) process.exitCode = await run(wish);

interface Asked {
  readonly name: string;
  readonly practice: boolean;
  readonly json: boolean;
  readonly all: boolean;
  readonly out: string;
  readonly seconds: number;
  readonly language: 'en' | 'ur';
}

async function run(asked: Asked): Promise<number> {
  const { name, practice, json, language } = asked;
  if (name === 'calibrate') {
    if (json) console.log(JSON.stringify({ task: name, practice, ok: false, notInThisVersion: noCalibration }));
    else console.error(noCalibration);
    return WRONG_USE;
  }
  try {
    const { ok, result } = await perform(asked);
    if (json) console.log(JSON.stringify({ task: name, practice, ok, ...result }));
    return ok ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const fault = faultWords(error.code, language);
    if (json) console.log(JSON.stringify({ task: name, practice, ok: false, fault }));
    else console.error(faultLine(fault));
    return 1;
  }
}

async function perform({ name, practice, json, ...options }: Asked): Promise<Outcome> {
  const { out } = options;
  const saves = name !== 'list' && name !== 'status';
  if (saves) mkdirSync(out, { recursive: true });
  if (name === 'print') await prepareFonts(FONTS);
  const task = await tasks[name]?.();
  if (task === undefined) throw new TypeError(name);
  const { close, ...opened } = practice ? await openPracticeBus(name === 'print' ? out : undefined) : openRealBus();
  const say = (line: string): void => {
    if (!json) console.log(line);
  };
  try {
    return await task({ ...options, ...opened, say });
  } finally {
    await close();
  }
}

function readArguments(): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        practice: { type: 'boolean', default: false },
        out: { type: 'string', default: join('out', 'devices') },
        seconds: { type: 'string', default: '5' },
        all: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'en' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      return undefined;
    }
    const [name = '', ...more] = positionals;
    const seconds = Number(values.seconds);
    if (more.length > 0 || !(name === 'calibrate' || Object.hasOwn(tasks, name))) return refuse(usage);
    if (!(seconds > 0 && seconds <= 3600)) return refuse('--seconds takes a number from 1 to 3600.');
    if (values.lang !== 'en' && values.lang !== 'ur') return refuse('--lang takes en or ur.');
    return { ...values, name, seconds, language: values.lang };
  } catch (error) {
    // `parseArgs` names the option that it does not know.
    return refuse(error instanceof Error ? `${error.message}\n\n${usage}` : usage);
  }
}

function refuse(message: string): undefined {
  console.error(message);
  process.exitCode = WRONG_USE;
}
