import { cardDate } from '../../../src-shared/card/card-words.ts';
import { kindOfLicence } from '../../../src-shared/ledger/standing-of.ts';
import { abroadOf, conventionCategories } from '../../../src-shared/licensing/convention-category.ts';
import type { Counter } from '../../counter.ts';
import { html, type Html, type Piece } from '../../papers/html.ts';
import { code, typed } from '../../papers/paper-words.ts';
import { qrDrawing } from '../../papers/qr-drawing.ts';
import { findCentre } from '../../store/reference.ts';
import { categoryTexts, conventionWords, type Trilingual } from './convention-words.ts';
import type { IssuedPaper } from './issued-paper.ts';
import { centrePaper, type Sheet } from './paper-work.ts';
import { portrait } from './portrait.ts';

/** Widest code of the page, mm. */
const CODE = 53;

/**
 * An international driving permit on one A4 page that folds to a booklet: cover and particulars above, categories,
 * photo and signatures below, after annex 7 of the Convention on Road Traffic of 1968. It reads the same in whatever
 * language the counter prints. Refuses with `application.photoMissing`, `photo.notHere`.
 */
export async function internationalPaper(counter: Counter, issued: IssuedPaper, sheet: Sheet): Promise<string> {
  const words = conventionWords;
  const body = html`<div class="booklet" dir="ltr" lang="en">
    <div class="panel">${cover(counter, issued)}</div>
    <div class="panel">
      <h2>${three(words.driver)}</h2>
      ${particulars(issued)}
      <h2>${three(words.restrictions)}</h2>
      <p>${three(words.none)}</p>
      <p class="note">${three(words.territory)}</p>
      <p class="note">${three(words.residence)}</p>
    </div>
    <div class="panel">
      <h2>${three(words.categories)}</h2>
      ${categories(issued)}
    </div>
    <div class="panel">
      <div class="signed">
        ${await portrait(counter, issued.found)}
        <div>${qrDrawing(issued.proof, CODE)}</div>
      </div>
      <p class="line">${three(words.holder)}</p>
      <p class="line">${three(words.authority)}</p>
      <p class="note">${three(words.exclusion)} ………………………………………</p>
    </div>
  </div>`;
  return centrePaper(counter, sheet, { title: `${words.title.en} ${issued.licence.number}`, body, head: false });
}

function cover(counter: Counter, { found, licence }: IssuedPaper): Html {
  const words = conventionWords;
  const centre = findCentre(counter.store);
  const { book, state } = found;
  const domestic = Object.values(state.licences)
    .filter((each) => kindOfLicence(each) === 'licence')
    .toSorted((a, b) => (a.validUntil > b.validUntil ? -1 : 1))[0];
  const passport = found.application.answers?.['passport'] ?? '';
  return html`<p class="of-state">${three(words.state)}</p>
    <p>${three(words.traffic)}</p>
    <h1>${three(words.title)}</h1>
    <p class="number">${code(licence.number)}</p>
    <p>${three(words.convention)}</p>
    ${line(words.validUntil, html`<strong>${code(cardDate(licence.validUntil))}</strong>`)}
    ${line(words.issuedBy, typed(book.authority.nameEn))} ${line(words.at, typed(centre?.nameEn ?? ''))}
    ${line(words.date, code(cardDate(licence.issuedOn)))}
    ${line(words.domestic, domestic === undefined ? '' : code(domestic.number))}
    ${passport === '' ? null : line(words.passport, code(passport))}`;
}

function particulars({ found }: IssuedPaper): Html {
  const words = conventionWords;
  const { person, application } = found;
  const birthPlace = application.answers?.['birthPlace'] ?? '';
  return html`${line(words.name, html`<strong>${typed(person.nameEn)}</strong> ${typed(person.nameUr)}`)}
  ${line(words.birthPlace, birthPlace === '' ? '………………………' : typed(birthPlace))}
  ${line(words.birthDate, code(cardDate(person.birthDate)))} ${line(words.home, typed(person.address))}`;
}

/** Every category of the convention, with a mark at those the permit is valid for: none can be added by hand. */
function categories({ licence }: IssuedPaper): Html {
  const valid = abroadOf(licence.categories);
  return html`<table class="categories">
    <tbody>
      ${conventionCategories.map(
        (each) =>
          html`<tr class="${valid.includes(each) ? 'valid' : 'void'}">
            <td class="mark">${each}</td>
            <td>${categoryTexts[each].en} <i lang="fr">${categoryTexts[each].fr}</i></td>
            <td class="mark">${valid.includes(each) ? 'YES' : '—'}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function line(words: Trilingual, value: Piece): Html {
  return html`<p class="particular"><b>${three(words)}</b><span>${value}</span></p>`;
}

function three({ en, fr, ur }: Trilingual): Html {
  return html`${en} <i lang="fr">${fr}</i> <i lang="ur" dir="rtl">${ur}</i>`;
}
