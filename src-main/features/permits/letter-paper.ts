import { cardCnic, cardDate } from '../../../src-shared/card/card-words.ts';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';
import type { Counter } from '../../counter.ts';
import { html, type Html, type Piece } from '../../papers/html.ts';
import { code, speaker, typed } from '../../papers/paper-words.ts';
import { today } from '../applications/find-application.ts';
import { centrePaper, type Sheet } from './paper-work.ts';

/** One line under the text of a letter. */
export interface LetterFact {
  readonly name: string;
  readonly value: Piece;
}

export interface Letter {
  readonly to: PersonData;
  /** Short and unique: the end of the id of what it tells of. */
  readonly number: string;
  /** As a PDF viewer shows it. */
  readonly title: string;
  readonly subject: Piece;
  readonly paragraphs: readonly Piece[];
  readonly facts: readonly LetterFact[];
  /** Below the facts. */
  readonly close: readonly Piece[];
}

/** A letter of the centre: to whom, about what, the text, the facts, the signature. */
export function letterPaper(counter: Counter, sheet: Sheet, letter: Letter): Promise<string> {
  const say = speaker(sheet.language);
  const body = html`<div class="letter-head">
      <p>${say('paper.letter.number')} ${code(letter.number)}</p>
      <p>${say('paper.letter.day')} ${code(cardDate(today(counter)))}</p>
    </div>
    <div class="address">
      <p>${say('paper.letter.to')}</p>
      ${addressee(letter.to, sheet)}
    </div>
    <h1 class="subject">${letter.subject}</h1>
    ${letter.paragraphs.map((text) => html`<p class="paragraph">${text}</p>`)}
    <div class="facts single">
      ${letter.facts.map(({ name, value }) => html`<p><b>${name}</b><span>${value}</span></p>`)}
    </div>
    ${letter.close.map((text) => html`<p class="paragraph">${text}</p>`)}
    <div class="signatures">
      <p class="blank"></p>
      <p>${say('paper.letter.officerSigns')}</p>
      <p class="stamp">${say('paper.report.stamp')}</p>
    </div>`;
  return centrePaper(counter, sheet, { title: letter.title, body });
}

function addressee(person: PersonData, { language }: Sheet): Html {
  const [name, father] = language === 'ur' ? [person.nameUr, person.fatherUr] : [person.nameEn, person.fatherEn];
  return html`<p><strong>${typed(name)}</strong> (${typed(father)})</p>
    <p>${code(cardCnic(person.cnic))}</p>
    <p>${typed(person.address)}</p>`;
}
