import { cardCnic, cardDate, cardWords, categoryWords } from '../../../src-shared/card/card-words.ts';
import { yearsBetween } from '../../../src-shared/licensing/calendar.ts';
import type { Counter } from '../../counter.ts';
import { html, type Html } from '../../papers/html.ts';
import { code, groupedRupees, speaker, typed } from '../../papers/paper-words.ts';
import type { Found } from '../applications/find-application.ts';
import { bothNames, fact, inBoth, pair } from './bilingual.ts';
import { centrePaper, type Sheet } from './paper-work.ts';
import { portrait } from './portrait.ts';

/** Where an application says it is from, by the end of its id. */
const NUMBER = 12;
/** Categories and letters of an address that leave room. */
const FEW = 3;
const LONG = 80;

/**
 * What the applicant reads, compares with the CNIC and signs before anything is issued: everything that will be
 * printed, and everything that was asked. Refuses with `photo.notHere`.
 */
export async function proofPaper(counter: Counter, found: Found, sheet: Sheet): Promise<string> {
  const { language } = sheet;
  const say = speaker(language);
  const picture = found.application.photo === null ? null : await portrait(counter, found);
  const long = isLong(found);
  const body = html`<div class="${long ? 'dense' : ''}">
    <h1>${say('paper.proof.title')}</h1>
    <p class="paragraph">${say('paper.proof.lead')}</p>
    <div class="permit proof">
      <figure>
        ${picture ?? html`<div class="portrait none">${say('paper.proof.noPhoto')}</div>`}
        <figcaption class="note">${say('paper.proof.photo')}</figcaption>
      </figure>
      <div class="facts single">${applicant(found, sheet)}</div>
    </div>
    <div class="facts single proof">${wanted(found, sheet)}</div>
    <section>
      <h2>${say('paper.proof.corrections')}</h2>
      <div class="ruled"></div>
    </section>
    <p class="term">${pair(inBoth('paper.proof.declaration'), language)}</p>
    <div class="signatures">
      <p>${say('paper.proof.applicantSigns')}</p>
      <p>${say('paper.proof.operatorSigns')}</p>
      <p class="stamp">${say('paper.report.stamp')}</p>
    </div>
  </div>`;
  return centrePaper(counter, sheet, { title: say('paper.proof.title'), body, long });
}

/** Does it take more lines than a page of the usual spacing has? */
function isLong({ person, application, work }: Found): boolean {
  return person.address.length > LONG || application.categories.length > FEW || work.rules.form.length > 1;
}

function applicant({ person, work }: Found, { language }: Sheet): Html {
  const age = yearsBetween(person.birthDate, work.today);
  const gender = pair(inBoth(`gender.${person.gender}`), language);
  return html`${fact(cardWords.name, language, bothNames(person.nameEn, person.nameUr, language))}
  ${fact(cardWords.father, language, bothNames(person.fatherEn, person.fatherUr, language))}
  ${fact(cardWords.cnic, language, html`<strong>${code(cardCnic(person.cnic))}</strong>`)}
  ${fact(cardWords.birthDate, language, code(`${cardDate(person.birthDate)} (${age})`))}
  ${fact(cardWords.gender, language, gender)} ${fact(cardWords.bloodGroup, language, code(person.bloodGroup ?? '—'))}
  ${fact(inBoth('people.field.phone'), language, code(person.phone))}
  ${fact(cardWords.address, language, typed(person.address))}`;
}

function wanted({ application, work }: Found, { language }: Sheet): Html {
  const { rules } = work;
  const { payment, answers = {} } = application;
  const categories = application.categories.map((each) => categoryWords[each][language]).join(' · ');
  const seen = rules.documents.filter(({ document }) => application.documents.includes(document));
  return html`${fact(inBoth('paper.proof.service'), language, html`<strong>${pair(rules.title, language)}</strong>`)}
  ${fact(inBoth('paper.proof.application'), language, code(application.id.slice(-NUMBER)))}
  ${categories === '' ? null : fact(cardWords.categories, language, categories)}
  ${application.years === 0 ? null : fact(inBoth('paper.proof.years'), language, application.years)}
  ${rules.form.map(({ id, label, choices = [] }) => {
    const answer = answers[id] ?? '';
    const chosen = choices.find(({ value }) => value === answer);
    return fact(label, language, chosen === undefined ? typed(answer) : pair(chosen.label, language));
  })}
  ${fact(inBoth('paper.proof.documents'), language, seen.map(({ label }) => label[language]).join(' · '))}
  ${payment === null ? null : fact(inBoth('paper.proof.fee'), language, code(groupedRupees(payment.total)))}
  ${payment === null ? null : fact(inBoth('paper.proof.receipt'), language, code(payment.receiptNumber))}`;
}
