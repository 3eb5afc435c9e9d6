import { cardCnic } from '../../../src-shared/card/card-words.ts';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import type { FeeLineView, ReceiptView } from '../../../src-shared/contract/counter/views.ts';
import { StreamId, streamParts } from '../../../src-shared/ids.ts';
import { centreTime, dayOf } from '../../../src-shared/licensing/calendar.ts';
import type { Counter } from '../../counter.ts';
import { html, type Html, type Piece } from '../../papers/html.ts';
import { letterhead, paperPage } from '../../papers/paper-page.ts';
import { paperTable } from '../../papers/paper-table.ts';
import { code, filled, groupedRupees, speaker, typed } from '../../papers/paper-words.ts';
import { traceLine } from '../../papers/trace.ts';
import { findCentre } from '../../store/reference.ts';
import { getApplication } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';
import { receiptStanding } from './receipt-standing.ts';

/**
 * The receipt as a page of HTML, A5 or the roll of a thermal printer; every paper but the first says that it is a copy,
 * and one whose money went back says that. Refuses with `application.unknown`. Errors: `enrolment.needed`.
 */
export async function receiptPaper(
  counter: Counter,
  receipt: ReceiptView,
  { language, format = 'a5' }: { readonly language: Language; readonly format?: 'a5' | 'roll' },
): Promise<string> {
  const say = speaker(language);
  const standing = receiptStanding(counter, receipt.receiptNumber);
  const centre = findCentre(counter.store) ?? deny('enrolment.needed');
  const body = html`${letterhead(centre, language)}
    <h1>${say('paper.receipt.title')}</h1>
    ${marks(receipt, language)} ${facts(counter, receipt, language)} ${feeTable(receipt, language)}
    ${payment(counter, receipt, language)}
    <p class="standing">${say(`paper.receipt.${standing}`)}</p>
    <p class="note">${say('paper.receipt.keep')}</p>
    <div class="signatures"><p>${say('paper.receipt.signature')}</p></div>`;
  return paperPage({
    language,
    size: format === 'roll' ? 'roll' : 'A5',
    style: STYLE,
    title: `${say('paper.receipt.title')} ${receipt.receiptNumber}`,
    trace: traceLine(counter, language),
    practice: counter.practice !== undefined,
    body,
  });
}

const STYLE = `
.copy { border: 1.2pt solid #111; text-align: center; font-weight: 700; font-size: 1.15em; margin-bottom: 1.5mm; }
.roll .lines th:nth-child(3), .roll .lines td:nth-child(3) { display: none; }
.roll .facts p { flex-wrap: wrap; gap: 0 2mm; }
.roll .facts b { min-width: 0; }
.roll .signatures { grid-template-columns: 1fr; margin-top: 9mm; }
`;

/** What tells this paper from the one the applicant was given first. */
function marks({ printed, refund }: ReceiptView, language: Language): Html {
  const say = speaker(language);
  return html`${printed > 1 ? html`<p class="copy">${filled(say('paper.receipt.copy'), { n: code(printed - 1) })}</p>` : null}
  ${refund?.stage === 'paid' ? html`<p class="copy">${say(`paper.receipt.back.${refund.kind}`)}</p>` : null}`;
}

function facts(counter: Counter, receipt: ReceiptView, language: Language): Html {
  const say = speaker(language);
  const { application } = getApplication(counter, receipt.applicationId);
  // The names as the CNIC has them, both: the payer reads one of them.
  const [first, second] = language === 'ur' ? [receipt.nameUr, receipt.nameEn] : [receipt.nameEn, receipt.nameUr];
  return html`<div class="facts single">
    ${fact(say('paper.receipt.number'), html`<strong>${code(receipt.receiptNumber)}</strong>`)}
    ${fact(say('paper.receipt.takenAt'), code(centreTime(receipt.takenAt)))}
    ${fact(say('paper.report.counter'), code(counterOf(receipt)))}
    ${fact(say('paper.receipt.payer'), html`${typed(first)} · ${typed(second)}`)}
    ${fact(say('paper.receipt.cnic'), code(cardCnic(receipt.cnic)))}
    ${fact(say('paper.receipt.service'), counter.rules.titleOf(application.service)[language])}
  </div>`;
}

function feeTable(receipt: ReceiptView, language: Language): Html {
  const say = speaker(language);
  return html`<section class="lines">
    ${paperTable<FeeLineView>(
      say,
      [
        {
          head: say('paper.receipt.line'),
          cell: (line) =>
            line.category === null ? line.label[language] : say('paper.receipt.years', { line: line.label[language] }),
        },
        { head: say('paper.receipt.quantity'), cell: (line) => line.quantity, figure: true },
        { head: say('paper.receipt.unit'), cell: (line) => groupedRupees(line.unit), figure: true },
        { head: say('paper.amount'), cell: (line) => groupedRupees(line.amount), figure: true },
      ],
      { rows: receipt.lines, total: [say('paper.receipt.total'), null, null, groupedRupees(receipt.total)] },
    )}
  </section>`;
}

function payment(counter: Counter, receipt: ReceiptView, language: Language): Html {
  const say = speaker(language);
  const reference = counter.rules.find(receipt.rules, dayOf(receipt.takenAt))?.reference ?? '';
  const [before = '', between = ''] = say('paper.receipt.rules').split(/\{\{\w+\}\}/);
  return html`<div class="facts">
      ${fact(say('paper.receipt.method'), say(`method.${receipt.method}`))}
      ${receipt.reference === null ? null : fact(say('paper.receipt.reference'), code(receipt.reference))}
      ${fact(say('paper.receipt.takenBy'), cashier(counter, receipt, language))}
      ${fact(say('paper.receipt.tendered'), code(groupedRupees(receipt.tendered)))}
      ${fact(say('paper.receipt.change'), code(groupedRupees(receipt.change)))}
    </div>
    <p class="note">${before}${code(receipt.rules)}${between}${typed(reference)}</p>`;
}

function fact(name: string, value: Piece): Html {
  return html`<p><b>${name}</b><span>${value}</span></p>`;
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
