/**
 * Runs tasks one after another, in the order asked; a failed task does not fail those behind it. For
 * what can do one thing at a time: a USB endpoint, a printer, a browser that makes papers, a PIN check.
 */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  async run<T>(task: () => Promise<T>): Promise<T> {
    const before = this.#last;
    this.#waiting += 1;
    const mine = before.then(() => {
      this.#waiting -= 1;
      return task();
    });
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /** Runs the task unless another waits to be started: for repeated looks, of which one is enough. */
  async runUnlessWaiting(task: () => Promise<void>): Promise<void> {
    if (this.#waiting === 0) await this.run(task);
  }

  /** Resolves when everything queued so far has ended, well or not. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
