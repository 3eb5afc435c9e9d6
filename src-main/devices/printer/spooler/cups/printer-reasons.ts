import type { ErrorCode } from '../../../../../src-shared/errors.ts';

/** Keywords of printer-state-reasons (RFC 8011, 5.4.12, and PWG 5100.9) that a person can act on. */
const meanings: ReadonlyMap<string, ErrorCode> = new Map([
  ['media-empty', 'printer.feederEmpty'],
  ['media-needed', 'printer.feederEmpty'],
  ['media-jam', 'printer.jam'],
  ['cover-open', 'printer.coverOpen'],
  ['door-open', 'printer.coverOpen'],
  ['interlock-open', 'printer.coverOpen'],
  ['marker-supply-empty', 'printer.ribbonOut'],
  ['marker-supply-missing', 'printer.ribbonOut'],
  ['toner-empty', 'printer.ribbonOut'],
  ['output-area-full', 'printer.hopperFull'],
  ['fuser-over-temp', 'printer.headHot'],
  ['offline', 'printer.absent'],
  ['shutdown', 'printer.absent'],
  ['timed-out', 'printer.absent'],
]);

/** The first reason that keeps it from printing. Warnings and reports do not; without a severity it does. */
export function faultOf(reasons: readonly string[]): ErrorCode | undefined {
  for (const reason of reasons) {
    const [, keyword = '', severity] = /^(.*?)(?:-(error|warning|report))?$/.exec(reason) ?? [];
    const meaning = meanings.get(keyword);
    if (meaning !== undefined && severity !== 'warning' && severity !== 'report') return meaning;
  }
  return undefined;
}
