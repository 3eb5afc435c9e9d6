import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { CameraSetting } from '../../src-main/devices/camera/camera-settings.ts';
import { apertureLabel, compensationLabel, isoLabel, shutterLabel } from '../../src-main/devices/camera/canon/apex.ts';
import {
  APERTURE,
  COLOUR_TEMPERATURE,
  EXPOSURE_COMPENSATION,
  EXPOSURE_MODE,
  FOCUS_MODE,
  FOCUS_MODE_MANUAL,
  SET_PROPERTY,
} from '../../src-main/devices/camera/canon/canon-codes.ts';
import {
  bestJpeg,
  decodeFormat,
  encodeFormat,
  formatBytes,
  formatLabel,
  readFormat,
} from '../../src-main/devices/camera/canon/image-format.ts';
import { PROGRAMME, RAW_AND_JPEG } from '../../src-main/devices/practice/camera-setting-table.ts';
import type { Bench } from './camera-bench.ts';
import { connectedBench } from './camera-bench.ts';

describe('the settings of an EOS body', () => {
  let bench: Bench;
  afterEach(() => bench.manager.close());
  const setting = async (name: CameraSetting['name']): Promise<CameraSetting> =>
    (await bench.manager.settings()).find((each) => each.name === name)!;

  it('are told with the words of a photographer, and what is offered', async () => {
    bench = await connectedBench(10_000);
    const said = Object.fromEntries((await bench.manager.settings()).map(({ name, label }) => [name, label]));
    expect(said).toEqual({
      mode: 'M',
      aperture: 'f/8',
      shutter: '1/125',
      iso: 'ISO 400',
      exposureCompensation: '0',
      whiteBalance: 'auto',
      colourTemperature: '5200 K',
      focusMode: 'one shot',
      imageFormat: 'JPEG large fine',
    });
    expect((await setting('aperture')).choices.slice(0, 4).map(({ label }) => label)).toEqual([
      'f/4',
      'f/4.5',
      'f/5',
      'f/5.6',
    ]);
    expect((await setting('mode')).choices).toEqual([]);
  });

  it.each([
    ['aperture', 0x30, 'f/5.6', APERTURE, 0x30],
    ['colourTemperature', 4_600, '4600 K', COLOUR_TEMPERATURE, 4_600],
    ['exposureCompensation', -3, '-1/3', EXPOSURE_COMPENSATION, 0xfd],
    ['mode', PROGRAMME, 'P', EXPOSURE_MODE, PROGRAMME],
  ] as const)('take a new %s, which the body then reports', async (...[name, value, label, property, code]) => {
    bench = await connectedBench(10_000);
    await bench.manager.changeSetting(name, value);
    expect(await setting(name)).toMatchObject({ value, label });
    expect(bench.model.property(property) & 0xff_ff).toBe(code);
  });

  it('are not asked of a body that does not offer them', async () => {
    bench = await connectedBench(10_000);
    const asked: number[] = [];
    bench.model.heard = (operation) => asked.push(operation);
    await expect(bench.manager.changeSetting('iso', 0x49)).rejects.toMatchObject({ code: 'camera.settingRefused' });
    expect(asked).not.toContain(SET_PROPERTY);
    expect(bench.manager.state.condition).toBe('ready');
  });

  it('are refused by the body in a mode that sets them itself', async () => {
    bench = await connectedBench(10_000);
    await bench.manager.changeSetting('mode', PROGRAMME);
    expect((await setting('shutter')).choices).toEqual([]);
    await expect(bench.manager.changeSetting('shutter', 0x78)).rejects.toMatchObject({
      code: 'camera.settingRefused',
    });
    expect((await setting('shutter')).label).toBe('1/125');
  });

  it('count as refused when the body says yes and never reports them', async () => {
    bench = await connectedBench(10_000);
    bench.model.faults.answer(SET_PROPERTY, 0x2001, 1);
    await expect(bench.manager.changeSetting('iso', 0x60)).rejects.toMatchObject({ code: 'camera.settingRefused' });
  });

  it('are waited for while the body is busy', async () => {
    bench = await connectedBench(10_000);
    bench.model.faults.answer(SET_PROPERTY, 0x2019, 4);
    await bench.manager.changeSetting('iso', 0x60);
    expect((await setting('iso')).label).toBe('ISO 800');
  });

  it('make one JPEG of a shot, the largest and finest, from the start', async () => {
    bench = await connectedBench(10_000);
    expect(bench.model.format).toEqual([[1, 0, 3]]);
  });

  it('leave the raw file of a body whose menu was changed meanwhile, and the next shot is taken', async () => {
    bench = await connectedBench(10_000);
    bench.model.setFormat(RAW_AND_JPEG);
    for (const name of ['IMG_0001.JPG', 'IMG_0002.JPG']) {
      const picture = await bench.manager.capture();
      expect(picture.fileName).toBe(name);
      expect(Buffer.compare(picture.jpeg, bench.source.exposures.at(-1)!)).toBe(0);
    }
    expect((await setting('imageFormat')).label).toBe('RAW + JPEG large fine');
  });

  it('tell the battery and how often the body has released', async () => {
    bench = await connectedBench(10_000);
    expect(bench.manager.state.details).toMatchObject({ driver: 'Canon EOS', battery: 100, shutterCount: 4711 });
  });

  it('focus once without a picture, and say when nothing was found', async () => {
    bench = await connectedBench(10_000);
    await bench.manager.focus();
    bench.model.faults.noFocus = true;
    await expect(bench.manager.focus()).rejects.toMatchObject({ code: 'camera.noFocus' });
    await bench.manager.startLiveView();
    await expect(bench.manager.focus()).rejects.toMatchObject({ code: 'camera.noFocus' });
    bench.model.faults.noFocus = false;
    await bench.manager.focus();
    bench.model.setProperty(FOCUS_MODE, FOCUS_MODE_MANUAL);
    await expect(bench.manager.focus()).rejects.toMatchObject({ code: 'camera.noFocus' });
    expect(bench.source.exposures).toHaveLength(0);
  });

  it('move the lens by three sizes of step, in live view only', async () => {
    bench = await connectedBench(10_000);
    await expect(bench.manager.moveFocus(1)).rejects.toMatchObject({ code: 'camera.notInLiveView' });
    await bench.manager.startLiveView();
    const positions: number[] = [];
    for (const steps of [1, 2, 3, 0, -3, -1]) {
      await bench.manager.moveFocus(steps);
      positions.push(bench.model.lensPosition);
    }
    expect(positions).toEqual([1, 9, 73, 73, 9, 8]);
  });
});

describe('the words for exposure codes', () => {
  it.each([
    [shutterLabel, 0x10, '30 s'],
    [shutterLabel, 0x38, '1 s'],
    [shutterLabel, 0x60, '1/30'],
    [shutterLabel, 0x73, '1/160'],
    [shutterLabel, 0x6c, '1/90'],
    [shutterLabel, 0xa0, '1/8000'],
    [shutterLabel, 0, 'auto'],
    [shutterLabel, 0x0c, 'bulb'],
    [shutterLabel, 0x71, '0x71'],
    [apertureLabel, 0x20, 'f/2.8'],
    [apertureLabel, 0x2b, 'f/4.5'],
    [apertureLabel, 0x34, 'f/6.7'],
    [apertureLabel, 0xffff, 'auto'],
    [isoLabel, 0x48, 'ISO 100'],
    [isoLabel, 0x5d, 'ISO 640'],
    [isoLabel, 0, 'ISO auto'],
    [compensationLabel, 0, '0'],
    [compensationLabel, 3, '+1/3'],
    [compensationLabel, 13, '+1 2/3'],
    [compensationLabel, 0xf8, '-1'],
    [compensationLabel, -11, '-1 1/3'],
  ])('%o says of %i: %s', (label, code, words) => {
    expect(label(code)).toBe(words);
  });
});

describe('the picture format', () => {
  const file = fc.record({
    type: fc.constantFrom(1, 6),
    size: fc.integer({ min: 0, max: 0x10 }),
    compression: fc.integer({ min: 0, max: 5 }),
  });

  it('is one number that says it all', () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 2 }), (files) => {
        const code = encodeFormat(files);
        expect(Number.isSafeInteger(code)).toBe(true);
        expect(decodeFormat(code)).toEqual(files);
        const bytes = formatBytes(code);
        const view = new DataView(bytes.buffer);
        const u32 = (at: number): number => (at + 4 <= bytes.length ? view.getUint32(at, true) : 0);
        expect(readFormat(u32, 0)).toEqual({ code, bytes: bytes.length });
      }),
    );
  });

  it('is the largest and finest JPEG, never with a raw file', () => {
    const raw = { type: 6, size: 0, compression: 4 };
    const jpeg = (size: number, compression: number) => ({ type: 1, size, compression });
    const offered = [[raw], [raw, jpeg(0, 3)], [jpeg(1, 3)], [jpeg(0, 2)], [jpeg(0, 3)], [jpeg(2, 3)]].map(
      encodeFormat,
    );
    expect(formatLabel(bestJpeg(offered)!)).toBe('JPEG large fine');
    expect(bestJpeg([encodeFormat([raw])])).toBeUndefined();
    expect(formatLabel(encodeFormat([raw, jpeg(0x0e, 2)]))).toBe('RAW + JPEG small 1 normal');
  });
});
