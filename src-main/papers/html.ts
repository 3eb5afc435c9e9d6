/** Markup that is safe to put into a page as it is. Only this file makes it. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

export type Piece = Html | string | number | null | readonly Piece[];

/**
 * A template of markup: everything put into it is escaped, but markup made by another template. A list
 * is put in piece after piece; null is nothing. Attributes must be in double quotes.
 */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(
    parts.map((part, index) => (index === 0 ? part : markupOf(pieces[index - 1] ?? null) + part)).join(''),
  );
}

/** Markup of the product's own making: styles, drawings. Never anything a person typed. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

/** The joiner and the non-joiner of Urdu belong between two of its letters, and hide anywhere else. */
const STRAY_JOINER = /(?<![\p{Script=Arabic}\p{M}])[\u200C\u200D]+|[\u200C\u200D]+(?![\p{Script=Arabic}\p{M}])/gu;

/**
 * Text as markup. Characters that order text anew or are not seen at all are left out (Unicode general
 * category Cf; Bidirectional Algorithm, UAX #9), so that what is printed reads as it is stored; joiners
 * between letters of Urdu stay.
 */
export function escapeText(text: string): string {
  return text
    .replaceAll(/(?![\u200C\u200D])\p{Cf}/gu, '')
    .replaceAll(STRAY_JOINER, '')
    .replaceAll(/(?![\t\n])\p{Cc}/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Text as a string of a style sheet (CSS Syntax Level 3): nothing in it can end the string or the sheet. */
export function cssString(text: string): string {
  const safe = text.replaceAll(/[\p{Cc}\\"'<>&]/gu, (mark) => `\\${mark.codePointAt(0)?.toString(16) ?? ''} `);
  return `"${safe}"`;
}

function markupOf(piece: Piece): string {
  if (piece === null) return '';
  if (piece instanceof Html) return piece.markup;
  if (typeof piece === 'string') return escapeText(piece);
  return typeof piece === 'number' ? String(piece) : piece.map(markupOf).join('');
}
