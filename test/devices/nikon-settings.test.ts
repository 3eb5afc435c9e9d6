import { afterEach, describe, expect, it } from 'vitest';
import * as nikon from '../../src-main/devices/camera/nikon/nikon-codes.ts';
import { closeManaged } from './managed-camera.ts';
import { nikonBench } from './nikon-bench.ts';

afterEach(closeManaged);

describe('the settings of a Nikon body', () => {
  it('are read with what may be chosen, in words', async () => {
    const { manager } = await nikonBench();
    const settings = await manager.settings();
    const words = settings.map(
      ({ name, label, choices }) => `${name}: ${label} of ${choices.map((each) => each.label).join(' ')}`,
    );
    expect(words).toEqual([
      'mode: P of ',
      'aperture: f/5.6 of f/2.8 f/4 f/5.6 f/8 f/11',
      'shutter: 1/125 of 1/1000 1/500 1/250 1/125 1/60 1/30 1/2 1 s 2 s',
      'iso: ISO 200 of ISO 100 ISO 200 ISO 400 ISO 800 ISO 1600',
      'exposureCompensation: 0 of -1 -2/3 -1/3 0 +1/3 +2/3 +1',
      'whiteBalance: daylight of auto daylight fluorescent tungsten flash cloudy shade colour temperature',
      'focusMode: AF-S of manual AF-S AF-C AF-A',
      'colourTemperature: 5000 K of 3000 K 4000 K 5000 K 5600 K 6500 K',
    ]);
  });

  it('are changed on the body, also where they are negative', async () => {
    const { manager, model } = await nikonBench();
    await manager.changeSetting('aperture', 800);
    await manager.changeSetting('exposureCompensation', -667);
    await manager.changeSetting('colourTemperature', 5_600);
    expect([0x5007, 0x5010, nikon.COLOUR_TEMPERATURE].map((code) => model.body.properties.get(code))).toEqual([
      800, -667, 5_600,
    ]);
    expect((await manager.settings()).find(({ name }) => name === 'exposureCompensation')).toMatchObject({
      value: -667,
      label: '-2/3',
    });
  });

  it('are waited for while the body is busy', async () => {
    const { manager, model } = await nikonBench();
    model.faults.answer(0x1016, 0x2019, 5);
    await manager.changeSetting('iso', 800);
    expect(model.body.properties.get(0x500f)).toBe(800);
  });

  it('are refused when the body does not have them, does not offer the value, refuses it, or keeps another', async () => {
    const { manager, model } = await nikonBench();
    const refused = { code: 'camera.settingRefused' };
    await expect(manager.changeSetting('imageFormat', 1)).rejects.toMatchObject(refused);
    await expect(manager.changeSetting('iso', 123)).rejects.toMatchObject(refused);
    await expect(manager.changeSetting('mode', 1)).rejects.toMatchObject(refused);
    model.faults.answer(0x1016, 0x200f, 1);
    await expect(manager.changeSetting('iso', 800)).rejects.toMatchObject(refused);
    model.body.properties.stubborn = true;
    await expect(manager.changeSetting('iso', 800)).rejects.toMatchObject(refused);
    expect(manager.state.condition).toBe('ready');
  });
});
