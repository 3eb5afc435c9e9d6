import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PracticePrinter } from '../../src-main/devices/practice/printer-model.ts';
import type { UsbBus } from '../../src-main/devices/usb/usb-device.ts';
import type { ErrorCode } from '../../src-shared/errors.ts';
import { textsOf } from '../say-fault.ts';
import type { Asked } from './arguments.ts';

/** What every task of the technician's tool works with: its options, the bus, and a voice. */
export interface Tool extends Omit<Asked, 'name' | 'practice' | 'device'> {
  readonly bus: UsbBus;
  /** Only with `--practice`. */
  readonly practicePrinter: PracticePrinter | undefined;
  /** The task that `record` is to do. */
  readonly recordedTask?: Task | undefined;
  /** A line for people; silent with `--json`. */
  say(line: string): void;
}

/** How a task ended: exit code 0 or 1, and what `--json` prints. */
export interface Outcome {
  readonly ok: boolean;
  readonly result: Readonly<Record<string, unknown>>;
}

export type Task = (tool: Tool) => Promise<Outcome>;

/** A fault in words: its code, its cause, the next action, and what only a technician can do. */
export interface FaultWords {
  readonly code: ErrorCode;
  readonly cause: string;
  readonly action: string;
  readonly hint?: string;
}

export function faultWords(code: ErrorCode, language: Tool['language']): FaultWords {
  const hint = hints[code];
  return { code, ...textsOf(code, language), ...(hint === undefined ? {} : { hint }) };
}

export function faultLine({ code, cause, action, hint }: FaultWords): string {
  return `${cause} ${action} (${code})${hint === undefined ? '' : `\n  ${hint}`}`;
}

/** The texts of the screens send an operator to the technician, who stands here. */
const hints: Partial<Record<ErrorCode, string>> = {
  'usb.permission': 'As root, run native/linux/install-device-access.sh, then plug the device in again.',
  'usb.busy':
    'A running counter holds its devices: stop it first. A desktop may hold the camera: gio mount -s gphoto2.',
  'usb.noBus': 'Raw USB needs Linux with /sys/bus/usb and /dev/bus/usb, which a container or a virtual PC may lack.',
};

/** The folder that `--out` names, made if it is not there. */
export function folderOf({ out = join('out', 'devices') }: Pick<Tool, 'out'>): string {
  mkdirSync(out, { recursive: true });
  return out;
}

/** The file that `--out` names, or a file of that name in the folder it names. */
export function fileOf({ out = join('out', 'devices', '') }: Pick<Tool, 'out'>, name: string): string {
  const isFolder = /[/\\\\]$/.test(out) || (statSync(out, { throwIfNoEntry: false })?.isDirectory() ?? false);
  const file = isFolder ? join(out, name) : out;
  mkdirSync(dirname(file), { recursive: true });
  return file;
}

/** `name   value` lines, names padded to one width; what is not known is left out. */
export function sayTable(tool: Tool, rows: Readonly<Record<string, string | number | undefined>>): void {
  const known = Object.entries(rows).filter(([, value]) => value !== undefined && value !== '');
  const wide = Math.max(...known.map(([name]) => name.length));
  for (const [name, value] of known) tool.say(`  ${name.padEnd(wide)}  ${value}`);
}

/** Seconds since `start` of `performance.now()`, to a hundredth. */
export function secondsSince(start: number): number {
  return Math.round((performance.now() - start) / 10) / 100;
}
