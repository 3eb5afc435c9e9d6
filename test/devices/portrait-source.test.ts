import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { portraitPhoto } from '../../src-main/devices/camera/portrait-photo.ts';
import { sitterOf } from '../../src-main/devices/practice/portrait/sitter.ts';
import { PortraitSource } from '../../src-main/devices/practice/portrait-source.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { createPracticeCamera } from '../../src-main/devices/practice/practice-camera.ts';

describe('the sitter', () => {
  it('is the same for the same seed and another for another', () => {
    expect(sitterOf('a')).toEqual(sitterOf('a'));
    const people = new Set(
      Array.from({ length: 60 }, (_, index) => JSON.stringify({ ...sitterOf(`p${index}`), seed: '' })),
    );
    expect(people.size).toBe(60);
  });

  it('is what the record says', () => {
    for (let index = 0; index < 40; index += 1) {
      expect(sitterOf(`p${index}`, true)).toMatchObject({ woman: true, beard: 'none' });
      expect(sitterOf(`p${index}`, false).headwear).not.toBe('dupatta');
    }
  });
});

describe('the picture', () => {
  it('has 24 megapixels and makes a photo of the usual size, the same for the same seed', async () => {
    const first = await new PortraitSource('one').expose();
    expect(await sharp(first).metadata()).toMatchObject({ width: 6000, height: 4000, format: 'jpeg', channels: 3 });
    expect(Buffer.compare(await new PortraitSource('one').expose(), first)).toBe(0);
    expect(Buffer.compare(await new PortraitSource('two').expose(), first)).not.toBe(0);
    const photo = await portraitPhoto(first);
    expect(photo.jpeg.length).toBeGreaterThan(40_000);
    expect(photo.jpeg.length).toBeLessThanOrEqual(80_000);
  }, 90_000);
});

describe('the practice camera', () => {
  it('shows the sitter who is then photographed, and not the next one', async () => {
    const camera = createPracticeCamera(new PracticeBus(), 'one');
    await new Promise<void>((resolve) => {
      camera.port.onState((state) => state.condition === 'ready' && resolve());
    });
    await camera.port.startLiveView();
    const first = await camera.port.nextFrame(0);
    expect(await sharp(first.jpeg).metadata()).toMatchObject({ width: 960, height: 640, format: 'jpeg' });
    const later = await camera.port.nextFrame(first.number + 30);
    const picture = await camera.port.capture();
    camera.seat('two');
    const other = await camera.port.capture();
    // The sitter sways and blinks, so the pictures are never quite the same.
    const same = await difference(later.jpeg, picture.jpeg);
    expect(same).toBeLessThan((await difference(later.jpeg, other.jpeg)) / 1.5);
    await camera.port.close();
  }, 90_000);
});

/** Mean difference of two pictures at thumbnail size, 0 to 255. */
async function difference(one: Uint8Array, other: Uint8Array): Promise<number> {
  const small = (jpeg: Uint8Array): Promise<Buffer> => sharp(jpeg).resize(48, 32).greyscale().raw().toBuffer();
  const [a, b] = [await small(one), await small(other)];
  return a.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;
}
