import { cardCnic, categoryWords } from '../../../src-shared/card/card-words.ts';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { ReceiptView } from '../../../src-shared/contract/counter/views.ts';
import { StreamId, streamParts } from '../../../src-shared/ids.ts';
import { centreTime } from '../../../src-shared/licensing/calendar.ts';
import type { FeeLine } from '../../../src-shared/licensing/fees.ts';
import type { Counter } from '../../counter.ts';
import { html, type Html, type Piece } from '../../papers/html.ts';
import { letterhead, paperPage } from '../../papers/paper-page.ts';
import { paperTable } from '../../papers/paper-table.ts';
import { code, fill, groupedRupees, paperWords, typed } from '../../papers/paper-words.ts';
import { traceLine } from '../../papers/trace.ts';
import { findCentre } from '../../store/reference.ts';
import { getApplication } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';
import { receiptStanding } from './receipt-standing.ts';

/** The receipt as a page of HTML for A5. Refuses with `application.unknown`. Errors: `enrolment.needed`. */
export async function receiptPaper(counter: Counter, receipt: ReceiptView, language: Language): Promise<string> {
  const { receipt: text } = paperWords(language);
  const centre = findCentre(counter.store) ?? deny('enrolment.needed');
  const body = html`${letterhead(centre, language)}
    <h1>${text.title}</h1>
    ${facts(counter, receipt, language)} ${feeTable(receipt, language)} ${payment(counter, receipt, language)}
    <p class="standing">${text[receiptStanding(counter, receipt.receiptNumber)]}</p>
    <p class="note">${text.keep}</p>
    <div class="signatures"><p>${text.signature}</p></div>`;
  return paperPage({
    language,
    size: 'A5',
    title: `${text.title} ${receipt.receiptNumber}`,
    trace: traceLine(counter, language),
    practice: counter.practice !== undefined,
    body,
  });
}

function facts(counter: Counter, receipt: ReceiptView, language: Language): Html {
  const words = paperWords(language);
  const { receipt: text } = words;
  const { application } = getApplication(counter, receipt.applicationId);
  // The names as the CNIC has them, both: the payer reads one of them.
  const [first, second] = language === 'ur' ? [receipt.nameUr, receipt.nameEn] : [receipt.nameEn, receipt.nameUr];
  return html`<div class="facts single">
    ${fact(text.number, html`<strong>${code(receipt.receiptNumber)}</strong>`)}
    ${fact(text.takenAt, code(centreTime(receipt.takenAt)))} ${fact(words.report.counter, code(counterOf(receipt)))}
    ${fact(text.payer, html`${typed(first)} · ${typed(second)}`)} ${fact(text.cnic, code(cardCnic(receipt.cnic)))}
    ${fact(text.service, words.service[application.service])}
  </div>`;
}

function feeTable(receipt: ReceiptView, language: Language): Html {
  const words = paperWords(language);
  const { receipt: text } = words;
  return html`<section class="lines">
    ${paperTable<FeeLine>(
      words,
      [
        { head: text.line, cell: (line) => lineName(line, language) },
        { head: text.quantity, cell: (line) => line.quantity, figure: true },
        { head: text.unit, cell: (line) => groupedRupees(line.unit), figure: true },
        { head: words.amount, cell: (line) => groupedRupees(line.amount), figure: true },
      ],
      { rows: receipt.lines, total: [text.total, null, null, groupedRupees(receipt.total)] },
    )}
  </section>`;
}

function payment(counter: Counter, receipt: ReceiptView, language: Language): Html {
  const words = paperWords(language);
  const { receipt: text } = words;
  const reference = counter.rules.find(receipt.rules)?.reference ?? '';
  const [before = '', between = ''] = text.rules.split(/\{\{\w+\}\}/);
  return html`<div class="facts single">
      ${fact(text.method, words.method[receipt.method])} ${fact(text.tendered, code(groupedRupees(receipt.tendered)))}
      ${fact(text.change, code(groupedRupees(receipt.change)))}
      ${fact(text.takenBy, cashier(counter, receipt, language))}
    </div>
    <p class="note">${before}${code(receipt.rules)}${between}${typed(reference)}</p>`;
}

function fact(name: string, value: Piece): Html {
  return html`<p><b>${name}</b><span>${value}</span></p>`;
}

function lineName({ code: head, category }: FeeLine, language: Language): string {
  const words = paperWords(language);
  if (category === null) return words.head[head];
  return fill(words.receipt.years, { category: categoryWords[category][language] });
}

function cashier({ store }: Counter, { takenBy }: ReceiptView, language: Language): Html {
  const row = store.get(store.sql.selectFrom('staff').select(['name_en', 'name_ur']).where('id', '=', takenBy));
  const name = language === 'ur' ? row?.name_ur : row?.name_en;
  return html`${typed(name ?? takenBy)} (${code(takenBy)})`;
}

/** The counter that took the money, which a centre mate may print for. */
function counterOf({ receiptNumber }: ReceiptView): string {
  const stream = StreamId.parse(receiptNumber.split('-').slice(0, 3).join('-'));
  return `${streamParts(stream).counter} (${stream})`;
}
