import { CARD_HEIGHT, CARD_WIDTH } from '../../devices/printer/printer-port.ts';

/** The drawing library, loaded late: the fonts have to be prepared before (`prepareFonts`). */
async function loadSharp() {
  return (await import('sharp')).default;
}

/** An SVG document of that size around `body`. */
export function svgDocument(body: string, size = { width: CARD_WIDTH, height: CARD_HEIGHT }): Buffer {
  const { width, height } = size;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`,
  );
}

/** Text made safe for SVG: markup escaped, control characters gone. */
export function svgText(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');
}

/** Colour of every dot, 3 bytes each, on white. */
export async function rasterColour(svg: Buffer): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const image = sharp(svg, { unlimited: true }).flatten({ background: '#fff' }).toColourspace('srgb');
  return plainBytes(await image.raw().toBuffer());
}

/** How much of every dot is covered, 0-255, whatever the colour. */
export async function rasterCover(svg: Buffer): Promise<Uint8Array> {
  const sharp = await loadSharp();
  return plainBytes(await sharp(svg, { unlimited: true }).extractChannel('alpha').raw().toBuffer());
}

/** A Buffer's `slice` shares its memory, a Uint8Array's copies: who gets dots must not have to know. */
function plainBytes({ buffer, byteOffset, length }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

/** A drawing as PNG for embedding in others: small, for they spend their time on its text. */
export async function rasterPng(svg: Buffer): Promise<Buffer> {
  const sharp = await loadSharp();
  return sharp(svg, { unlimited: true })
    .flatten({ background: '#fff' })
    .png({ compressionLevel: 6, adaptiveFiltering: true })
    .toBuffer();
}

/** A portrait as PNG of that size for embedding: upright, filling, without metadata. */
export async function rasterPortrait(
  jpeg: Uint8Array,
  size: { readonly width: number; readonly height: number },
  style: 'colour' | 'ghost',
): Promise<Buffer> {
  const sharp = await loadSharp();
  const portrait = sharp(jpeg)
    .autoOrient()
    .resize({ ...size, fit: 'cover', position: 'top' });
  if (style === 'colour') return portrait.png({ compressionLevel: 1 }).toBuffer();
  return portrait.greyscale().normalise().png({ compressionLevel: 1 }).toBuffer();
}

/** Dots as a PNG file of 300 dpi. */
export async function encodePng(rgb: Uint8Array): Promise<Buffer> {
  const sharp = await loadSharp();
  return sharp(rgb, { raw: { width: CARD_WIDTH, height: CARD_HEIGHT, channels: 3 } })
    .withMetadata({ density: 300 })
    .png()
    .toBuffer();
}
