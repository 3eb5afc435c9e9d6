import { Fault } from '../../../src-shared/errors.ts';
import type { PaperPort } from '../../counter.ts';
import { SerialQueue } from '../../serial-queue.ts';
import { getChromium } from './chromium.ts';
import { PaperBrowser } from './paper-browser.ts';

const TIME_LIMIT_MS = 60_000;
/** How long a browser that was started ahead waits for a paper. */
const WAIT_LIMIT_MS = 300_000;

export interface ChromiumPaperOptions {
  /** Gives the browser's program file or throws. */
  readonly find?: () => string;
  /** Longest a print takes, ms. */
  readonly timeLimit?: number;
  /** Longest a browser that was started ahead waits, ms; 0: none is. */
  readonly waitLimit?: number;
}

/**
 * Prints papers with the PC's own Chromium, Chrome or Edge, one at a time, each in a browser of its own
 * that ends with the print. The page travels over a pipe: the names on it never touch the disk
 * unencrypted.
 */
export class ChromiumPaper implements PaperPort {
  readonly #queue = new SerialQueue();
  readonly #find: () => string;
  readonly #timeLimit: number;
  readonly #waitLimit: number;
  /** Started ahead for the next print. */
  #spare: { readonly browser: PaperBrowser; readonly timer: NodeJS.Timeout } | undefined;

  constructor({ find = getChromium, timeLimit = TIME_LIMIT_MS, waitLimit = WAIT_LIMIT_MS }: ChromiumPaperOptions = {}) {
    this.#find = find;
    this.#timeLimit = timeLimit;
    this.#waitLimit = waitLimit;
  }

  /** Answers as soon as the paper is there; the next one waits until its browser is gone. */
  toPdf(html: string): Promise<Uint8Array> {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    this.#queue.run(() => this.#print(html, resolve)).catch(reject);
    return promise;
  }

  prepare(): void {
    if (this.#spare !== undefined || this.#waitLimit === 0) return;
    let browser: PaperBrowser;
    try {
      browser = new PaperBrowser(this.#find());
    } catch {
      // Whoever prints is told.
      return;
    }
    const timer = setTimeout(() => void this.#dismiss(), this.#waitLimit);
    timer.unref();
    this.#spare = { browser, timer };
    void browser.ended.then(() => (this.#spare?.browser === browser ? this.#dismiss() : undefined));
  }

  async stop(): Promise<void> {
    await Promise.all([this.#queue.run(() => Promise.resolve()), this.#dismiss()]);
  }

  async #print(html: string, printed: (pdf: Uint8Array) => void): Promise<void> {
    const browser = this.#takeSpare() ?? new PaperBrowser(this.#find());
    try {
      printed(await browser.print(html, this.#timeLimit));
    } catch (error) {
      throw new Fault('report.rendererFailed', {}, { cause: error });
    } finally {
      await browser.end();
    }
  }

  #takeSpare(): PaperBrowser | undefined {
    const spare = this.#spare;
    this.#spare = undefined;
    clearTimeout(spare?.timer);
    return spare?.browser;
  }

  async #dismiss(): Promise<void> {
    await this.#takeSpare()?.end();
  }
}
