import { cardCnic } from '../../../src-shared/card/card-words.ts';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import { toDrive } from '../../../src-shared/ledger/licence-tests.ts';
import type { RoadTest } from '../../../src-shared/ledger/state.ts';
import type { Category } from '../../../src-shared/licensing/category.ts';
import type { Counter } from '../../counter.ts';
import { html, type Html, type Piece } from '../../papers/html.ts';
import { letterhead, paperPage } from '../../papers/paper-page.ts';
import { paperTable } from '../../papers/paper-table.ts';
import { code, speaker, typed, type Say } from '../../papers/paper-words.ts';
import { staffName } from '../../papers/staff-name.ts';
import { traceLine } from '../../papers/trace.ts';
import { findCentre } from '../../store/reference.ts';
import type { Found } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';

/** A try, or a category nobody tried yet. */
type SheetRow = Partial<RoadTest> & { readonly category: Category };

/** The sheet of the road test as a page of HTML for A4, to be signed: what was driven, and lines for what is still to drive. */
export async function roadTestPaper(counter: Counter, found: Found, language: Language): Promise<string> {
  const say = speaker(language);
  const centre = findCentre(counter.store) ?? deny('enrolment.needed');
  const body = html`${letterhead(centre, language)}
    <h1>${say('paper.roadTest.title')}</h1>
    ${facts(counter, found, say)} ${driven(counter, found, say)}
    <div class="signatures">
      <p>${say('paper.roadTest.signature')}</p>
      <p>${say('paper.roadTest.officer')}</p>
    </div>`;
  return paperPage({
    language,
    size: 'A4',
    title: `${say('paper.roadTest.title')} ${cardCnic(found.person.cnic)}`,
    trace: traceLine(counter, language),
    practice: counter.practice !== undefined,
    body,
  });
}

function facts(counter: Counter, { application, person }: Found, say: Say): Html {
  const { language } = say;
  return html`<div class="facts">
    ${fact(say('paper.signTest.name'), typed(language === 'ur' ? person.nameUr : person.nameEn))}
    ${fact(say('paper.receipt.cnic'), code(cardCnic(person.cnic)))}
    ${fact(say('paper.receipt.service'), counter.rules.titleOf(application.service)[language])}
    ${fact(say('paper.signTest.father'), typed(language === 'ur' ? person.fatherUr : person.fatherEn))}
  </div>`;
}

function driven(counter: Counter, { application, work }: Found, say: Say): Html {
  const blank: readonly SheetRow[] = toDrive(work).map((category) => ({ category }));
  return html`<section>
    ${paperTable<SheetRow>(
      say,
      [
        { head: say('paper.roadTest.category'), cell: ({ category }) => say(`category.${category}`) },
        { head: say('paper.roadTest.day'), cell: ({ day }) => (day === undefined ? '' : code(day)) },
        { head: say('paper.roadTest.vehicle'), cell: ({ vehicle }) => (vehicle ? code(vehicle) : '') },
        {
          head: say('paper.roadTest.outcome'),
          cell: ({ outcome }) => say(outcome === undefined ? 'paper.roadTest.toDrive' : `roadTest.outcome.${outcome}`),
        },
        { head: say('paper.roadTest.note'), cell: ({ note }) => typed(note ?? '') },
        {
          head: say('paper.roadTest.examiner'),
          cell: ({ deed }) => (deed === undefined ? '' : staffName(counter, deed.by, say.language)),
        },
      ],
      { rows: [...(application.roadTests ?? []), ...blank] },
    )}
  </section>`;
}

function fact(name: string, value: Piece): Html {
  return html`<p><b>${name}</b><span>${value}</span></p>`;
}
