import type { DataFault } from './ptp-wire.ts';

/** Bad luck on the wire that a practice PTP camera can be told to have. Everything is off at first. */
export class PtpFaults {
  /** Takes commands and never answers. */
  silent = false;
  /** Pull the cable when this many bytes of data phases have been sent since it was set. */
  unplugAtByte: number | undefined;
  /** Pull the cable when this command arrives, before it does anything; once. */
  unplugAt: { readonly operation: number; readonly parameter?: number } | undefined;
  /** The next data container (of `nextDataOf`, if set) is damaged or sent in an odd way; once. */
  nextData: DataFault | undefined;
  nextDataOf: number | undefined;
  /** The next response (to `wrongResponseTo`, if set) has the transaction id of another; once. */
  wrongResponse = false;
  wrongResponseTo: number | undefined;
  /** The next bulk IN packet is answered with a stall; the halt stays until cleared. */
  stallNextIn = false;
  readonly #answers = new Map<number, { response: number; times: number; after: number }>();

  /** The next `times` runs of `operation` end in `response` without doing anything. */
  answer(operation: number, response: number, times: number): void {
    this.#answers.set(operation, { response, times, after: 0 });
  }

  /** The same, after `runs` of `operation` that are as they should be; once. */
  answerLater(operation: number, response: number, runs: number): void {
    this.#answers.set(operation, { response, times: 1, after: runs });
  }

  /** For the model: the answer to give instead, if any is due. */
  takeAnswer(operation: number): number | undefined {
    const answer = this.#answers.get(operation);
    if (answer === undefined || answer.times <= 0) return undefined;
    answer.after -= 1;
    if (answer.after >= 0) return undefined;
    answer.times -= 1;
    return answer.response;
  }

  /** For the model: is this the command at which the cable comes out? */
  takeUnplug(operation: number, parameters: readonly number[]): boolean {
    const at = this.unplugAt;
    const now = at?.operation === operation && (at.parameter === undefined || at.parameter === parameters[0]);
    if (now) this.unplugAt = undefined;
    return now;
  }

  /** For the model: is the response to `operation` to have a wrong transaction id? */
  takeWrongResponse(operation: number): boolean {
    if (!this.wrongResponse || (this.wrongResponseTo !== undefined && this.wrongResponseTo !== operation)) return false;
    this.wrongResponse = false;
    this.wrongResponseTo = undefined;
    return true;
  }

  /** For the model: what is to happen to a data container of `operation`. */
  takeData(operation: number): DataFault | undefined {
    if (this.nextDataOf !== undefined && this.nextDataOf !== operation) return undefined;
    const fault = this.nextData;
    this.nextData = undefined;
    this.nextDataOf = undefined;
    return fault;
  }
}
