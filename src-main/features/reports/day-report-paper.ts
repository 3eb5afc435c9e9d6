import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { centreTime } from '../../../src-shared/licensing/calendar.ts';
import { html, type Html, type Piece } from '../../papers/html.ts';
import { letterhead, paperPage } from '../../papers/paper-page.ts';
import { code, dayInWords, speaker, typed, type Say } from '../../papers/paper-words.ts';
import { reportReference } from './day-report-csv.ts';
import * as tables from './day-report-tables.ts';

/** The report as a page of HTML for A4. `trace` stands at the foot of every page. */
export function dayReportPaper(
  report: DayReport,
  { language, trace }: { readonly language: Language; readonly trace: string },
): Promise<string> {
  const say = speaker(language);
  const nameOf = (row: { nameEn: string; nameUr: string }) => (language === 'ur' ? row.nameUr : row.nameEn);
  const category = html`${tables.categoryTable(report, say)}${note(say('paper.report.categoryNote'))}`;
  const blanks = html`${tables.blanksTable(report, say)}${account(report, say)}${note(say('paper.report.cardsNote'))}`;
  const replay = html`${tables.replayTable(report, say)}${note(say('paper.report.replayNote'))}`;
  const more = drawers(report, say);
  // The signatures never stand on a page of their own: the last two sections go with them.
  const body = html`${letterhead(report.centre, language)}
    <h1>${say('paper.report.title')}</h1>
    ${facts(report, language)} ${section(1, say('paper.report.service'), tables.serviceTable(report, say))}
    ${section(2, say('paper.report.staff'), tables.staffTable(report, say, nameOf))}
    <div class="pair">
      <div>
        ${section(3, say('paper.report.category'), category)}
        ${section(4, say('paper.report.method'), tables.methodTable(report, say))}
      </div>
      <div>${section(5, say('paper.report.head'), tables.headTable(report, say))}</div>
    </div>
    ${more}
    <div class="end">
      <div class="pair">
        ${section(6 + more.length, say('paper.report.cards'), blanks)}
        ${section(7 + more.length, say('paper.report.replay'), replay)}
      </div>
      ${signatures(say)}
    </div>`;
  const title = `${say('paper.report.title')} ${report.day} ${report.stream}`;
  return paperPage({ language, size: 'A4', title, trace, practice: report.practice, body });
}

/** Drawers and money that went back; a day of an older build has neither. */
function drawers(report: DayReport, say: Say): readonly Html[] {
  const { shifts, back } = report.till;
  return [
    ...(shifts.length === 0 ? [] : [section(6, say('paper.report.shifts'), tables.shiftTable(report, say))]),
    ...(back.length === 0
      ? []
      : [section(shifts.length === 0 ? 6 : 7, say('paper.report.back'), tables.backTable(report, say))]),
  ];
}

/** What the printers' cards and the blanks do not agree on: a line that is only there when something is wrong. */
function account({ cardAccount: { total, difference, stillUnexplained } }: DayReport, say: Say): Piece {
  const wrong = [
    [say('paper.report.unexplained'), total.unexplained] as const,
    [say('paper.report.stillUnexplained'), stillUnexplained] as const,
    [say('paper.report.difference'), difference] as const,
  ].filter(([, count]) => count !== 0);
  if (wrong.length === 0) return '';
  return html`<p>
    <b>${wrong.map(([name, count], index) => html`${index === 0 ? '' : ' · '}${name}: ${code(count)}`)}</b>
  </p>`;
}

function facts(report: DayReport, language: Language): Html {
  const say = speaker(language);
  const fact = (name: string, value: Piece) => html`<p><b>${name}</b><span>${value}</span></p>`;
  return html`<div class="facts">
    ${fact(say('paper.report.day'), dayInWords(report.day, language))}
    ${fact(say('paper.report.reference'), code(reportReference(report)))}
    ${fact(say('paper.report.counter'), code(`${report.counter} (${report.stream})`))}
    ${fact(say('paper.report.madeAt'), code(centreTime(report.madeAt)))}
    ${fact(say('paper.report.close'), closeOf(report, say))}
  </div>`;
}

/** Whether these figures can still change. */
function closeOf({ till: { close } }: DayReport, say: Say): Piece {
  if (close === null) return say('paper.report.notClosed');
  const by = code(`${centreTime(close.closedAt)} (${close.closedBy})`);
  return close.stage === 'closed' ? by : html`${by} · ${say('paper.report.reopened')}: ${typed(close.reason ?? '')}`;
}

function section(number: number, title: string, body: Html): Html {
  return html`<section>
    <h2>${code(number)}. ${title}</h2>
    ${body}
  </section>`;
}

function note(text: string): Html {
  return html`<p class="note">${text}</p>`;
}

function signatures(say: Say): Html {
  const line = (who: string) => html`<p>${who}<small>${say('paper.report.signature')}</small></p>`;
  return html`<section>
    <p>${say('paper.report.certificate')}</p>
    <div class="signatures">
      ${line(say('paper.report.cashier'))}${line(say('paper.report.supervisor'))}
      <div class="stamp">${say('paper.report.stamp')}</div>
    </div>
  </section>`;
}
