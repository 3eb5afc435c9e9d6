import type { ErrorCode } from '../../../../src-shared/errors.ts';

/** One line of the table: a reply that matches means that fault. */
export interface ReplyMeaning {
  readonly reply: RegExp;
  readonly code: ErrorCode;
}

/**
 * What refusals mean, first match wins. Three sources: the single letters are the NACK codes of the Evolis
 * Programming Guide A5013 (`Pem` bit 4); `COVER OPEN`, `FEEDER EMPTY`, `ERR RIBBON`, `ERR RIBBON TYPE`, `ERROR MAGN`,
 * `ERR READ`, `ERR WRITE`, `ERR PARAMETRES` and the time-outs are what programs in the field wait for; the other
 * words are the names that the maker's SDK gives the states. A reply that is not in the table is kept as it came
 * and reported, so that a line can be added from the field.
 */
export const replyMeanings: readonly ReplyMeaning[] = [
  { reply: /^C$|COVER/i, code: 'printer.coverOpen' },
  { reply: /NEED CLEANING|CLEANING (REQUIRED|MANDATORY)/i, code: 'printer.cleaningNeeded' },
  { reply: /REJECT( BOX)? FULL/i, code: 'printer.rejectFull' },
  { reply: /(HOPPER|OUTPUT|STACKER) FULL/i, code: 'printer.hopperFull' },
  { reply: /^F$|FEEDER|HOPPER EMPTY/i, code: 'printer.feederEmpty' },
  { reply: /COOLING|HEAD TEMP|OVERHEAT/i, code: 'printer.headHot' },
  { reply: /RIBBON (TYPE|UNKNOWN|UNSUPPORTED)|(WRONG|BAD|UNSUPPORTED) RIBBON/i, code: 'printer.ribbonWrong' },
  { reply: /^R$|RIBBON/i, code: 'printer.ribbonOut' },
  { reply: /^[KDW]$|\bMAGN|ERR(OR)? (READ|WRITE)/i, code: 'printer.magneticFailed' },
  { reply: /^T$|ERR CARD|MECHANIC|JAM|TIME ?OUT|ERR(OR)? TIME/i, code: 'printer.jam' },
  { reply: /BUSY/i, code: 'printer.busy' },
  { reply: /^[12]$|ERR(OR)? (COMMAND|PARAM)/i, code: 'printer.rejected' },
];

/** What a reply to a command says: done, a known fault, or something nobody has met yet. */
export type ReplyVerdict =
  | { readonly kind: 'ok' }
  | { readonly kind: 'fault'; readonly code: ErrorCode }
  | { readonly kind: 'unknown'; readonly code: ErrorCode };

/** How a printer begins that answers in letters: all is well, or a letter says what is not. */
export const ACK = '\u0006';
export const NACK = '\u0015';

/**
 * `OK` is success and a reply that contains `ERR` an error (EVOLIS_REPLY_IS_OK and
 * EVOLIS_RC_PRINTER_EREPLY of the vendor's SDK headers); a printer that answers in letters sends ACK, or NACK and a
 * letter. Anything else unknown is not taken for success: a card must not count as printed on a guess.
 */
export function judgeReply(reply: string, meanings: readonly ReplyMeaning[] = replyMeanings): ReplyVerdict {
  if (reply === ACK || /^OK\b/i.test(reply)) return { kind: 'ok' };
  const text = reply.startsWith(NACK) ? reply.slice(1) : reply;
  const meaning = meanings.find((candidate) => candidate.reply.test(text));
  if (meaning !== undefined) return { kind: 'fault', code: meaning.code };
  return { kind: 'unknown', code: text.includes('ERR') ? 'printer.rejected' : 'printer.protocol' };
}

/** Does the reply say that the printer does not know the question? A bare `1` or `2` is an answer: a count. */
export function isUnknownQuery(reply: string): boolean {
  if (reply.startsWith(NACK)) return /^[12]/.test(reply.slice(1));
  return /ERR(OR)? (COMMAND|PARAM)/i.test(reply);
}

/** Is it how a command ends, well or not, rather than the answer to a question such as a model's name? */
export function isEndOfCommand(reply: string): boolean {
  const { kind } = judgeReply(reply);
  if (kind !== 'fault') return kind === 'ok';
  return reply.startsWith(NACK) || /^ERR|(OPEN|EMPTY|FULL|RIBBON|COOLING|CLEANING|BUSY)$/i.test(reply);
}
