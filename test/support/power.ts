import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectToCounter, type LoopbackClient } from '../../scripts/practice/counter-client.ts';
import { startCounterProcess, type CounterProcess } from '../../scripts/practice/counter-process.ts';
import { PRACTICE_FILE } from '../../src-main/hosts/practice-file.ts';
import type { CounterClient } from '../../src-shared/contract/counter.ts';
import { PIN, removeCounter, startTestCounter } from './counter.ts';

export interface Moment {
  readonly from: 'call' | 'reply';
  readonly delayMs: number;
}

/** A counter in a process of its own, whose plug a test pulls. Its folder was enrolled before its first start. */
export class PoweredCounter {
  readonly dataDir: string;
  kills = 0;
  #process: CounterProcess | undefined;
  #screen: LoopbackClient | undefined;

  private constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  static async enrolled(): Promise<PoweredCounter> {
    const dataDir = mkdtempSync(join(tmpdir(), 'powered-'));
    const { core } = await startTestCounter({ dataDir });
    await core.stop();
    // The process knows the rules that the tests' own counters know.
    const file = { centralUrl: 'http://127.0.0.1:9', code: 'none', pins: {}, rules: 'papers' };
    writeFileSync(join(dataDir, PRACTICE_FILE), JSON.stringify(file), { mode: 0o600 });
    return new PoweredCounter(dataDir);
  }

  get client(): CounterClient {
    if (this.#screen === undefined) throw new Error('the counter is off');
    return this.#screen.client;
  }

  async start(): Promise<void> {
    this.#process = await startCounterProcess({ dataDir: this.dataDir, practice: true });
    this.#screen = await connectToCounter(this.#process.url);
  }

  async signIn(staffId: string): Promise<void> {
    await this.client.session.signIn({ staffId, pin: PIN });
  }

  /**
   * SIGKILL, `delayMs` after the call was made or after it was answered; returns when the process is gone
   * and the call has ended, well or not.
   */
  async killDuring(call: Promise<unknown>, { from, delayMs }: Moment): Promise<void> {
    const ended = Promise.allSettled([call]);
    if (from === 'reply') await ended;
    const moment = performance.now() + delayMs;
    while (performance.now() < moment) await new Promise<void>((resolve) => void setImmediate(resolve));
    const child = this.#process!.child;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    await ended;
    this.#screen = undefined;
    this.kills += 1;
  }

  async stop(): Promise<void> {
    this.#screen?.close();
    this.#screen = undefined;
    await this.#process?.stop();
    this.#process = undefined;
  }

  destroy(): void {
    this.#process?.child.kill('SIGKILL');
    removeCounter(this.dataDir);
  }
}
