import type { ErrorCode } from '../../../../src-shared/errors.ts';

/** One line of the table: a reply that matches means that fault. */
export interface ReplyMeaning {
  readonly reply: RegExp;
  readonly code: ErrorCode;
}

/**
 * What refusals mean, first match wins. The single letters are the ACK/NACK codes of the Evolis
 * Programming Guide A5013 (`Pem` bit 4). The guide does not list the texts of host-managed errors;
 * the words here are those its sensors and error classes are named by. A reply that is not in the
 * table is kept as it came and reported, so that a line can be added from the field.
 */
export const replyMeanings: readonly ReplyMeaning[] = [
  { reply: /^C$|COVER/i, code: 'printer.coverOpen' },
  { reply: /^F$|FEEDER|HOPPER EMPTY/i, code: 'printer.feederEmpty' },
  { reply: /RIBBON (TYPE|UNKNOWN|UNSUPPORTED)|(WRONG|BAD|UNSUPPORTED) RIBBON/i, code: 'printer.ribbonWrong' },
  { reply: /^R$|RIBBON/i, code: 'printer.ribbonOut' },
  { reply: /^T$|ERR CARD|MECHANIC|JAM/i, code: 'printer.jam' },
  { reply: /BUSY/i, code: 'printer.busy' },
  { reply: /^[12]$|ERR (COMMAND|PARAM)/i, code: 'printer.rejected' },
];

/** What a reply to a command says: done, a known fault, or something nobody has met yet. */
export type ReplyVerdict =
  | { readonly kind: 'ok' }
  | { readonly kind: 'fault'; readonly code: ErrorCode }
  | { readonly kind: 'unknown'; readonly code: ErrorCode };

/**
 * `OK` is success and a reply that contains `ERR` an error (EVOLIS_REPLY_IS_OK and
 * EVOLIS_RC_PRINTER_EREPLY of the vendor's SDK headers). Anything else unknown is not taken for
 * success either: a card must not count as printed on a guess.
 */
export function judgeReply(reply: string, meanings: readonly ReplyMeaning[] = replyMeanings): ReplyVerdict {
  if (/^OK\b/.test(reply)) return { kind: 'ok' };
  const meaning = meanings.find((candidate) => candidate.reply.test(reply));
  if (meaning !== undefined) return { kind: 'fault', code: meaning.code };
  return { kind: 'unknown', code: reply.includes('ERR') ? 'printer.rejected' : 'printer.protocol' };
}
