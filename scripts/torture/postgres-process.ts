import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src-central/database/embedded.ts';
import { findBinaries } from '../../src-central/database/postgres-binaries.ts';
import { freePort } from './free-port.ts';
import { runs, tie } from './tied.ts';
import { within } from './within.ts';

const START_LIMIT_MS = 60_000;
const CONNECT_LIMIT_MS = 2_000;
const STOP_LIMIT_MS = 10_000;

/** Of a recovery, syncing each of 1,500 files takes seconds, and on a busy disk a minute; one call does the same. */
const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=on',
  'recovery_init_sync_method=syncfs',
];

/** A real PostgreSQL with fsync on, on one port, that can be killed whole and started again. */
export class PostgresProcess {
  readonly folder: string;
  readonly #port: number;
  readonly #program: string;
  readonly #owner: { uid: number; gid: number } | undefined;
  #child: ChildProcess | undefined;
  #over = false;
  #answering = false;
  kills = 0;

  private constructor(parts: { folder: string; port: number; program: string; owner?: { uid: number; gid: number } }) {
    this.folder = parts.folder;
    this.#port = parts.port;
    this.#program = parts.program;
    this.#owner = parts.owner;
  }

  static async create(): Promise<PostgresProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'torture-postgres-'));
    const embedded = await startEmbeddedPostgres(folder);
    await embedded.urlOf('parwana');
    await embedded.stop();
    const { uid, gid } = statSync(join(folder, 'cluster'));
    const owner = process.getuid?.() === 0 ? { uid, gid } : undefined;
    const { postgres: program } = await findBinaries(owner ?? null);
    const port = await freePort();
    const made = new PostgresProcess({ folder, port, program, ...(owner === undefined ? {} : { owner }) });
    try {
      await made.start();
    } catch (error) {
      await made.stop();
      throw error;
    }
    return made;
  }

  /** Has it answered since it was started last? */
  get answering(): boolean {
    return this.#answering && runs(this.#child);
  }

  get url(): string {
    return this.urlOf('parwana');
  }

  urlOf(database: string): string {
    const password = readFileSync(join(this.folder, 'postgres.password'), 'utf8').trim();
    return `postgres://parwana:${password}@127.0.0.1:${this.#port}/${database}`;
  }

  /** Starts, recovering from the log where it was killed, and waits until it answers. */
  async start(): Promise<void> {
    const file = join(this.folder, 'torture.log');
    const flags = [...settings, `port=${this.#port}`].flatMap((each) => ['-c', each]);
    const give = Date.now() + START_LIMIT_MS;
    this.#answering = false;
    for (;;) {
      if (this.#over) throw new Error('PostgreSQL is not wanted any more');
      const log = openSync(file, 'a');
      const child = spawn(this.#program, ['-D', join(this.folder, 'cluster'), ...flags], {
        ...this.#owner,
        cwd: this.folder,
        detached: true,
        stdio: ['ignore', log, log],
      });
      closeSync(log);
      tie(child, 'SIGQUIT');
      this.#child = child;
      this.#answering = await this.#answers(child, give);
      if (this.#answering) return;
      // Orphans of the killed one hold its memory for a moment.
      if (Date.now() > give) {
        const said = this.#over ? '' : readFileSync(file, 'utf8').slice(-1_000);
        throw new Error(`PostgreSQL answers: not within ${START_LIMIT_MS / 1000} s: ${said}`);
      }
      await pause(30);
    }
  }

  /** SIGKILL to the postmaster and every process it has: nothing is written any more. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!runs(child)) return;
    const gone = once(child, 'exit');
    const backends = childrenOf(child.pid ?? 0);
    child.kill('SIGKILL');
    for (const pid of backends) killQuietly(pid);
    await gone;
    this.kills += 1;
  }

  /** Ends it for good, all at once, and takes its folder away. */
  async stop(): Promise<void> {
    this.#over = true;
    const child = this.#child;
    if (runs(child)) {
      const gone = once(child, 'exit');
      // The postmaster ends the others and leaves no shared memory behind.
      child.kill('SIGQUIT');
      await within('PostgreSQL ends', STOP_LIMIT_MS, gone).catch(() => this.kill());
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #answers(child: ChildProcess, give: number): Promise<boolean> {
    while (runs(child) && Date.now() <= give) {
      const client = new Client({ connectionString: this.url, connectionTimeoutMillis: CONNECT_LIMIT_MS });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.end();
        return true;
      } catch {
        await pause(15);
      }
    }
    return false;
  }
}

/** Every backend is a session of its own, so that no signal to a group reaches them. */
function childrenOf(pid: number): number[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return list === '' ? [] : list.split(' ').map(Number);
  } catch {
    // It ended by itself a moment ago.
    return [];
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
