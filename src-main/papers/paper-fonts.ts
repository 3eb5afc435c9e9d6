import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

interface Face {
  readonly family: string;
  readonly weight: number;
  readonly file: string;
  readonly range: string;
}

/**
 * Latin text, digits and signs come from Noto Sans; only Arabic script from Nastaliq, so that digits stay plain. Latin
 * comes in two parts, as the fonts' package cuts them, and a browser opens only what a paper's letters are in.
 */
const arabic = 'U+0600-06FF, U+0750-077F, U+08A0-08FF, U+200C-200D, U+FB50-FDFF, U+FE70-FEFF';
const latin =
  'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-200B, U+200E-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215';
const latinMore =
  'U+0100-0130, U+0132-0151, U+0154-02BA, U+02BD-02C5, U+02C7-02CC, U+1E00-1EFF, U+20A0-20AB, U+20AD-20C0';

const sans = '@fontsource/noto-sans/files/noto-sans';
const nastaliq = '@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu';

const faces: readonly Face[] = [400, 700].flatMap((weight) => [
  { family: 'Paper Latin', weight, file: `${sans}-latin-${weight}-normal.woff2`, range: latin },
  { family: 'Paper Latin', weight, file: `${sans}-latin-ext-${weight}-normal.woff2`, range: latinMore },
  { family: 'Paper Urdu', weight, file: `${nastaliq}-arabic-${weight}-normal.woff2`, range: arabic },
]);

/** The families above, for `font-family`. */
export const paperFamilies = "'Paper Latin', 'Paper Urdu'";

let made: Promise<string> | undefined;

/**
 * The style sheet of a paper's fonts, with the fonts inside (about 0.6 MB): a paper has to look the same on
 * every PC, and it is printed where no file or network can be reached.
 */
export function fontFaces(): Promise<string> {
  return (made ??= Promise.all(faces.map(fontFace)).then((all) => all.join('\n')));
}

async function fontFace({ family, weight, file, range }: Face): Promise<string> {
  const bytes = await readFile(createRequire(import.meta.url).resolve(file));
  const source = `url(data:font/woff2;base64,${bytes.toString('base64')}) format('woff2')`;
  return `@font-face { font-family: '${family}'; font-weight: ${weight}; src: ${source}; unicode-range: ${range}; }`;
}
