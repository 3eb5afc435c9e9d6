import type { Language } from '../../src-shared/contract/counter/enrolment.ts';
import { crescentAndStar } from '../features/cards/guilloche.ts';
import { cssString, html, trusted, type Html } from './html.ts';
import { fontFaces } from './paper-fonts.ts';
import { paperStyle } from './paper-style.ts';
import { speaker, typed } from './paper-words.ts';

export interface Paper {
  readonly language: Language;
  /** `roll` is the 80 mm paper of a thermal printer. */
  readonly size: 'A4' | 'A5' | 'roll';
  /** Title of the document, as a PDF viewer shows it. */
  readonly title: string;
  /** At the foot of every page. */
  readonly trace: string;
  readonly practice: boolean;
  readonly body: Html;
  /** Styles of this paper alone. */
  readonly style?: string;
  /** It shows pictures, which it holds itself. */
  readonly pictures?: true;
  /** Of a roll, which has no end: it takes more than the usual page. */
  readonly long?: boolean;
}

/** Of an 80 mm roll the usual page of its drivers, mm; a thermal printer leaves 4 mm at either side blank. */
const ROLL = { width: 80, length: 297, longer: 360, margin: 4 } as const;

/**
 * A paper as one page of HTML that holds all it needs: styles, fonts, drawings. It asks no network and
 * runs no script, and says so (Content Security Policy), whatever got into it.
 */
export async function paperPage(paper: Paper): Promise<string> {
  const { language, size, title, body } = paper;
  const style = [await fontFaces(), pageRule(paper), paperStyle, paper.style ?? ''].join('\n');
  const pictures = paper.pictures === true ? '; img-src data:' : '';
  return html`<!doctype html>
    <html lang="${language}" dir="${language === 'ur' ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; font-src data:${pictures}"
        />
        <title>${title}</title>
        <style>
          ${trusted(style)}
        </style>
      </head>
      <body class="${language} ${size}">
        ${paper.practice ? practiceMark(language) : null}${body}
        ${size === 'roll' ? html`<p class="trace">${paper.trace}</p>` : null}
      </body>
    </html>`.markup;
}

/** Who gives the paper out: state, authority, centre, with the crescent and star beside them. */
export function letterhead(centre: { nameEn: string; nameUr: string }, language: Language): Html {
  const say = speaker(language);
  const [before = '', after = ''] = say('paper.centre').split('{{centre}}');
  return html`<header class="letterhead">
    <svg viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r="49" class="disc" />
      <circle cx="50" cy="50" r="44" class="ring" />
      <path d="${crescentAndStar({ x: 50, y: 50, radius: 30 })}" class="moon" />
    </svg>
    <div>
      <p class="state">${say('paper.state')}</p>
      <p class="authority">${say('paper.authority')}</p>
      <p class="centre">${before}${typed(language === 'ur' ? centre.nameUr : centre.nameEn)}${after}</p>
    </div>
  </header>`;
}

/** On every page: fixed boxes are repeated on each page of a print (CSS Paged Media). */
function practiceMark(language: Language): Html {
  const say = speaker(language);
  return html`<div class="watermark" aria-hidden="true">${say('paper.practice')}</div>
    <p class="legend">${say('paper.practice')}. ${say('paper.practiceLegend')}</p>`;
}

/** Page size, and at the foot of every page its number and the trace; a roll has no foot. */
function pageRule({ language, size, trace, long = false }: Paper): string {
  if (size === 'roll') {
    return `@page { size: ${ROLL.width}mm ${long ? ROLL.longer : ROLL.length}mm; margin: ${ROLL.margin}mm; }`;
  }
  const [before = '', between = '', after = ''] = speaker(language)('paper.page').split(/\{\{\w+\}\}/);
  const number = `${cssString(before)} counter(page) ${cssString(between)} counter(pages) ${cssString(after)}`;
  const [start, end] = language === 'ur' ? ['right', 'left'] : ['left', 'right'];
  const margin = size === 'A4' ? '13mm 15mm 19mm' : '10mm 11mm 15mm';
  const foot = `font: 6.5pt/1.5 'Paper Latin', 'Paper Urdu'; color: #444; direction: ${language === 'ur' ? 'rtl' : 'ltr'}; vertical-align: top; padding-top: 2mm;`;
  return `@page { size: ${size}; margin: ${margin};
  @bottom-${start} { content: ${cssString(trace)}; ${foot} text-align: ${start}; width: 82%; }
  @bottom-${end} { content: ${number}; ${foot} text-align: ${end}; width: 18%; } }`;
}
