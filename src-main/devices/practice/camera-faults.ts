/** Bad luck that a practice camera can be told to have. Everything is off at first. */
export class CameraFaults {
  /** The lens finds nothing to focus on. */
  noFocus = false;
  /** Takes commands and never answers. */
  silent = false;
  /** Pull the cable when this many bytes of pictures have been sent since it was set. */
  unplugAtByte: number | undefined;
  /** The next data container is damaged or sent in an odd way; once. */
  nextData: 'cut' | 'wrongTransaction' | 'splitHeader' | 'unknownLength' | undefined;
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
}
