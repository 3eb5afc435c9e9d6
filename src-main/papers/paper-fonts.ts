import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

interface Face {
  readonly family: string;
  readonly weight: number;
  readonly file: string;
  readonly range: string;
}

/** Latin text, digits and signs come from Noto Sans; only Arabic script from Nastaliq, so that digits stay plain. */
const arabic = 'U+0600-06FF, U+0750-077F, U+08A0-08FF, U+200C-200D, U+FB50-FDFF, U+FE70-FEFF';
const latin = 'U+0000-05FF, U+1E00-1FFF, U+2000-200B, U+200E-22FF';

const sans = '@expo-google-fonts/noto-sans';
const nastaliq = '@expo-google-fonts/noto-nastaliq-urdu';

const faces: readonly Face[] = [
  { family: 'Paper Latin', weight: 400, file: `${sans}/400Regular/NotoSans_400Regular.ttf`, range: latin },
  { family: 'Paper Latin', weight: 700, file: `${sans}/700Bold/NotoSans_700Bold.ttf`, range: latin },
  { family: 'Paper Urdu', weight: 400, file: `${nastaliq}/400Regular/NotoNastaliqUrdu_400Regular.ttf`, range: arabic },
  { family: 'Paper Urdu', weight: 700, file: `${nastaliq}/700Bold/NotoNastaliqUrdu_700Bold.ttf`, range: arabic },
];

/** The families above, for `font-family`. */
export const paperFamilies = "'Paper Latin', 'Paper Urdu'";

let made: Promise<string> | undefined;

/**
 * The style sheet of a paper's fonts, with the fonts inside (about 3 MB): a paper has to look the same on
 * every PC, and it is printed where no file or network can be reached.
 */
export function fontFaces(): Promise<string> {
  return (made ??= Promise.all(faces.map(fontFace)).then((all) => all.join('\n')));
}

async function fontFace({ family, weight, file, range }: Face): Promise<string> {
  const bytes = await readFile(createRequire(import.meta.url).resolve(file));
  const source = `url(data:font/ttf;base64,${bytes.toString('base64')}) format('truetype')`;
  return `@font-face { font-family: '${family}'; font-weight: ${weight}; src: ${source}; unicode-range: ${range}; }`;
}
