import { z } from 'zod';
import type { CatalogueProblem } from './catalogue-problem.ts';
import type { CatalogueText } from './read-file.ts';

const tags = ['path', 'rect', 'circle', 'ellipse', 'line', 'polygon', 'polyline', 'text'] as const;

/** One shape of a picture: nothing in it can run, load or point anywhere. */
export const PictureShape = z.strictObject({
  tag: z.enum(tags),
  attributes: z.record(z.string(), z.string()),
  /** What a `text` says. */
  text: z.string().nullable(),
});
export type PictureShape = z.infer<typeof PictureShape>;

/** A picture of a question: the flat list of shapes its SVG file draws, the last on top. */
export const SignPicture = z.strictObject({ viewBox: z.string(), shapes: z.array(PictureShape).min(1) });
export type SignPicture = z.infer<typeof SignPicture>;

const amount = /^-?\d{1,4}(\.\d{1,3})?$/;
const colour = /^(none|#[0-9a-f]{6})$/;

/** What an attribute may say. An attribute that is not here is refused: no style, no handler, no reference of any kind. */
const allowed: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(
    ['x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'width', 'height', 'font-size', 'stroke-width'].map(
      (name) => [name, amount],
    ),
  ),
  d: /^[MmLlHhVvCcSsQqTtAaZz0-9.,\s-]{1,4000}$/,
  points: /^[0-9.,\s-]{1,2000}$/,
  fill: colour,
  stroke: colour,
  'stroke-linecap': /^(butt|round|square)$/,
  'stroke-linejoin': /^(miter|round|bevel)$/,
  'stroke-dasharray': /^[0-9.,\s]{1,40}$/,
  'text-anchor': /^(start|middle|end)$/,
  'font-weight': /^(400|600|700)$/,
  transform: /^((rotate|translate|scale)\([0-9.,\s-]{1,40}\)\s?){1,3}$/,
};

const root: Readonly<Record<string, RegExp>> = {
  xmlns: /^http:\/\/www\.w3\.org\/2000\/svg$/,
  viewBox: /^-?\d{1,4} -?\d{1,4} \d{1,4} \d{1,4}$/,
};

/** Most shapes of a picture, and letters of its file. */
const MOST_SHAPES = 60;
const MOST_LETTERS = 20_000;

/**
 * Reads an SVG file as a question's picture. Only a root with flat shapes is taken, each with attributes of known
 * form; anything else is refused with its line: elements that load or run, references, styles, entities, comments.
 */
export function readPicture({ file, text }: CatalogueText): SignPicture | readonly CatalogueProblem[] {
  const problems: CatalogueProblem[] = [];
  const say = (offset: number, reason: string): void => {
    problems.push({ file, line: text.slice(0, offset).split('\n').length, reason });
  };
  if (text.length > MOST_LETTERS) return [{ file, line: 1, reason: `is longer than ${MOST_LETTERS} letters` }];
  let viewBox: string | undefined;
  let closed = false;
  let open: { tag: string; attributes: Record<string, string> } | undefined;
  const shapes: PictureShape[] = [];
  const token = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)|(<)/g;
  for (const { 0: all, 1: slash, 2: tag, 3: rest = '', 4: alone, 5: words, index } of text.matchAll(token)) {
    if (tag === undefined && words === undefined) {
      say(index, 'no plain SVG element: comments, declarations and broken tags are not taken');
      break;
    }
    if (words !== undefined) {
      if (words.includes('&')) say(index, 'entities are not taken');
      else if (open?.tag === 'text') put(open, words.trim());
      else if (words.trim() !== '') say(index, `"${words.trim().slice(0, 20)}" stands outside a text`);
    } else if (slash === '/') {
      if (tag === 'svg') closed = true;
      else if (open?.tag !== tag) say(index, `</${tag ?? ''}> closes nothing`);
      open = undefined;
    } else if (viewBox === undefined) {
      const read = attributesOf(rest, index + all.indexOf(rest), root);
      if (tag !== 'svg') say(index, 'does not begin with <svg>');
      viewBox = read['viewBox'] ?? '';
      if (viewBox === '') say(index, 'has no viewBox of four whole numbers');
    } else if (!isTag(tag)) {
      say(index, `<${tag ?? ''}> is not taken; only ${tags.join(', ')} are`);
    } else {
      const shape = { tag, attributes: attributesOf(rest, index + all.indexOf(rest), allowed) };
      if (tag !== 'text') shapes.push({ ...shape, text: null });
      open = alone === '/' ? undefined : shape;
    }
  }
  if (problems.length === 0 && !closed) say(text.length, 'the <svg> is not closed');
  if (problems.length === 0 && shapes.length === 0) say(0, 'draws nothing');
  if (shapes.length > MOST_SHAPES) say(0, `has more than ${MOST_SHAPES} shapes`);
  return problems.length > 0 ? problems : { viewBox: viewBox ?? '', shapes };

  function put(shape: { attributes: Record<string, string> }, said: string): void {
    if (said !== '') shapes.push({ tag: 'text', attributes: shape.attributes, text: said });
  }

  function attributesOf(
    written: string,
    offset: number,
    known: Readonly<Record<string, RegExp>>,
  ): Record<string, string> {
    const found: Record<string, string> = {};
    for (const { 1: name = '', 2: double, 3: single, index } of written.matchAll(
      /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
    )) {
      const value = double ?? single ?? '';
      const form = Object.hasOwn(known, name) ? known[name] : undefined;
      if (form === undefined) say(offset + index, `attribute ${name} is not taken`);
      else if (!form.test(value)) say(offset + index, `${name}="${value.slice(0, 40)}" is not of the form taken`);
      else found[name] = value;
    }
    return found;
  }
}

function isTag(tag: string | undefined): tag is PictureShape['tag'] {
  return (tags as readonly (string | undefined)[]).includes(tag);
}
