import { Fault } from '../../../src-shared/errors.ts';
import type { PaperPort } from '../../counter.ts';
import { SerialQueue } from '../../serial-queue.ts';
import { getChromium } from './chromium.ts';
import type { DevtoolsPipe } from './devtools-pipe.ts';
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
 * unencrypted. Scripts are off and the network is cut, so a page can only be what it holds itself.
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

  toPdf(html: string): Promise<Uint8Array> {
    return this.#queue.run(() => this.#print(html));
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

  async #print(html: string): Promise<Uint8Array> {
    const browser = this.#takeSpare() ?? new PaperBrowser(this.#find());
    try {
      return await browser.work((pipe) => printPage(pipe, html), this.#timeLimit);
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

async function printPage(pipe: DevtoolsPipe, html: string): Promise<Uint8Array> {
  const { targetId } = await pipe.call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await pipe.call('Target.attachToTarget', { targetId, flatten: true });
  const page = (method: string, params?: Readonly<Record<string, unknown>>) =>
    pipe.call(method, params, String(sessionId));
  await page('Emulation.setScriptExecutionDisabled', { value: true });
  await page('Network.enable');
  const cut = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 };
  await page('Network.emulateNetworkConditions', cut);
  await page('Page.enable');
  const { frameTree } = await page('Page.getFrameTree');
  const frameId = (frameTree as { frame: { id: string } }).frame.id;
  const loaded = pipe.event('Page.loadEventFired', String(sessionId));
  await Promise.all([page('Page.setDocumentContent', { frameId, html }), loaded]);
  const { data } = await page('Page.printToPDF', { preferCSSPageSize: true, printBackground: true });
  return Buffer.from(String(data), 'base64');
}
