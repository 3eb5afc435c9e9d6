import type { Sharp } from 'sharp';

/** What becomes of a picture between the card and the file; dots are those of the card at 300 an inch. */
export interface Wear {
  /** Degrees. */
  readonly rotation?: number;
  readonly blurSigma?: number;
  readonly jpegQuality?: number;
  readonly scale?: number;
  /** How much shorter one edge is than the opposite one, as a part. */
  readonly perspective?: number;
  /** Contrast left, as a part. */
  readonly contrast?: number;
}

/** A photo of a card as a phone or webcam would give it, on a desk of grey. The same wear gives the same bytes. */
export async function worn(png: Uint8Array, wear: Wear): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const { rotation = 0, blurSigma = 0, jpegQuality, scale = 1, perspective = 0, contrast = 1 } = wear;
  let picture: Sharp = sharp(png).flatten({ background: '#ffffff' }).removeAlpha();
  if (perspective > 0) picture = await askew(picture, perspective);
  if (rotation !== 0) picture = picture.rotate(rotation, { background: '#8a857c' });
  picture = picture.extend({ top: 40, bottom: 40, left: 40, right: 40, background: '#8a857c' });
  if (blurSigma > 0) picture = sharp(await picture.png().toBuffer()).blur(blurSigma);
  if (scale !== 1) {
    const { width } = await sharp(await picture.png().toBuffer()).metadata();
    picture = sharp(await picture.png().toBuffer()).resize({ width: Math.round((width + 80) * scale) });
  }
  if (contrast !== 1) picture = picture.linear(contrast, 128 * (1 - contrast) + 40);
  return jpegQuality === undefined ? picture.png().toBuffer() : picture.jpeg({ quality: jpegQuality }).toBuffer();
}

/** Draws the picture so that its right edge is shorter than its left one, line by line as a pinhole camera sees it. */
async function askew(picture: Sharp, part: number): Promise<Sharp> {
  const { default: sharp } = await import('sharp');
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const out = Buffer.alloc(data.length, 0x88);
  const middle = (height - 1) / 2;
  for (let x = 0; x < width; x += 1) {
    // Depth grows from 1 on the left to 1 / (1 - part) on the right; places in the picture go by its inverse.
    const shrink = 1 - part * (x / (width - 1));
    const across = ((x / (width - 1)) * (1 - part)) / shrink;
    const from = across * (width - 1);
    for (let y = 0; y < height; y += 1) {
      const down = middle + (y - middle) / shrink;
      if (down < 0 || down > height - 1 || from > width - 1) continue;
      mix({ data, width, height, channels }, { x: from, y: down }, (channel, value) => {
        out[(y * width + x) * channels + channel] = value;
      });
    }
  }
  return sharp(out, { raw: { width, height, channels } });
}

/** The value between four dots. */
function mix(
  { data, width, height, channels }: { data: Buffer; width: number; height: number; channels: number },
  { x, y }: { x: number; y: number },
  put: (channel: number, value: number) => void,
): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const [fx, fy] = [x - left, y - top];
  for (let channel = 0; channel < channels; channel += 1) {
    const at = (column: number, row: number) => data[(row * width + column) * channels + channel]!;
    const upper = at(left, top) * (1 - fx) + at(right, top) * fx;
    const lower = at(left, bottom) * (1 - fx) + at(right, bottom) * fx;
    put(channel, Math.round(upper * (1 - fy) + lower * fy));
  }
}
