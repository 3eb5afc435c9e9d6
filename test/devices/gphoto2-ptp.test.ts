import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CameraSettingName } from '../../src-shared/devices/camera-setting.ts';
import { prohibition } from '../../src-main/devices/camera/nikon/prohibit-condition.ts';
import { GenericModel } from '../../src-main/devices/practice/generic-model.ts';
import { NikonModel } from '../../src-main/devices/practice/nikon-model.ts';
import type { PtpResponder } from '../../src-main/devices/practice/ptp-responder.ts';
import type { Bench } from './bench/bench.ts';
import { openBench } from './bench/bench.ts';
import { benchMissing } from './bench/missing.ts';
import { TestSource } from './camera-bench.ts';
import type { Gphoto2Result } from './gphoto2-run.ts';
import { gphoto2, gphoto2Missing } from './gphoto2-run.ts';
import { closeManaged, connected } from './managed-camera.ts';

const missing = benchMissing() ?? gphoto2Missing();

let bench: Bench;
let source: TestSource;
let folder: string;
const run = (...args: string[]): Promise<Gphoto2Result> => gphoto2(bench, folder, args);

beforeEach(async () => {
  if (missing !== undefined) return;
  folder = await mkdtemp(join(tmpdir(), 'gphoto2-'));
  source = await TestSource.make(1_500_000);
  bench = await openBench();
});
afterEach(async () => {
  if (missing !== undefined) return;
  await closeManaged();
  await bench.close();
  await rm(folder, { recursive: true, force: true });
});

async function takesTwoPictures(): Promise<void> {
  for (const name of ['one.jpg', 'two.jpg']) {
    const { code, output } = await run('--capture-image-and-download', '--filename', name);
    expect(output).toContain(`Saving file as ${name}`);
    expect(code).toBe(0);
    expect(Buffer.compare(await readFile(join(folder, name)), source.exposures.at(-1)!)).toBe(0);
  }
  expect(source.exposures).toHaveLength(2);
}

/** Current value and choices that gphoto2 shows. */
async function config(name: string): Promise<readonly string[]> {
  const { output } = await run('--get-config', name);
  return [...output.matchAll(/^(?:Current:|Choice: \d+) (.*)$/gm)].map(([, word]) => word!);
}

/** Current value and choices in our own words. */
async function ours(model: PtpResponder, name: CameraSettingName): Promise<readonly string[]> {
  const { manager } = await connected(model);
  const setting = (await manager.settings()).find((each) => each.name === name)!;
  await closeManaged();
  return [setting.label, ...setting.choices.map(({ label }) => label)];
}

describe.skipIf(missing !== undefined)('the Nikon model, judged by gphoto2', () => {
  let model: NikonModel;
  beforeEach(() => {
    model = new NikonModel(source);
    bench.plug(model);
  });

  it('is taken for the body it says it is, with the releases of Nikon', async () => {
    expect((await run('--auto-detect')).output).toMatch(/Nikon DSC D7500\s+usb:001,\d+/);
    const { output } = await run('--summary');
    expect(output).toMatch(/Serial Number: 0+PRACTICE2/);
    expect(output).toContain('Nikon Capture 1, Nikon Capture 2, Nikon Capture 3');
    expect(output).toContain('Battery Level(0x5001):(read only) (type=0x2) Range [0 - 100, step 1] value: 80% (80)');
  });

  it('gives a preview and takes pictures that arrive byte for byte', async () => {
    expect(await run('--capture-preview', '--force-overwrite')).toMatchObject({ code: 0 });
    expect([...(await readFile(join(folder, 'capture_preview.jpg'))).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    await takesTwoPictures();
  });

  it('moves its lens the way that gphoto2 calls nearer', async () => {
    const { code } = await run('--set-config', 'viewfinder=1', '--set-config', 'manualfocusdrive=-200');
    expect(code).toBe(0);
    expect(model.body.lens).toBe(-200);
  });

  it.each<[CameraSettingName, string, (ours: string) => string]>([
    ['iso', 'iso', (label) => label.replace('ISO ', '')],
    ['aperture', 'f-number', (label) => label],
    ['focusMode', 'focusmode', (label) => label.replace('manual', 'Manual')],
    ['colourTemperature', 'd01e', (label) => label.replace(' K', '')],
    ['shutter', 'shutterspeed', seconds],
    ['whiteBalance', 'whitebalance', (label) => balance(label)],
  ])('has the same %s by our words as by those of gphoto2', async (name, theirs, plain) => {
    expect((await ours(model, name)).map(plain)).toEqual(await config(theirs));
  });

  it.each<[number, string, string]>([
    [8, 'Battery exhausted', 'camera.batteryLow'],
    [14, 'no card', 'camera.cardMissing'],
    [17, 'Temperature too high', 'camera.tooHot'],
    [18, 'Card protected', 'camera.storeFull'],
    [19, 'Card error', 'camera.cardMissing'],
    [20, 'Card unformatted', 'camera.cardMissing'],
    [22, 'Mirror-up operation', 'camera.mirrorUp'],
    [24, 'Lens is retracting', 'camera.busy'],
  ])('bit %i against live view is "%s"', async (bit, words, code) => {
    model.luck.prohibited = 2 ** bit;
    expect((await run('--get-config', 'liveviewprohibit')).output).toContain(words);
    expect(prohibition(2 ** bit)).toMatchObject({ code });
  });
});

describe.skipIf(missing !== undefined)('the camera of the standard alone, judged by gphoto2', () => {
  it('is taken for a PTP camera and takes pictures that arrive byte for byte', async () => {
    bench.plug(new GenericModel(source));
    expect((await run('--auto-detect')).output).toMatch(/USB PTP Class Camera\s+usb:001,\d+/);
    expect((await run('--summary')).output).toContain('Generic Image Capture');
    await takesTwoPictures();
  });
});

/** `1/125` as gphoto2 says it, whose figure is cut to ten-thousandths: 0.0080s; 1/60 is 0.0166s. */
function seconds(label: string): string {
  const [whole, part] = label.replace(' s', '').split('/').map(Number);
  const value = part === undefined ? whole! : whole! / part;
  return `${(Math.floor(value * 10_000 + 1e-6) / 10_000).toFixed(4)}s`;
}

function balance(label: string): string {
  if (label === 'auto') return 'Automatic';
  if (label === 'colour temperature') return 'Color Temperature';
  return label.charAt(0).toUpperCase() + label.slice(1);
}
