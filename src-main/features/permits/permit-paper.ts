import { cardCnic, cardDate, cardWords, categoryWords } from '../../../src-shared/card/card-words.ts';
import type { Words } from '../../../src-shared/catalogue/words.ts';
import type { Counter } from '../../counter.ts';
import { html, type Html } from '../../papers/html.ts';
import { code, speaker, typed } from '../../papers/paper-words.ts';
import { qrDrawing } from '../../papers/qr-drawing.ts';
import { findCentre } from '../../store/reference.ts';
import { bothNames, fact, inBoth, pair } from './bilingual.ts';
import type { IssuedPaper } from './issued-paper.ts';
import { centrePaper, type Sheet } from './paper-work.ts';
import { portrait } from './portrait.ts';
import { testFrom } from './test-from.ts';

/** Widest code on a sheet and on a roll, mm. */
const CODE = { a4: 56, roll: 70 } as const;

/** Categories that fit with both of their names. */
const FEW = 3;
/** Letters of an address on two lines. */
const LONG = 80;

/**
 * A learner permit as a page of HTML: who it is with the photo, what may be learnt until when, and the code that
 * proves it. Both languages are on it, the one asked for first. Refuses with `application.photoMissing`, `photo.notHere`.
 */
export async function permitPaper(counter: Counter, issued: IssuedPaper, sheet: Sheet): Promise<string> {
  const { language, format } = sheet;
  const { licence, found, proof } = issued;
  const title = found.work.rules.title;
  const dense = isLong(issued);
  const body = html`<div class="${dense ? 'dense' : ''}">
    <h1>${pair(title, language)}</h1>
    <div class="permit">
      ${await portrait(counter, found)}
      <div>
        <p class="number">${code(licence.number)}</p>
        ${holder(counter, issued, sheet)}
      </div>
    </div>
    <p class="term">${validity(issued, sheet)}</p>
    <div class="terms">
      <div>
        <h2>${pair(inBoth('paper.permit.terms'), language)}</h2>
        ${terms(issued, language)}
      </div>
      <figure>
        ${qrDrawing(proof, CODE[format])}
        <figcaption class="note">${pair(inBoth('paper.permit.scan'), language)}</figcaption>
      </figure>
    </div>
    <div class="signatures">
      <p>${pair(inBoth('paper.permit.holderSigns'), language)}</p>
      <p>${pair(inBoth('paper.permit.officerSigns'), language)}</p>
      <p class="stamp">${speaker(language)('paper.report.stamp')}</p>
    </div>
  </div>`;
  return centrePaper(counter, sheet, { title: `${title[language]} ${licence.number}`, body, long: dense });
}

function holder(counter: Counter, { found, licence }: IssuedPaper, { language }: Sheet): Html {
  const { person } = found;
  const centre = findCentre(counter.store);
  return html`<div class="facts single">
    ${fact(cardWords.name, language, bothNames(person.nameEn, person.nameUr, language))}
    ${fact(cardWords.father, language, bothNames(person.fatherEn, person.fatherUr, language))}
    ${fact(cardWords.cnic, language, code(cardCnic(person.cnic)))}
    ${fact(cardWords.birthDate, language, code(cardDate(person.birthDate)))}
    ${person.bloodGroup === null ? null : fact(cardWords.bloodGroup, language, code(person.bloodGroup))}
    ${fact(cardWords.address, language, typed(person.address))}
    ${fact(
      cardWords.categories,
      language,
      categories(
        licence.categories.map((each) => categoryWords[each]),
        language,
      ),
    )}
    ${fact(cardWords.issuedOn, language, code(cardDate(licence.issuedOn)))}
    ${fact(cardWords.centre, language, centre === undefined ? '' : bothNames(centre.nameEn, centre.nameUr, language))}
  </div>`;
}

/** Few in both languages; many in the one asked for, or the page would not hold them. */
function categories(list: readonly Words[], language: Sheet['language']): Html {
  const word = (words: Words) => (list.length > FEW ? html`${words[language]}` : pair(words, language));
  return html`${list.map((words, at) => html`${at === 0 ? null : ' · '}${word(words)}`)}`;
}

/** Does it take more lines than a page of the usual spacing has? */
function isLong({ found: { person }, licence }: IssuedPaper): boolean {
  const names = [person.nameEn, person.nameUr, person.fatherEn, person.fatherUr];
  return (
    licence.categories.length > FEW || person.address.length > LONG || names.some(({ length }) => length > LONG / 2)
  );
}

/** Until when it is good, and from when the test may be taken where the rules in force make its holder wait. */
function validity(issued: IssuedPaper, { language }: Sheet): Html {
  const from = testFrom(issued);
  return html`${pair(cardWords.validUntil, language)}
  ${code(cardDate(issued.licence.validUntil))}${
    from === undefined ? null : html` · ${pair(inBoth('paper.permit.testFrom'), language)} ${code(cardDate(from))}`
  }`;
}

function terms({ found }: IssuedPaper, language: Sheet['language']): Html {
  return html`<ol>
    ${(found.work.rules.terms ?? []).map(({ text }) => html`<li>${pair(text, language)}</li>`)}
  </ol>`;
}
