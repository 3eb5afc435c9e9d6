import { html, type Html, type Piece } from './html.ts';
import type { Say } from './paper-words.ts';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => Piece;
  /** Figures stand flush right, left-to-right, in every language. */
  readonly figure?: true;
}

/** A table of a paper: `total` is its last row, set off; a table without rows says that there is nothing. */
export function paperTable<Row>(
  say: Say,
  columns: readonly Column<Row>[],
  { rows, total }: { readonly rows: readonly Row[]; readonly total?: readonly Piece[] },
): Html {
  const kind = ({ figure }: Column<Row>) => (figure === true ? 'n' : '');
  return html`<table>
    <thead>
      <tr>
        ${columns.map((column) => html`<th class="${kind(column)}">${column.head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${
        rows.length === 0
          ? html`<tr>
              <td class="nil" colspan="${columns.length}">${say('paper.nil')}</td>
            </tr>`
          : null
      }
      ${rows.map(
        (row) =>
          html`<tr>
            ${columns.map((column) => html`<td class="${kind(column)}">${column.cell(row)}</td>`)}
          </tr>`,
      )}
      ${
        total === undefined
          ? null
          : html`<tr class="total">
              ${columns.map((column, at) => html`<td class="${kind(column)}">${total[at] ?? null}</td>`)}
            </tr>`
      }
    </tbody>
  </table>`;
}
