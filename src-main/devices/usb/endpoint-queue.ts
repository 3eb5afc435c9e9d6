/**
 * Runs tasks one after another. An endpoint carries one transfer at a time: a second one, started
 * while the first is under way, is refused by the `usb` library with a misleading message, so
 * callers queue here instead. A failed task does not fail those behind it.
 */
export class EndpointQueue {
  #tail: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(task);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Resolves when everything queued so far has ended, well or not. */
  async idle(): Promise<void> {
    await this.#tail;
  }
}
