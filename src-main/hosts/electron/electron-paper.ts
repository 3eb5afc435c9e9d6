import { BrowserWindow, session } from 'electron';
import { Fault } from '../../../src-shared/errors.ts';
import type { PaperPort } from '../../counter.ts';
import { SerialQueue } from '../../serial-queue.ts';

export const PAPER_SCHEME = 'paper';
const TIME_LIMIT_MS = 60_000;
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/**
 * Prints papers in a window that nobody sees, one at a time: sandboxed, without scripts, in a session
 * that lives in memory and can fetch nothing but the paper itself. A paper is served rather than put
 * into the address, for its fonts make it longer than Chromium lets an address be.
 */
export class ElectronPaper implements Pick<PaperPort, 'toPdf'> {
  readonly #queue = new SerialQueue();
  #page = '';
  #ready = false;

  toPdf(html: string): Promise<Uint8Array> {
    return this.#queue.run(() => this.#print(html));
  }

  async #print(html: string): Promise<Uint8Array> {
    this.#page = html;
    const { promise: tooLong, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`no PDF after ${TIME_LIMIT_MS} ms`)), TIME_LIMIT_MS);
    const window = this.#window();
    try {
      window.webContents.on('render-process-gone', (_event, { reason }) => reject(new Error(reason)));
      const printed = window
        .loadURL(`${PAPER_SCHEME}://paper/`)
        .then(() => window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }));
      return await Promise.race([printed, tooLong]);
    } catch (error) {
      throw new Fault('report.rendererFailed', {}, { cause: error });
    } finally {
      clearTimeout(timer);
      this.#page = '';
      window.destroy();
    }
  }

  #window(): BrowserWindow {
    const own = session.fromPartition('parwana-paper', { cache: false });
    if (!this.#ready) {
      own.protocol.handle(PAPER_SCHEME, () => this.#answer());
      own.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !/^(paper|data):/.test(url) }));
      own.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
      this.#ready = true;
    }
    const webPreferences = {
      session: own,
      sandbox: true,
      contextIsolation: true,
      javascript: false,
      spellcheck: false,
    };
    return new BrowserWindow({
      show: false,
      webPreferences: { ...webPreferences, webSecurity: true, devTools: false },
    });
  }

  #answer(): Response {
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
    return new Response(this.#page, { headers });
  }
}
