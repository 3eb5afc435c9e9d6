import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compileCache } from './compile-cache.ts';
import { freePort } from './free-port.ts';
import { plight, runs, tie } from './tied.ts';
import { within } from './within.ts';

/** Seals the keys of centrals that live for one run. */
export const SECRET = 'a secret of the tests, long enough to seal';

const MAIN = join(import.meta.dirname, '../central.ts');
const START_LIMIT_MS = 60_000;

/** `npm run central` as a process that comes and goes, on one port. */
export class CentralProcess {
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #port = 0;
  #over = false;
  #stopping = false;
  kills = 0;
  /** What it said last each time it ended by itself after it had answered: a central outlives its database. */
  readonly deaths: string[] = [];

  constructor(databaseUrl: string, env: NodeJS.ProcessEnv = {}) {
    this.#env = { DATABASE_URL: databaseUrl, PARWANA_CENTRAL_SECRET: SECRET, ...env };
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get running(): boolean {
    return runs(this.#child);
  }

  /** Starts and waits until it answers. Rejects when it ends first, e.g. while the database is away, and when it is late. */
  async start(): Promise<void> {
    if (this.#over) throw new Error('central is not wanted any more');
    this.#port ||= await freePort();
    const env = { ...process.env, ...compileCache, ...this.#env, PARWANA_CENTRAL_PORT: String(this.#port) };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    tie(child);
    this.#child = child;
    this.#stopping = false;
    let [errors, answered] = ['', false];
    child.stderr.on('data', (text) => (errors = `${errors}${String(text)}`.slice(-2_000)));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line !== `Central answers at ${this.url}`) return;
      answered = true;
      resolve();
    });
    child.once('exit', (code, signal) => {
      if (answered && !this.#stopping && signal !== 'SIGKILL') this.deaths.push(`${code ?? signal} ${errors}`);
      reject(new Error(`central ended: ${errors}`));
    });
    try {
      await within('central answers', START_LIMIT_MS, promise);
    } catch (error) {
      const late = runs(child) ? ` (${plight(child)})` : '';
      await this.#end();
      throw new Error(`${error instanceof Error ? error.message : String(error)}${late}`, { cause: error });
    }
  }

  async kill(): Promise<void> {
    if (await this.#end()) this.kills += 1;
  }

  /** Lets it finish and end by itself, as a service manager would. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!runs(child)) return;
    this.#stopping = true;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await within('central ends', START_LIMIT_MS, gone);
  }

  /** Ends it for good: a start that is under way elsewhere comes to nothing. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#end();
  }

  async #end(): Promise<boolean> {
    const child = this.#child;
    if (!runs(child)) return false;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    return true;
  }
}
