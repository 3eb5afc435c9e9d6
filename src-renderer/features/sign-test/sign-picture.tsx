import { createElement } from 'react';
import type { PictureShape, SignPicture } from '../../../src-shared/catalogue/sign-picture.ts';
import classes from './sign-picture.module.css';

/** A question's picture, drawn shape by shape: the file it came from never reaches the page. */
export function SignDrawing({ picture, label }: { picture: SignPicture; label: string }) {
  return (
    <svg viewBox={picture.viewBox} role="img" aria-label={label} direction="ltr" className={classes['picture']}>
      {picture.shapes.map((shape, index) => drawShape(shape, index))}
    </svg>
  );
}

function drawShape({ tag, attributes, text }: PictureShape, key: number) {
  const named = Object.entries(attributes).map(([name, value]) => [asProperty(name), value] as const);
  return createElement(tag, { key, ...Object.fromEntries(named) }, text);
}

/** `stroke-width` as React names it. */
function asProperty(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
