import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APERTURE, CAPTURE_DESTINATION } from '../../src-main/devices/camera/canon/canon-codes.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import type { Bench } from './bench/bench.ts';
import { openBench } from './bench/bench.ts';
import { benchMissing } from './bench/missing.ts';
import { connectedBench, TestSource } from './camera-bench.ts';
import type { Gphoto2Result } from './gphoto2-run.ts';
import { gphoto2, gphoto2Missing } from './gphoto2-run.ts';

const missing = benchMissing() ?? gphoto2Missing();

/** libgphoto2 knows EOS bodies from years of real ones: what it accepts here is not our own opinion. */
describe.skipIf(missing !== undefined)('the practice camera, judged by gphoto2', { timeout: 60_000 }, () => {
  let bench: Bench;
  let model: CameraModel;
  let source: TestSource;
  let folder: string;
  const run = (...args: string[]): Promise<Gphoto2Result> => gphoto2(bench, folder, args);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gphoto2-'));
    source = await TestSource.make(3_200_000);
    model = new CameraModel(source);
    bench = await openBench();
    bench.plug(model);
  });
  afterEach(async () => {
    await bench.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is detected as the body it says it is', async () => {
    const { code, output } = await run('--auto-detect');
    expect(output).toMatch(/Canon EOS 250D\s+usb:001,\d+/);
    expect(code).toBe(0);
  });

  it('has a summary with everything that a tethered EOS body has', async () => {
    const { code, output } = await run('--summary');
    expect(output).toContain('Manufacturer: Canon Inc.');
    expect(output).toContain('Model: Canon EOS 250D');
    expect(output).toContain('Canon EOS Capture, Canon EOS Capture 2');
    expect(output).toMatch(/StorageDescription: SD/);
    expect(code).toBe(0);
  });

  it('gives a preview, which is a frame of its viewfinder', async () => {
    const { code, output } = await run('--capture-preview', '--force-overwrite');
    expect(output).toContain('capture_preview.jpg');
    expect(code).toBe(0);
    const frame = await readFile(join(folder, 'capture_preview.jpg'));
    expect(source.frames.some((each) => Buffer.compare(each, frame) === 0)).toBe(true);
  });

  it('takes pictures that arrive byte for byte, one after another', async () => {
    for (const name of ['one.jpg', 'two.jpg']) {
      const { code, output } = await run('--capture-image-and-download', '--filename', name);
      expect(output).toContain(`Saving file as ${name}`);
      expect(code).toBe(0);
      expect(Buffer.compare(await readFile(join(folder, name)), source.exposures.at(-1)!)).toBe(0);
    }
    expect(source.exposures).toHaveLength(2);
  });

  it('tells its settings in the words that gphoto2 has for the codes, and takes new ones', async () => {
    const said = async (name: string): Promise<string> => (await run('--get-config', name)).output;
    expect(await said('shutterspeed')).toMatch(/Current: 1\/125\n/);
    expect(await said('aperture')).toMatch(/Current: 8\n/);
    expect(await said('iso')).toMatch(/Current: 400\n/);
    expect(await said('batterylevel')).toMatch(/Current: 100%\n/);
    expect(await said('imageformat')).toMatch(/Current: Large Normal JPEG\n/);
    expect((await run('--set-config', 'aperture=5.6')).code).toBe(0);
    expect(model.property(APERTURE)).toBe(0x30);
  });

  it.each([
    ['aperture', 'aperture', (label: string) => label.replace('f/', '')],
    ['iso', 'iso', (label: string) => label.replace(/^ISO /, '').replace('auto', 'Auto')],
    ['shutter', 'shutterspeed', (label: string) => label.replace(' s', '')],
  ] as const)('is offered the same %s by our words as by those of gphoto2', async (name, config, plain) => {
    const { manager } = await connectedBench(10_000);
    const ours = (await manager.settings()).find((setting) => setting.name === name)!.choices;
    await manager.close();
    const theirs = [...(await run('--get-config', config)).output.matchAll(/^Choice: \d+ (.*)$/gm)].map(
      ([, word]) => word!,
    );
    expect(theirs.length).toBeGreaterThan(8);
    expect(ours.map(({ label }) => same(plain(label)))).toEqual(theirs.map(same));
  });

  it('says to gphoto2 as well that it has no focus', async () => {
    model.faults.noFocus = true;
    const { code, output } = await run('--capture-image-and-download', '--filename', 'none.jpg');
    expect(code).not.toBe(0);
    expect(output).toMatch(/focus|Full-Press|0x2019/i);
    expect(source.exposures).toHaveLength(0);
  });

  it('is left in order: the next program finds its destination as it was', async () => {
    await run('--capture-image-and-download', '--filename', 'one.jpg');
    expect(model.property(CAPTURE_DESTINATION)).toBe(2);
  });
});

/** gphoto2 says 10.3 and 6.3 seconds where dials have 10 and 6, and 2 for f/2.0. */
function same(figure: string): string {
  return figure.replace(/^(10|20|6)\.3$/, '$1').replace(/\.0$/, '');
}
