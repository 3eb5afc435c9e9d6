import type { ScanWish } from '../features/devices/scan.ts';

/** A JPEG as a webcam gives one: a face on a wall, of that size. */
export async function webcamPicture(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const { default: sharp } = await import('sharp');
  const face = `<svg width="${width}" height="${height}"><rect width="100%" height="100%" fill="#b8c4d0"/>
    <ellipse cx="${width / 2}" cy="${height * 0.45}" rx="${height * 0.2}" ry="${height * 0.28}" fill="#a07860"/></svg>`;
  return new Uint8Array(await sharp(Buffer.from(face)).jpeg({ quality: 85 }).toBuffer());
}

/** A grey card as a webcam sees it. */
export async function greyCardPicture(colour: { r: number; g: number; b: number }): Promise<Uint8Array<ArrayBuffer>> {
  const { default: sharp } = await import('sharp');
  const card = sharp({ create: { width: 640, height: 480, channels: 3, background: colour } });
  return new Uint8Array(await card.jpeg({ quality: 95 }).toBuffer());
}

/** A scan of the alignment card with its picture off by that much, mm. */
export async function drawAlignment(
  off: { x: number; y: number },
  wish: ScanWish = {},
): Promise<Uint8Array<ArrayBuffer>> {
  // After the counter has named its fonts: these load the drawing library.
  const { drawAlignmentCard } = await import('../../src-main/features/devices/alignment-card.ts');
  const { scanOf } = await import('../features/devices/scan.ts');
  const facts = { model: 'Evolis', serial: 'E1', time: '2026-11-21 10:00', settings: 'offset 0, 0', practice: true };
  return new Uint8Array(await scanOf(await drawAlignmentCard(facts), { dpi: 200, ...wish, off }));
}
