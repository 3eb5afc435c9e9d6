import type { SignPicture } from '../../src-shared/catalogue/sign-picture.ts';
import { escapeText, trusted, type Html } from './html.ts';

/** A question's picture, `size` millimetres high: made of the shapes its reader let through, never of the file's own text. */
export function pictureDrawing({ viewBox, shapes }: SignPicture, size: number): Html {
  const drawn = shapes.map(({ tag, attributes, text }) => {
    const said = Object.entries(attributes).map(([name, value]) => ` ${escapeText(name)}="${escapeText(value)}"`);
    return `<${tag}${said.join('')}>${escapeText(text ?? '')}</${tag}>`;
  });
  return trusted(
    `<svg viewBox="${escapeText(viewBox)}" width="${size}mm" height="${size}mm" direction="ltr" aria-hidden="true">${drawn.join('')}</svg>`,
  );
}
