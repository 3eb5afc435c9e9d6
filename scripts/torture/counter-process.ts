import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CounterStatus } from '../../src-shared/contract/counter/status.ts';
import { Identity } from '../../src-main/features/enrolment/identity.ts';
import { joinCentre } from '../../src-main/features/enrolment/join-centre.ts';
import { keyFileGuard, keyFileOf } from '../../src-main/store/keys/key-file-guard.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import type { Store } from '../../src-main/store/store.ts';
import { compileCache } from './compile-cache.ts';
import { plight, runs, tie } from './tied.ts';
import { within } from './within.ts';

const MAIN = join(import.meta.dirname, 'counter/main.ts');
const END_LIMIT_MS = 60_000;

/** A line of the child's. */
interface Said {
  readonly ready?: true;
  /** How many words were told to it by then. */
  readonly heard?: number;
  readonly saved?: readonly string[];
  readonly refused?: string;
  readonly fault?: string;
  /** Is it in the middle of a transaction? */
  readonly acting?: boolean;
  /** Batches and photos on their way to central. */
  readonly sending?: number;
  readonly counts?: CounterStatus['replay'];
  readonly link?: { readonly state: 'up' | 'down' | 'paused'; readonly fault: string | null };
  /** How often it did all the work it was given. */
  readonly rounds?: number;
  readonly offsetMs?: number | null;
  /** The last change of central's feed that is settled here. */
  readonly feed?: number;
  readonly rss?: number;
  readonly weighed?: Weight;
}

/** Bytes that a counter holds: in V8's heap and outside it for its objects, both after a collection, as a process, and in its log on disk. */
export interface Weight {
  readonly heap: number;
  readonly external: number;
  readonly rss: number;
  readonly log: number;
}

export interface StartOptions {
  readonly url?: string;
  readonly pieces?: number;
  readonly pause?: number;
  readonly photo?: number;
  readonly haste?: number;
  readonly 'call-ms'?: number;
  readonly offline?: boolean;
  readonly synchronous?: string;
  readonly checkpoint?: number;
  /** What stands before `node`: strace, faketime, fiu-run. */
  readonly wrapped?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** A counter of a torture run: a folder, and a process on it that comes and goes. */
export class CounterProcess {
  readonly dataDir: string;
  /** Everything that was ever called saved. */
  readonly saved = new Set<string>();
  readonly refused: string[] = [];
  readonly faults: string[] = [];
  last: Said = {};
  kills = 0;
  /** What it said last each time it ended by itself. */
  readonly deaths: string[] = [];
  #told = 0;
  #over = false;
  #ending = false;
  #child: ChildProcess | undefined;
  #errors = '';
  readonly #watchers = new Set<() => void>();

  constructor(dataDir = mkdtempSync(join(tmpdir(), 'torture-counter-'))) {
    this.dataDir = dataDir;
  }

  async enrol({ url, code }: { url: string; code: string }): Promise<void> {
    const { store, escrow } = await openStore({ dataDir: this.dataDir, guard: keyFileGuard(keyFileOf(this.dataDir)) });
    try {
      await joinCentre({ identity: new Identity(store), escrow, fetch }, { centralUrl: url, code });
    } finally {
      store.close();
    }
  }

  start({ wrapped = [], env = {}, ...options }: StartOptions): void {
    if (this.#over) throw new Error('the counter is not wanted any more');
    const given = { dataDir: this.dataDir, ...options };
    const names: Readonly<Record<string, string>> = { dataDir: 'data-dir' };
    const flags = Object.entries(given).flatMap(([name, value]) => {
      if (value === false) return [];
      return value === true ? [`--${name}`] : [`--${names[name] ?? name}`, String(value)];
    });
    const [program = process.execPath, ...rest] = [...wrapped, process.execPath, MAIN, ...flags];
    const child = spawn(program, rest, { env: { ...process.env, ...compileCache, ...env }, stdio: 'pipe' });
    tie(child);
    child.stdin.on('error', () => undefined);
    this.#child = child;
    this.#ending = false;
    this.last = {};
    this.#told = 0;
    this.#errors = '';
    child.stderr.on('data', (text) => (this.#errors = `${this.#errors}${String(text)}`.slice(-2_000)));
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line));
    child.on('exit', (code, signal) => {
      if (!this.#ending) this.deaths.push(`${code ?? signal} ${this.#errors}`);
      this.#changed();
    });
  }

  get running(): boolean {
    return runs(this.#child);
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  tell(word: 'rest' | 'work' | 'hurry' | 'weigh'): void {
    this.#told += 1;
    this.#child?.stdin?.write(`${word}\n`);
  }

  /** Waits for something (`what`) the child says; rejects when it ends first, or with what it said last. */
  async until(isThere: (counter: this) => boolean, limitMs = 60_000, what = 'what was waited for'): Promise<void> {
    if (isThere(this)) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = (): void => {
      if (isThere(this)) resolve();
      else if (!this.running) reject(new Error(`the counter ended before ${what}: ${this.#errors}`));
    };
    const timer = setTimeout(() => {
      const child = this.#child;
      const said = `${JSON.stringify(this.last)} ${this.#errors} (${child === undefined ? 'not started' : plight(child)})`;
      reject(new Error(`a counter: ${what}: not within ${limitMs / 1000} s, it said last ${said}`));
    }, limitMs);
    this.#watchers.add(look);
    try {
      look();
      await promise;
    } finally {
      clearTimeout(timer);
      this.#watchers.delete(look);
    }
  }

  /** All sent, all settled, every photo confirmed. */
  get quiet(): boolean {
    return this.left === 0;
  }

  /** Entries and photos that wait for something; not known before it has heard all that it was told. */
  get left(): number {
    const { counts, heard = 0 } = this.last;
    return counts === undefined || heard < this.#told
      ? Infinity
      : counts.unsent + counts.unsettled + counts.blobsWaiting;
  }

  /** SIGKILL; what it had said by then counts. */
  async kill(): Promise<void> {
    if (await this.#end('SIGKILL')) this.kills += 1;
  }

  async stop(): Promise<void> {
    await this.#end('end of input');
  }

  /** Ends it for good, with its folder: a start that is under way elsewhere comes to nothing. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#end('SIGKILL');
    this.remove();
  }

  async #end(how: 'SIGKILL' | 'end of input'): Promise<boolean> {
    const child = this.#child;
    if (!runs(child)) return false;
    this.#ending = true;
    const closed = once(child, 'close');
    if (how === 'SIGKILL') child.kill(how);
    else child.stdin?.end();
    await within('a counter ends', END_LIMIT_MS, closed).catch((error) => {
      child.kill('SIGKILL');
      throw error;
    });
    return true;
  }

  async open(): Promise<Store> {
    const { store } = await openStore({ dataDir: this.dataDir, guard: keyFileGuard(keyFileOf(this.dataDir)) });
    return store;
  }

  /** What was called saved and is not in the journal. */
  lostFrom(store: Store): number {
    const there = new Set<string>(store.all(store.sql.selectFrom('journal').select('id')).map((row) => row.id));
    return [...this.saved].filter((id) => !there.has(id)).length;
  }

  remove(): void {
    for (const folder of [this.dataDir, `${this.dataDir}.keys`]) rmSync(folder, { recursive: true, force: true });
  }

  #hear(line: string): void {
    let said: Said;
    try {
      said = JSON.parse(line) as Said;
    } catch {
      // Cut by the kill.
      return;
    }
    for (const id of said.saved ?? []) this.saved.add(id);
    if (said.refused !== undefined) this.refused.push(said.refused);
    if (said.fault !== undefined) this.faults.push(said.fault);
    this.last = { ...this.last, ...said };
    this.#changed();
  }

  #changed(): void {
    for (const watch of this.#watchers) watch();
  }
}
