import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { Fault } from '../../../src-shared/errors.ts';
import type { PaperPort } from '../../counter.ts';
import { SerialQueue } from '../../serial-queue.ts';
import { chromiumSwitches, getChromium } from './chromium.ts';
import { DevtoolsPipe } from './devtools-pipe.ts';

const TIME_LIMIT_MS = 60_000;

/**
 * Prints papers with the PC's own Chromium, Chrome or Edge, one at a time, each in a browser of its own
 * that lives as long as the print. The page travels over a pipe: the names on it never touch the disk
 * unencrypted. Scripts are off and the network is cut, so a page can only be what it holds itself.
 */
export class ChromiumPaper implements PaperPort {
  readonly #queue = new SerialQueue();
  readonly #find: () => string;
  readonly #timeLimit: number;

  /** `find` gives the browser's program file or throws; `timeLimit` in ms. */
  constructor({ find = getChromium, timeLimit = TIME_LIMIT_MS }: { find?: () => string; timeLimit?: number } = {}) {
    this.#find = find;
    this.#timeLimit = timeLimit;
  }

  toPdf(html: string): Promise<Uint8Array> {
    return this.#queue.run(() => this.#print(html));
  }

  async #print(html: string): Promise<Uint8Array> {
    const program = this.#find();
    const profile = await mkdtemp(join(tmpdir(), 'parwana-paper-'));
    try {
      return await inBrowser({ program, profile, timeLimit: this.#timeLimit }, (pipe) => printPage(pipe, html));
    } catch (error) {
      throw new Fault('report.rendererFailed', {}, { cause: error });
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(() => undefined);
    }
  }
}

interface BrowserRun {
  readonly program: string;
  readonly profile: string;
  readonly timeLimit: number;
}

/** Starts a browser, works with it, and leaves none behind, however the work ends. */
async function inBrowser<Value>(
  { program, profile, timeLimit }: BrowserRun,
  work: (pipe: DevtoolsPipe) => Promise<Value>,
): Promise<Value> {
  const switches = [...chromiumSwitches(profile), '--headless', '--disable-gpu', '--remote-debugging-pipe'];
  // A process group of its own, so that its helper processes end with it.
  const browser = spawn(program, [...switches, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const ended = endOf(browser);
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no PDF after ${timeLimit} ms`)), timeLimit);
  try {
    const pipe = new DevtoolsPipe(browser.stdio[3] as Writable, browser.stdio[4] as Readable);
    const failed = ended.then((why) => Promise.reject(new Error(why)));
    return await Promise.race([work(pipe), failed, tooLong]);
  } finally {
    clearTimeout(timer);
    kill(browser);
    await ended;
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

/** Resolves, never rejects, with how the process ended or why it did not start. */
async function endOf(browser: ChildProcess): Promise<string> {
  try {
    const [code, signal] = (await once(browser, 'exit')) as [number | null, string | null];
    return `the browser ended: ${code ?? signal}`;
  } catch (error) {
    return `the browser did not start: ${error instanceof Error ? error.message : 'unknown'}`;
  }
}

function kill(browser: ChildProcess): void {
  const { pid } = browser;
  if (pid === undefined || browser.exitCode !== null || browser.signalCode !== null) return;
  try {
    if (process.platform === 'win32') browser.kill('SIGKILL');
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}
