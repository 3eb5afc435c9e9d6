/** A place on the card in dots of 1/300 inch, from the top left; the card is 1016 x 648. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a text sits in its box. It is set as large as `size`, and smaller or on more lines to fit. */
export interface TextBox extends Box {
  readonly script: 'latin' | 'urdu';
  readonly weight: 400 | 600 | 700;
  /** Largest type size, dots. */
  readonly size: number;
  /** Most lines it may be broken into. */
  readonly lines: number;
  /** Where in a box that is too high it stands; in the middle unless said. */
  readonly stand?: 'top';
}

export const CARD: Box = { x: 0, y: 0, width: 1016, height: 648 };

const english = { script: 'latin', weight: 600, lines: 2, stand: 'top' } as const;
const urdu = { script: 'urdu', weight: 700, lines: 2 } as const;
const value = { script: 'latin', weight: 600, size: 30, lines: 1, stand: 'top' } as const;

/** The front: header, portrait on the left, who it is in two columns, what it allows along the foot. */
export const front = {
  header: { x: 0, y: 0, width: 1016, height: 122 },
  emblem: { x: 34, y: 22, width: 78, height: 78 },
  portrait: { x: 36, y: 146, width: 259, height: 333 },
  ghost: { x: 846, y: 420, width: 138, height: 178 },
  footer: { x: 0, y: 612, width: 1016, height: 36 },
} as const satisfies Record<string, Box>;

/** Texts of the front that are data: solid black. */
export const frontTexts = {
  licenceNumber: { x: 322, y: 166, width: 338, height: 44, ...value, weight: 700, size: 42 },
  cnic: { x: 690, y: 169, width: 294, height: 40, ...value, size: 34 },
  nameEn: { x: 322, y: 248, width: 352, height: 60, ...english, size: 38 },
  nameUr: { x: 690, y: 222, width: 294, height: 88, ...urdu, size: 40 },
  fatherEn: { x: 322, y: 342, width: 352, height: 60, ...english, size: 32 },
  fatherUr: { x: 690, y: 316, width: 294, height: 88, ...urdu, size: 35 },
  birthDate: { x: 322, y: 432, width: 218, height: 36, ...value },
  gender: { x: 572, y: 432, width: 90, height: 36, ...value },
  bloodGroup: { x: 690, y: 432, width: 132, height: 36, ...value },
  issuedOn: { x: 322, y: 498, width: 218, height: 36, ...value },
  validUntil: { x: 572, y: 498, width: 250, height: 36, ...value, weight: 700 },
  centreEn: { x: 36, y: 510, width: 259, height: 44, script: 'latin', weight: 600, size: 24, lines: 2 },
  centreUr: { x: 36, y: 554, width: 259, height: 54, script: 'urdu', weight: 700, size: 24, lines: 1 },
} as const satisfies Record<string, TextBox>;

/** Marks of the categories, in one row or two that fill up and shrink. */
export const frontCategories: Box = { x: 322, y: 544, width: 500, height: 60 };

/** The back: what it allows as a table, the code, the address, what a finder should do. */
export const back = {
  header: { x: 0, y: 0, width: 1016, height: 62 },
  table: { x: 36, y: 90, width: 450, height: 296 },
  /** Four dots a module up to version 23, three up to 28, the quiet zone of four modules included. */
  qr: { x: 510, y: 78, width: 472, height: 472 },
  footer: { x: 0, y: 612, width: 1016, height: 36 },
} as const satisfies Record<string, Box>;

export const backTexts = {
  licenceNumber: { x: 510, y: 558, width: 472, height: 42, script: 'latin', weight: 700, size: 40, lines: 1 },
  address: { x: 36, y: 420, width: 450, height: 72, ...english, size: 27, lines: 2 },
  addressUr: { x: 36, y: 414, width: 450, height: 88, script: 'urdu', weight: 700, size: 31, lines: 2 },
} as const satisfies Record<string, TextBox>;

/** Advice to a finder, along the foot; not data, so in colour. */
export const finderTexts = {
  en: { x: 36, y: 512, width: 450, height: 40, script: 'latin', weight: 600, size: 18, lines: 2 },
  ur: { x: 36, y: 556, width: 450, height: 50, script: 'urdu', weight: 700, size: 20, lines: 1 },
} as const satisfies Record<string, TextBox>;

/** Tallest row of the table of categories; with many categories the rows get lower. */
export const TALLEST_ROW = 62;
