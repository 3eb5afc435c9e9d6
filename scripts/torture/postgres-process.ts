import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src-central/database/embedded.ts';
import { findBinaries } from '../../src-central/database/postgres-binaries.ts';

const START_LIMIT_MS = 60_000;

/** A real PostgreSQL with fsync on, on one port, that can be killed whole and started again. */
export class PostgresProcess {
  readonly folder: string;
  readonly #port: number;
  readonly #program: string;
  readonly #owner: { uid: number; gid: number } | undefined;
  #child: ChildProcess | undefined;
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
    await made.start();
    return made;
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
    const log = openSync(join(this.folder, 'torture.log'), 'a');
    const settings = ['listen_addresses=127.0.0.1', `port=${this.#port}`, 'unix_socket_directories=', 'fsync=on'];
    const flags = settings.flatMap((each) => ['-c', each]);
    const give = Date.now() + START_LIMIT_MS;
    for (;;) {
      const child = spawn(this.#program, ['-D', join(this.folder, 'cluster'), ...flags], {
        ...this.#owner,
        cwd: this.folder,
        detached: true,
        stdio: ['ignore', log, log],
      });
      this.#child = child;
      if (await this.#answers(child)) return;
      // Orphans of the killed one hold its memory for a moment.
      if (Date.now() > give) throw new Error('PostgreSQL does not start again');
      await pause(30);
    }
  }

  /** SIGKILL to the postmaster and every process it has: nothing is written any more. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    const backends = childrenOf(child.pid);
    child.kill('SIGKILL');
    for (const pid of backends) killQuietly(pid);
    await gone;
    this.kills += 1;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child?.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGINT');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #answers(child: ChildProcess): Promise<boolean> {
    for (;;) {
      const client = new Client({ connectionString: this.url });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.end();
        return true;
      } catch {
        if (child.exitCode !== null || child.signalCode !== null) return false;
        await pause(15);
      }
    }
  }
}

/** Every backend is a session of its own, so that no signal to a group reaches them. */
function childrenOf(pid: number): number[] {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return list === '' ? [] : list.split(' ').map(Number);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
