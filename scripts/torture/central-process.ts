import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { compileCache } from './compile-cache.ts';

/** Seals the keys of centrals that live for one run. */
export const SECRET = 'a secret of the tests, long enough to seal';

const MAIN = join(import.meta.dirname, '../central.ts');

/** `npm run central` as a process that comes and goes, on one port. */
export class CentralProcess {
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;
  #port = 0;
  kills = 0;

  constructor(databaseUrl: string, env: NodeJS.ProcessEnv = {}) {
    this.#env = { DATABASE_URL: databaseUrl, PARWANA_CENTRAL_SECRET: SECRET, ...env };
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts and waits until it answers. Rejects when it ends first, e.g. while the database is away. */
  async start(): Promise<void> {
    const env = { ...process.env, ...compileCache, ...this.#env, PARWANA_CENTRAL_PORT: String(this.#port) };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    let errors = '';
    child.stderr.on('data', (text) => (errors = `${errors}${String(text)}`.slice(-2_000)));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /^Central answers at http:\/\/127\.0\.0\.1:(\d+)$/.exec(line)?.[1];
      if (port === undefined) return;
      this.#port = Number(port);
      resolve();
    });
    child.once('exit', () => reject(new Error(`central ended: ${errors}`)));
    await promise;
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    this.kills += 1;
  }
}
