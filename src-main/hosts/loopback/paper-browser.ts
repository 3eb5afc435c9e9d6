import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { chromiumSwitches } from './chromium.ts';
import { DevtoolsPipe } from './devtools-pipe.ts';

/** A browser for one paper, without a window and with a profile of its own; it leaves nothing behind, however it ends. */
export class PaperBrowser {
  readonly #profile = mkdtempSync(join(tmpdir(), 'parwana-paper-'));
  readonly #child: ChildProcess;
  readonly #pipe: DevtoolsPipe;
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
    this.#pipe = new DevtoolsPipe(this.#child.stdio[3] as Writable, this.#child.stdio[4] as Readable);
  }

  /** Works with it for at most `limit` ms. Rejects when it ends, or never started. */
  async work<Value>(task: (pipe: DevtoolsPipe) => Promise<Value>, limit: number): Promise<Value> {
    const { promise: tooLong, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`no PDF after ${limit} ms`)), limit);
    const failed = this.ended.then((why) => Promise.reject(new Error(why)));
    try {
      return await Promise.race([task(this.#pipe), failed, tooLong]);
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
