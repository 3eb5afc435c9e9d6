import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import type { CounterClient } from '../../src-shared/contract/counter.ts';
import { connectToCounter, type LoopbackClient } from '../practice/counter-client.ts';
import { startCounterProcess, type CounterProcess } from '../practice/counter-process.ts';

/** Thrown into whatever was under way when the plug was pulled. */
export class PlugPulled extends Error {}

/** The counter of a rehearsal: a real process that can be killed at any moment and started again. */
export class CounterUnderTest {
  readonly #dataDir: string;
  readonly #pins: Readonly<Record<string, string>>;
  #process: CounterProcess | undefined;
  #screen: LoopbackClient | undefined;
  kills = 0;

  constructor(dataDir: string, pins: Readonly<Record<string, string>>) {
    this.#dataDir = dataDir;
    this.#pins = pins;
  }

  get client(): CounterClient {
    if (this.#screen === undefined) throw new PlugPulled();
    return this.#screen.client;
  }

  async start(): Promise<void> {
    this.#process = await startCounterProcess({ dataDir: this.#dataDir, practice: true });
    this.#screen = await connectToCounter(this.#process.url);
  }

  async signIn(staffId: string): Promise<void> {
    await this.client.session.signIn({ staffId, pin: this.#pins[staffId] ?? '' });
  }

  /** SIGKILL while `work` is under way, after `delayMs`; the work's answer, if any came before, is lost with the screen. */
  async killDuring(work: Promise<unknown>, delayMs: number): Promise<void> {
    const child = this.#process?.child;
    if (child === undefined) return;
    const outcome = work.then(
      () => undefined,
      () => undefined,
    );
    await after(delayMs);
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    this.#screen?.close();
    this.#screen = undefined;
    this.kills += 1;
    await Promise.race([outcome, after(50)]);
  }

  async stop(): Promise<void> {
    this.#screen?.close();
    this.#screen = undefined;
    await this.#process?.stop();
  }
}
