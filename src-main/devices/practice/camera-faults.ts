import type { DataFault } from './ptp-wire.ts';

/** Bad luck that a practice camera can be told to have. Everything is off at first. */
export class CameraFaults {
  /** The lens finds nothing to focus on. */
  noFocus = false;
  /** Takes commands and never answers. */
  silent = false;
  /** Hangs: says that it is busy and answers no command, until this was done to it. */
  stuckUntil: 'deviceReset' | 'portReset' | 'powerOff' | undefined;
  /** Refuses every release: the battery is nearly empty. */
  batteryLow = false;
  /** Refuses every release: the cover is over the lens. */
  lensCovered = false;
  /** Has no card in its slot, and releases nothing without one, as the 1300D does. */
  noCard = false;
  /** Answers "busy" to that many releases after each picture, as the 2000D does. */
  busyAfterShot = 0;
  /** Keeps no promise to stay on: switches itself off although it is told not to. */
  deafToKeepOn = false;
  /** How long a body needs for one frame of the viewfinder, ms. */
  frameMs = 33;
  /**
   * After so many questions in a row that came too early (less than 25 ms after the one before) the
   * viewfinder stays dark until it is switched off and on.
   */
  floodedAfter = Infinity;
  /** Pull the cable when this many bytes of pictures have been sent since it was set. */
  unplugAtByte: number | undefined;
  /** What happens elsewhere when this many bytes of pictures have been sent since it was set; once. */
  whenSent: { bytes: number; readonly happens: () => void } | undefined;
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
  readonly #answers = new Map<number, { response: number; times: number }>();

  /** The next `times` runs of `operation` end in `response` without doing anything. */
  answer(operation: number, response: number, times: number): void {
    this.#answers.set(operation, { response, times });
  }

  /** For the model: the answer to give instead, if any is due. */
  takeAnswer(operation: number): number | undefined {
    const answer = this.#answers.get(operation);
    if (answer === undefined || answer.times <= 0) return undefined;
    answer.times -= 1;
    return answer.response;
  }

  /** For the model: is the response to `operation` to have a wrong transaction id? */
  takeWrongResponse(operation: number): boolean {
    if (!this.wrongResponse || (this.wrongResponseTo !== undefined && this.wrongResponseTo !== operation)) return false;
    this.wrongResponse = false;
    this.wrongResponseTo = undefined;
    return true;
  }

  /** For the model: is this the command at which the cable comes out? */
  takeUnplug(operation: number, parameters: readonly number[]): boolean {
    const at = this.unplugAt;
    const now = at?.operation === operation && (at.parameter === undefined || at.parameter === parameters[0]);
    if (now) this.unplugAt = undefined;
    return now;
  }

  /** For the model: so many bytes more of a picture are on their way. */
  pictureSent(bytes: number): void {
    const due = this.whenSent;
    if (due === undefined) return;
    due.bytes -= bytes;
    if (due.bytes > 0) return;
    this.whenSent = undefined;
    due.happens();
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
