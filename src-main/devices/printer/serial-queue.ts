/** Runs one task after another, in the order asked. */
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
}
