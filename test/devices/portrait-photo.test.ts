import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { portraitPhoto } from '../../src-main/devices/camera/portrait-photo.ts';

/** A picture whose left half is red, right half blue, with a green band on top; optionally noisy. */
async function picture(options: {
  width: number;
  height: number;
  orientation?: number;
  noise?: number;
}): Promise<Buffer> {
  const { width, height, orientation, noise = 0 } = options;
  const pixels = Buffer.alloc(width * height * 3);
  let seed = 1;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff;
      const grain = noise === 0 ? 0 : ((seed >>> 16) % noise) - noise / 2;
      const [red, green, blue] = y < height * 0.1 ? [30, 200, 30] : x < width / 2 ? [200, 30, 30] : [30, 30, 200];
      const at = (y * width + x) * 3;
      pixels[at] = Math.max(0, Math.min(255, red + grain));
      pixels[at + 1] = Math.max(0, Math.min(255, green + grain));
      pixels[at + 2] = Math.max(0, Math.min(255, blue + grain));
    }
  }
  const image = sharp(pixels, { raw: { width, height, channels: 3 } }).withExif({
    IFD0: { Make: 'Canon', Artist: 'someone' },
  });
  return (orientation === undefined ? image : image.withMetadata({ orientation })).jpeg({ quality: 92 }).toBuffer();
}

async function colourAt(jpeg: Uint8Array, x: number, y: number): Promise<'red' | 'green' | 'blue'> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.round(y * info.height) * info.width + Math.round(x * info.width)) * info.channels;
  const channels = [...data.subarray(at, at + 3)];
  return (['red', 'green', 'blue'] as const)[channels.indexOf(Math.max(...channels))]!;
}

describe('the stored portrait', () => {
  it('is the middle of a landscape picture at 35 : 45, without a trace of its origin', async () => {
    const photo = await portraitPhoto(await picture({ width: 1500, height: 1000 }));
    expect(photo).toMatchObject({ width: 768, height: 988 });
    const metadata = await sharp(photo.jpeg).metadata();
    expect(metadata).toMatchObject({ width: 768, height: 988, format: 'jpeg', space: 'srgb', channels: 3 });
    expect([metadata.exif, metadata.icc, metadata.xmp, metadata.iptc, metadata.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(Buffer.from(photo.jpeg).includes('Canon')).toBe(false);
    expect(await colourAt(photo.jpeg, 0.3, 0.5)).toBe('red');
    expect(await colourAt(photo.jpeg, 0.7, 0.5)).toBe('blue');
    expect(await colourAt(photo.jpeg, 0.5, 0.04)).toBe('green');
  });

  it('stands upright when the camera was turned', async () => {
    // Orientation 6: the camera was turned so that the sensor's left edge was at the top.
    const photo = await portraitPhoto(await picture({ width: 1500, height: 1000, orientation: 6 }));
    expect(await colourAt(photo.jpeg, 0.4, 0.3)).toBe('red');
    expect(await colourAt(photo.jpeg, 0.4, 0.7)).toBe('blue');
  });

  it('is about 60 KB whatever the detail, and at most 80 KB', async () => {
    for (const noise of [12, 30, 60]) {
      const photo = await portraitPhoto(await picture({ width: 1200, height: 1600, noise }));
      expect(photo.jpeg.length).toBeGreaterThan(40_000);
      expect(photo.jpeg.length).toBeLessThanOrEqual(80_000);
    }
  });

  it('is smaller where there is no more detail to keep', async () => {
    expect((await portraitPhoto(await picture({ width: 900, height: 1200 }))).jpeg.length).toBeLessThan(40_000);
  });

  it('is refused when the picture is cut off or no picture', async () => {
    const whole = await picture({ width: 1500, height: 1000, noise: 30 });
    await expect(portraitPhoto(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'camera.noPicture',
    });
    await expect(portraitPhoto(new Uint8Array(2000))).rejects.toMatchObject({ code: 'camera.noPicture' });
    await expect(portraitPhoto(new Uint8Array(0))).rejects.toMatchObject({ code: 'camera.noPicture' });
  });
});
