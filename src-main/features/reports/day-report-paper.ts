import { categoryWords } from '../../../src-shared/card/card-words.ts';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { DayReport } from '../../../src-shared/contract/counter/reports.ts';
import { centreTime } from '../../../src-shared/licensing/calendar.ts';
import { html, type Html, type Piece } from '../../papers/html.ts';
import { letterhead, paperPage } from '../../papers/paper-page.ts';
import { paperTable, type Column } from '../../papers/paper-table.ts';
import { code, dayInWords, groupedRupees, paperWords, typed } from '../../papers/paper-words.ts';
import type { Work } from './day-acts.ts';
import { reportReference, workColumns } from './day-report-csv.ts';
import { headName } from './head-name.ts';

/** The report as a page of HTML for A4. `trace` stands at the foot of every page. */
export function dayReportPaper(
  report: DayReport,
  { language, trace }: { readonly language: Language; readonly trace: string },
): Promise<string> {
  const { report: text } = paperWords(language);
  const body = html`${letterhead(report.centre, language)}
    <h1>${text.title}</h1>
    ${facts(report, language)}
    ${[...workSections(report, language), moneySection(report, language), ...endSections(report, language)].map(numbered)}
    ${signatures(language)}`;
  const title = `${text.title} ${report.day} ${report.stream}`;
  return paperPage({ language, size: 'A4', title, trace, practice: report.practice, body });
}

interface Section {
  readonly title: string;
  readonly body: Html;
}

function numbered({ title, body }: Section, index: number): Html {
  return html`<section>
    <h2>${code(index + 1)}. ${title}</h2>
    ${body}
  </section>`;
}

function facts(report: DayReport, language: Language): Html {
  const { report: text } = paperWords(language);
  const fact = (name: string, value: Piece) => html`<p><b>${name}</b><span>${value}</span></p>`;
  return html`<div class="facts">
    ${fact(text.day, dayInWords(report.day, language))}${fact(text.reference, code(reportReference(report)))}
    ${fact(text.counter, html`${code(report.counter)} (${code(report.stream)})`)}${fact(text.madeAt, code(centreTime(report.madeAt)))}
  </div>`;
}

function workSections(report: DayReport, language: Language): Section[] {
  const words = paperWords(language);
  const { report: text } = words;
  const figures: Column<Work>[] = workColumns.map((column) => ({
    head: words.work[column],
    cell: (row) => row[column],
    figure: true,
  }));
  const service = paperTable<DayReport['byService'][number]>(
    words,
    [{ head: text.serviceName, cell: (row) => words.service[row.service] }, ...figures],
    { rows: report.byService, total: [words.total, ...workColumns.map((column) => report.work[column])] },
  );
  const category = paperTable<DayReport['byCategory'][number]>(
    words,
    [
      { head: text.categoryName, cell: (row) => categoryWords[row.category][language] },
      { head: words.work.opened, cell: (row) => row.opened, figure: true },
      { head: words.work.approved, cell: (row) => row.approved, figure: true },
    ],
    { rows: report.byCategory },
  );
  const staff = paperTable<DayReport['byOperator'][number]>(
    words,
    [
      { head: text.staffName, cell: (row) => html`${typed(language === 'ur' ? row.nameUr : row.nameEn)}` },
      { head: text.staffId, cell: (row) => code(row.staffId) },
      ...figures,
      { head: text.taken, cell: (row) => groupedRupees(row.taken), figure: true },
    ],
    { rows: report.byOperator },
  );
  return [
    { title: text.service, body: service },
    {
      title: text.category,
      body: html`${category}
        <p class="note">${text.categoryNote}</p>`,
    },
    { title: text.staff, body: staff },
  ];
}

function moneySection({ money }: DayReport, language: Language): Section {
  const words = paperWords(language);
  const { report: text } = words;
  const byMethod = paperTable<DayReport['money']['byMethod'][number]>(
    words,
    [
      { head: text.methodName, cell: (row) => words.method[row.method] },
      { head: text.receipts, cell: (row) => row.receipts, figure: true },
      { head: words.amount, cell: (row) => groupedRupees(row.amount), figure: true },
    ],
    { rows: money.byMethod, total: [words.total, money.receipts, groupedRupees(money.total)] },
  );
  const byHead = paperTable<DayReport['money']['byHead'][number]>(
    words,
    [
      { head: text.headName, cell: (row) => headName(row, language) },
      { head: words.amount, cell: (row) => groupedRupees(row.amount), figure: true },
    ],
    { rows: money.byHead, total: [words.total, groupedRupees(money.total)] },
  );
  return {
    title: text.money,
    body: html`<div class="pair">
      <div>${byMethod}</div>
      <div>${byHead}</div>
    </div>`,
  };
}

function endSections({ cards, replay }: DayReport, language: Language): Section[] {
  const words = paperWords(language);
  const { report: text } = words;
  const blanks = ['opening', 'received', 'printed', 'spoiled', 'closing'] as const;
  const standings = ['entries', 'confirmed', 'waiting', 'exceptions'] as const;
  const cardTable = paperTable(
    words,
    blanks.map((name) => figure(text[name], cards[name])),
    { rows: [cards] },
  );
  const replayTable = paperTable(
    words,
    standings.map((name) => figure(text[name], replay[name])),
    { rows: [replay] },
  );
  return [
    {
      title: text.cards,
      body: html`${cardTable}
        <p class="note">${text.cardsNote}</p>`,
    },
    {
      title: text.replay,
      body: html`${replayTable}
        <p class="note">${text.replayNote}</p>`,
    },
  ];
}

function figure(head: string, value: number): Column<unknown> {
  return { head, cell: () => value, figure: true };
}

function signatures(language: Language): Html {
  const { report: text } = paperWords(language);
  const line = (who: string) => html`<p>${who}<small>${text.signature}</small></p>`;
  return html`<section>
    <p>${text.certificate}</p>
    <div class="signatures">
      ${line(text.cashier)}${line(text.supervisor)}
      <div class="stamp">${text.stamp}</div>
    </div>
  </section>`;
}
