/** Size of the picture in the code, dots: a face of this size is known again by a person who looks at both. */
const WIDTH = 48;
const HEIGHT = 60;
/** Qualities that are tried, the best first. */
const QUALITIES = [70, 60, 50, 40, 32, 26, 20, 15, 10, 6, 3, 1] as const;

/**
 * The holder's face for the code, as WebP of at most `most` bytes: the part of the portrait between hair and chin, in
 * grey, for at this size colour says less than the bytes it takes. Undefined where no quality is small enough. The same
 * portrait gives the same bytes on the same build of the library.
 */
export async function faceImage(portrait: Uint8Array, most: number): Promise<Uint8Array | undefined> {
  const { default: sharp } = await import('sharp');
  const upright = await sharp(portrait).autoOrient().toBuffer({ resolveWithObject: true });
  const { width, height } = upright.info;
  const side = Math.min(width, Math.round(height * 0.9 * (WIDTH / HEIGHT)));
  const tall = Math.min(height, Math.round(side * (HEIGHT / WIDTH)));
  const box = { left: Math.floor((width - side) / 2), top: 0, width: side, height: tall };
  const raw = await sharp(upright.data)
    .extract(box)
    .resize(WIDTH, HEIGHT, { fit: 'fill', kernel: 'lanczos3' })
    .greyscale()
    .normalise()
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (const quality of QUALITIES) {
    const { channels } = raw.info;
    const image = sharp(raw.data, { raw: { width: WIDTH, height: HEIGHT, channels } });
    const bytes = await image.webp({ quality, effort: 6, smartSubsample: false, alphaQuality: 0 }).toBuffer();
    if (bytes.length <= most) return new Uint8Array(bytes);
  }
  return undefined;
}
