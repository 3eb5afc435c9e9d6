import { parseArgs } from 'node:util';

export const usage = `npm run devices -- TASK [options]: the technician's tool

  list        what is on the USB bus, which driver takes it, and what keeps it from doing so
  status      what camera and printer say of themselves: model, serial number, firmware, ribbon, counters
  capture     takes a picture; saves the camera's own JPEG, unchanged
  liveview    counts live frames, says how many a second, saves the last; with --frames all of them
  print       prints a test card, or the pictures given; uses one blank card and ribbon
  calibrate   measures a grey card before the camera; with --card prints a service card; with --scan reads one
  record      record --out FILE -- TASK …: does the task and writes down every transfer
  diagnostics one file for whoever helps: versions, descriptors, last transfers without their data

  --practice       the practice camera and printer behind the real drivers; saves the printed faces
  --replay FILE    a recorded trace in place of a device; every byte must be as it was
  --device PLACE   the device there, as list shows places; without it, the first that a driver takes
  --out PATH       capture, record, diagnostics: the file; liveview, print: the folder (out/devices)
  --portrait FILE  capture: saves also the portrait that the counter would keep
  --frames N       liveview: saves N frames, frame-0001.jpg and so on
  --seconds N      liveview: how long it counts without --frames (5)
  --front FILE     print: PNG or JPEG, scaled to the card; pure black becomes resin
  --back FILE      print: the same for the back
  --card NAME      calibrate: prints the alignment or the colours card; uses one blank card and ribbon
  --scan FILE      calibrate: PNG or JPEG of a scanned alignment card
  --no-data        record: only how each transfer begins, no pictures
  --all            list: also devices that are neither camera nor printer
  --lang en|ur     language of causes and next actions
  --json           one JSON object on standard output instead of text

Stop the counter first: it holds its devices.
Exit code: 0 done; 1 the device or the bus refused, or status found no device that answers; 2 wrong use.`;

export const taskNames = [
  'list',
  'status',
  'capture',
  'liveview',
  'print',
  'calibrate',
  'record',
  'diagnostics',
] as const;
export type TaskName = (typeof taskNames)[number];

/** What the command line asks for. */
export interface Asked {
  readonly name: TaskName;
  readonly practice: boolean;
  readonly replay: string | undefined;
  readonly json: boolean;
  readonly all: boolean;
  readonly language: 'en' | 'ur';
  readonly seconds: number;
  readonly frames: number | undefined;
  readonly out: string | undefined;
  readonly portrait: string | undefined;
  readonly front: string | undefined;
  readonly back: string | undefined;
  readonly card: 'alignment' | 'colours' | undefined;
  readonly scan: string | undefined;
  readonly device: string | undefined;
  readonly data: boolean;
  /** What `record` is to do. */
  readonly recorded: Asked | undefined;
}

/** The command line cannot be understood; the message says what would be. */
export class WrongUse extends Error {}

/** Errors: `WrongUse`. `undefined` when the usage is all that is wanted. */
export function readArguments(args: readonly string[]): Asked | undefined {
  const split = args.indexOf('--');
  const outer = split === -1 ? args : args.slice(0, split);
  const { values, positionals } = parse(outer);
  if (values.help) return undefined;
  const [name = '', ...more] = positionals;
  if (!isTask(name)) throw new WrongUse(usage);
  const rest = split === -1 ? more : [...more, ...args.slice(split + 1)];
  const recorded = name === 'record' ? readRecorded(rest) : undefined;
  if (name !== 'record' && rest.length > 0) throw new WrongUse(usage);
  if (values.back !== undefined && values.front === undefined) throw new WrongUse('--back needs --front.');
  return {
    name,
    practice: values.practice || recorded?.practice === true,
    replay: values.replay,
    json: values.json,
    all: values.all,
    language: languageOf(values.lang),
    seconds: numberOf(values.seconds, '--seconds'),
    frames: values.frames === undefined ? undefined : Math.ceil(numberOf(values.frames, '--frames')),
    out: values.out,
    portrait: values.portrait,
    front: values.front,
    back: values.back,
    card: cardOf(values.card),
    scan: values.scan,
    device: values.device,
    data: !values['no-data'],
    recorded,
  };
}

function readRecorded(args: readonly string[]): Asked {
  const asked = readArguments(args);
  const can = ['list', 'status', 'capture', 'liveview', 'print'];
  if (asked === undefined || !can.includes(asked.name)) throw new WrongUse(`record takes ${can.join(', ')}.`);
  return asked;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        practice: { type: 'boolean', default: false },
        replay: { type: 'string' },
        device: { type: 'string' },
        out: { type: 'string' },
        portrait: { type: 'string' },
        frames: { type: 'string' },
        seconds: { type: 'string', default: '5' },
        front: { type: 'string' },
        back: { type: 'string' },
        card: { type: 'string' },
        scan: { type: 'string' },
        'no-data': { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'en' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    // `parseArgs` names the option that it does not know.
    throw new WrongUse(error instanceof Error ? `${error.message}\n\n${usage}` : usage);
  }
}

function isTask(name: string): name is TaskName {
  return taskNames.some((each) => each === name);
}

function languageOf(value: string): 'en' | 'ur' {
  if (value === 'en' || value === 'ur') return value;
  throw new WrongUse('--lang takes en or ur.');
}

function cardOf(value: string | undefined): Asked['card'] {
  if (value === undefined || value === 'alignment' || value === 'colours') return value;
  throw new WrongUse('--card takes alignment or colours.');
}

function numberOf(value: string, option: string): number {
  const number = Number(value);
  if (number > 0 && number <= 3600) return number;
  throw new WrongUse(`${option} takes a number from 1 to 3600.`);
}
