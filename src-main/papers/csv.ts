export type Cell = string | number | Amount;

/** Money in a table of figures, paisa; written as rupees with two decimals. */
interface Amount {
  readonly paisa: number;
}

/** Spreadsheet programs take a file in another encoding than UTF-8 unless it begins with this mark. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A comma-separated file (RFC 4180: CRLF, quotes doubled, as many fields in every record). A text that a
 * spreadsheet would run as a formula (OWASP, "CSV Injection") gets an apostrophe before it, which shows it
 * as text; numbers are the product's own and stay numbers, also negative ones.
 */
export function csv(records: readonly (readonly Cell[])[]): string {
  const width = Math.max(0, ...records.map((record) => record.length));
  const lines = records.map((record) => Array.from({ length: width }, (_, at) => field(record[at] ?? '')).join(','));
  return BYTE_ORDER_MARK + lines.map((line) => `${line}\r\n`).join('');
}

function field(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  if (typeof cell !== 'string') return (cell.paisa / 100).toFixed(2);
  const text = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
