import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { chromiumSwitches } from './chromium.ts';
import { DevtoolsPipe } from './devtools-pipe.ts';

/**
 * A browser for one paper, without a window and with a profile of its own; it leaves nothing behind, however it ends. Its
 * page is made ready at once: scripts off, the network cut, so that a page can only be what it holds itself.
 */
export class PaperBrowser {
  readonly #profile = mkdtempSync(join(tmpdir(), 'parwana-paper-'));
  readonly #child: ChildProcess;
  readonly #page: Promise<BlankPage>;
  /** Resolves, never rejects, with how the process ended or why it did not start. */
  readonly ended: Promise<string>;

  constructor(program: string) {
    const switches = [...chromiumSwitches(this.#profile), '--headless', '--disable-gpu', '--remote-debugging-pipe'];
    // A process group of its own, so that its helper processes end with it; it ends by itself when the pipe does.
    this.#child = spawn(program, [...switches, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.ended = endOf(this.#child);
    const pipe = new DevtoolsPipe(this.#child.stdio[3] as Writable, this.#child.stdio[4] as Readable);
    this.#page = openPage(pipe);
    // Whoever prints is told.
    this.#page.catch(() => undefined);
  }

  /** Prints for at most `limit` ms. Rejects when it ends, or never started. */
  async print(html: string, limit: number): Promise<Uint8Array> {
    const { promise: tooLong, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`no PDF after ${limit} ms`)), limit);
    const failed = this.ended.then((why) => Promise.reject(new Error(why)));
    try {
      return await Promise.race([this.#page.then((page) => printPage(page, html)), failed, tooLong]);
    } finally {
      clearTimeout(timer);
    }
  }

  async end(): Promise<void> {
    kill(this.#child);
    await this.ended;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(() => undefined);
  }
}

/** An empty page and how to command it. */
interface BlankPage {
  readonly call: DevtoolsPipe['call'];
  readonly loaded: () => Promise<unknown>;
  readonly frameId: string;
}

async function openPage(pipe: DevtoolsPipe): Promise<BlankPage> {
  const { targetId } = await pipe.call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await pipe.call('Target.attachToTarget', { targetId, flatten: true });
  const call: DevtoolsPipe['call'] = (method, params) => pipe.call(method, params, String(sessionId));
  await call('Emulation.setScriptExecutionDisabled', { value: true });
  await call('Network.enable');
  const cut = { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 };
  await call('Network.emulateNetworkConditions', cut);
  await call('Page.enable');
  const { frameTree } = await call('Page.getFrameTree');
  const frameId = (frameTree as { frame: { id: string } }).frame.id;
  return { call, frameId, loaded: () => pipe.event('Page.loadEventFired', String(sessionId)) };
}

async function printPage({ call, loaded, frameId }: BlankPage, html: string): Promise<Uint8Array> {
  await Promise.all([call('Page.setDocumentContent', { frameId, html }), loaded()]);
  const { data } = await call('Page.printToPDF', { preferCSSPageSize: true, printBackground: true });
  return Buffer.from(String(data), 'base64');
}

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
