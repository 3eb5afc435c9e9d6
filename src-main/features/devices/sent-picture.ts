import sharp, { type Sharp } from 'sharp';

/** How a JPEG and a PNG begin (ITU-T T.81, B.1.1.3; ISO/IEC 15948, 5.2). */
const beginnings = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
] as const;

/**
 * Opens a picture that came from outside. Only JPEG and PNG: the library knows formats with programs in them,
 * such as SVG. A picture of more dots than `mostPixels` fails when it is read, before it is unpacked; any
 * other trouble shows then, too. Throws for another format.
 */
export function openSentPicture(picture: Uint8Array, mostPixels: number): Sharp {
  const known = beginnings.some((bytes) => bytes.every((byte, at) => picture[at] === byte));
  if (!known) throw new Error('neither JPEG nor PNG');
  return sharp(picture, { failOn: 'error', limitInputPixels: mostPixels });
}
