import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { CameraSettingName } from '../../src-shared/devices/camera-setting.ts';
import { neutralExposure } from '../../src-main/devices/practice/picture-source.ts';
import { gainsOf, relit } from '../../src-main/devices/practice/portrait/light.ts';
import { PortraitSource } from '../../src-main/devices/practice/portrait-source.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { createPracticeCamera } from '../../src-main/devices/practice/practice-camera.ts';

const COLOUR_TEMPERATURE_BALANCE = 9;

describe('the grey card in front of the practice camera', () => {
  it('is middle grey, evenly lit, as long as the camera is set right', async () => {
    const source = new PortraitSource('any');
    source.show('greyCard');
    const { mean, spread } = await middle(await source.expose());
    for (const channel of mean) expect(Math.abs(channel - 118)).toBeLessThan(1.5);
    expect(spread).toBeLessThan(6);
  }, 30_000);

  it(
    'follows every setting by stops and by the colour of the light, through the driver',
    { timeout: 60_000 },
    async () => {
      const camera = createPracticeCamera(new PracticeBus(), 'one');
      await new Promise<void>((resolve) => {
        camera.port.onState((state) => state.condition === 'ready' && resolve());
      });
      camera.scene('greyCard');
      const set = (name: CameraSettingName, value: number): Promise<void> => camera.port.changeSetting(name, value);
      const frame = async (): Promise<readonly number[]> => (await middle((await camera.port.capture()).jpeg)).mean;

      await set('iso', 0x50); // half the speed: a stop darker
      await set('shutter', 0x65); // 1/50: a stop and a third lighter
      const [lighter = 0] = await frame();
      expect(stops(lighter)).toBeCloseTo(1 / 3, 1);

      await set('whiteBalance', COLOUR_TEMPERATURE_BALANCE);
      await set('colourTemperature', 6_500);
      const [red = 0, green = 0, blue = 0] = await frame();
      expect(red).toBeGreaterThan(green + 8);
      expect(blue).toBeLessThan(green - 8);
      await set('colourTemperature', 4_600);
      const grey = await frame();
      expect(Math.max(...grey) - Math.min(...grey)).toBeLessThan(2);

      await camera.port.close();
    },
  );

  it('shows in live view as well, and goes when the sitter comes back', { timeout: 60_000 }, async () => {
    const source = new PortraitSource('any');
    source.viewfinder(true);
    source.show('greyCard');
    const bright = await frameOf(source);
    source.adjust({ stops: -2, metered: false, kelvin: undefined });
    await changed(source, bright);
    expect(stops((await middle(await frameOf(source))).mean[0] ?? 0)).toBeCloseTo(-2, 1);
    const card = await frameOf(source);
    source.show('sitter');
    await changed(source, card);
    expect((await middle(await frameOf(source))).spread).toBeGreaterThan(6);
    source.viewfinder(false);
  });
});

describe('the light of the practice studio', () => {
  const studio = { kelvin: 4_600, stops: 0 };

  it('leaves a picture as it was drawn where the body meters and balances by itself', () => {
    expect(gainsOf(neutralExposure, { kelvin: 3_000, stops: -3 })).toEqual([1, 1, 1]);
    const pixels = Uint8Array.of(1, 2, 3);
    expect(relit(pixels, [1, 1, 1])).toBe(pixels);
  });

  it('is warm to a body set for bluer light, cold to one set for redder, and white to one set right', () => {
    const seen = (kelvin: number) => gainsOf({ stops: 0, metered: false, kelvin }, studio);
    expect(seen(4_600)).toEqual([1, 1, 1]);
    const [warmRed, , warmBlue] = seen(7_000);
    expect(warmRed).toBeGreaterThan(1.1);
    expect(warmBlue).toBeLessThan(0.9);
    const [coldRed, , coldBlue] = seen(3_200);
    expect(coldRed).toBeLessThan(0.9);
    expect(coldBlue).toBeGreaterThan(1.2);
  });

  it('has the ratios of a black body: D65 is near white, candles are red', () => {
    const [red, , blue] = gainsOf({ stops: 0, metered: true, kelvin: 6_500 }, { kelvin: 1_900, stops: 0 });
    expect(red).toBeGreaterThan(3);
    expect(blue).toBeLessThan(0.1);
  });

  it('doubles with each stop until it is white', () => {
    const grey = Uint8Array.of(118, 118, 118);
    const [one = 0] = relit(grey, [2, 2, 2]);
    expect(stops(one)).toBeCloseTo(1, 1);
    expect(relit(grey, [64, 64, 64])).toEqual(Uint8Array.of(255, 255, 255));
  });
});

/** Means by channel of the middle of a picture, and the widest standard deviation there. */
async function middle(jpeg: Uint8Array): Promise<{ readonly mean: readonly number[]; readonly spread: number }> {
  const { width, height } = await sharp(jpeg).metadata();
  const region = {
    left: Math.round(width * 0.42),
    top: Math.round(height * 0.35),
    width: Math.round(width * 0.16),
    height: Math.round(height * 0.3),
  };
  const part = await sharp(jpeg).extract(region).toBuffer();
  const { channels } = await sharp(part).stats();
  return { mean: channels.map(({ mean }) => mean), spread: Math.max(...channels.map(({ stdev }) => stdev)) };
}

/** How far a channel is from middle grey. */
function stops(channel: number): number {
  const light = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return Math.log2(light(channel / 255) / light(118 / 255));
}

async function frameOf(source: PortraitSource): Promise<Uint8Array> {
  return until(() => source.frame());
}

async function changed(source: PortraitSource, before: Uint8Array): Promise<void> {
  await until(() => {
    const frame = source.frame();
    return frame !== undefined && Buffer.compare(frame, before) !== 0 ? frame : undefined;
  });
}

/** What `look` finds, as soon as it does. */
async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}
