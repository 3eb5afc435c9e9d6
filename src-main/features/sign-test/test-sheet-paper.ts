import { cardCnic } from '../../../src-shared/card/card-words.ts';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { ApplicationId } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { html, type Html, type Piece } from '../../papers/html.ts';
import { letterhead, paperPage } from '../../papers/paper-page.ts';
import { paperTable } from '../../papers/paper-table.ts';
import { code, speaker, typed, type Say } from '../../papers/paper-words.ts';
import { pictureDrawing } from '../../papers/picture-drawing.ts';
import { traceLine } from '../../papers/trace.ts';
import { findCentre } from '../../store/reference.ts';
import { deny } from '../handlers.ts';
import { staffName } from '../../papers/staff-name.ts';
import { signTestSheet, type SheetLine, type SignTestSheet } from './test-sheet.ts';

/** Height of a sign beside its question, mm. */
const SIGN_MM = 10;

/** The sheet of one sign test as a page of HTML for A4. Refuses with `application.unknown`, `test.noneRunning`. */
export async function signTestPaper(
  counter: Counter,
  { applicationId, attempt, language }: { applicationId: ApplicationId; attempt: number; language: Language },
): Promise<string> {
  const say = speaker(language);
  const sheet = signTestSheet(counter, applicationId, attempt);
  const centre = findCentre(counter.store) ?? deny('enrolment.needed');
  const body = html`${letterhead(centre, language)}
    <h1>${say('paper.signTest.title')}</h1>
    ${facts(counter, sheet, { say, attempt })} ${answers(sheet.lines, say)} ${verdict(sheet, say)}
    <div class="signatures">
      <p>${say('paper.signTest.signature')}</p>
      <p>${say('paper.signTest.officer')}</p>
    </div>`;
  const { person } = sheet.found;
  return paperPage({
    language,
    size: 'A4',
    title: `${say('paper.signTest.title')} ${cardCnic(person.cnic)}`,
    trace: traceLine(counter, language),
    practice: counter.practice !== undefined,
    body,
  });
}

function facts(counter: Counter, sheet: SignTestSheet, { say, attempt }: { say: Say; attempt: number }): Html {
  const { found, test, paper } = sheet;
  const { application, person } = found;
  const { language } = say;
  const time = say('paper.signTest.timeText', { used: clock(test.seconds), given: clock(paper.seconds) });
  const categories = application.categories
    .map((each) => say(`category.${each}`))
    .join(language === 'ur' ? '، ' : ', ');
  return html`<div class="facts">
    ${fact(say('paper.signTest.name'), typed(language === 'ur' ? person.nameUr : person.nameEn))}
    ${fact(say('paper.receipt.cnic'), code(cardCnic(person.cnic)))}
    ${fact(say('paper.receipt.service'), counter.rules.titleOf(application.service)[language])}
    ${fact(say('paper.roadTest.category'), categories)} ${fact(say('paper.signTest.day'), code(test.day))}
    ${fact(say('paper.signTest.attempt'), code(attempt))} ${fact(say('paper.signTest.bank'), code(test.bank))}
    ${fact(say('paper.signTest.time'), time)}
    ${fact(say('paper.signTest.held'), staffName(counter, test.deed.by, language))}
    ${fact(say('paper.signTest.language'), say(`language.${test.language}`))}
  </div>`;
}

function answers(lines: readonly SheetLine[], say: Say): Html {
  const { language } = say;
  return html`<section>
    ${paperTable<SheetLine>(
      say,
      [
        { head: say('paper.signTest.number'), cell: (line) => lines.indexOf(line) + 1, figure: true },
        {
          head: say('paper.signTest.question'),
          cell: ({ picture, text, id }) =>
            html`${picture === null ? null : pictureDrawing(picture, SIGN_MM)}
            ${text === null ? code(id) : text[language]}`,
        },
        {
          head: say('paper.signTest.chosen'),
          cell: ({ chosen }) => (chosen === null ? say('paper.signTest.none') : chosen[language]),
        },
        { head: say('paper.signTest.rightAnswer'), cell: ({ rightAnswer }) => rightAnswer?.[language] ?? '' },
        {
          head: say('paper.signTest.mark'),
          cell: ({ right }) => say(right ? 'paper.signTest.right' : 'paper.signTest.wrong'),
        },
      ],
      { rows: lines },
    )}
  </section>`;
}

function verdict({ test, paper, retryFrom }: SignTestSheet, say: Say): Html {
  const { asked, right } = test;
  const score = say('paper.signTest.resultText', { right, asked, pass: paper.pass });
  const ended = test.ended === 'finished' ? null : html` · ${say(`signTest.end.${test.ended}`)}`;
  const [before = '', after = ''] = say('paper.signTest.retry').split('{{from}}');
  return html`<p class="standing">${say(test.passed ? 'signTest.passed' : 'signTest.failed')}: ${score}${ended}</p>
    ${retryFrom === null ? null : html`<p class="note">${before}${code(retryFrom)}${after}</p>`}`;
}

/** Seconds as minutes and seconds. */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function fact(name: string, value: Piece): Html {
  return html`<p><b>${name}</b><span>${value}</span></p>`;
}
