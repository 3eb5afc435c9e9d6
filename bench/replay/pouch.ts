import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const peers = join(import.meta.dirname, '..', 'peers');

export interface PouchDocument {
  readonly _id: string;
  readonly _attachments?: Readonly<Record<string, { readonly content_type: string; readonly data: Buffer }>>;
}

export interface PouchDatabase {
  bulkDocs(documents: readonly PouchDocument[]): Promise<readonly { ok?: boolean }[]>;
  info(): Promise<{ doc_count: number }>;
  close(): Promise<void>;
  readonly replicate: { to(url: string, options?: { retry?: boolean; live?: boolean }): Replication };
}

/** Ends when everything is over there; `cancel` gives up. */
export interface Replication extends Promise<{ docs_written: number; doc_write_failures: number }> {
  cancel(): void;
}

/** The little of the peers that is used here; they bring no types of their own. */
interface Peers {
  readonly pouchdb: new (name: string) => PouchDatabase;
  readonly express: () => { use(part: unknown): void } & RequestListener;
  readonly 'express-pouchdb': (pouch: Peers['pouchdb']) => unknown;
}

/** The peers of `bench/peers`, installed on first use from their own lock file; their native parts come prebuilt. */
export function loadPeer<Name extends keyof Peers>(name: Name): Peers[Name] {
  if (!existsSync(join(peers, 'node_modules', '.package-lock.json'))) {
    console.error('Installing the peers to measure against…');
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status } = spawnSync('npm', args, { cwd: peers, stdio: 'inherit', shell: process.platform === 'win32' });
    if (status !== 0) throw new Error('the peers could not be installed');
  }
  return createRequire(join(peers, 'package.json'))(name) as Peers[Name];
}

/** express-pouchdb with its defaults in a process of its own, LevelDB below it. */
export class PouchServer {
  readonly url: string;
  readonly #folder: string;
  readonly #child: ChildProcess;

  private constructor(parts: { url: string; folder: string; child: ChildProcess }) {
    this.url = parts.url;
    this.#folder = parts.folder;
    this.#child = parts.child;
  }

  static async start(): Promise<PouchServer> {
    loadPeer('pouchdb');
    const folder = await mkdtemp(join(tmpdir(), 'bench-pouch-server-'));
    const script = join(import.meta.dirname, 'pouch-server-child.ts');
    const child = spawn(process.execPath, ['--no-deprecation', script], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /(http:\/\/\S+)$/.exec(line)?.[1];
      if (url !== undefined) return new PouchServer({ url, folder, child });
    }
    throw new Error('the PouchDB server ended before it answered');
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** A PouchDB on this side, with the defaults of Node (LevelDB). */
export class PouchClient {
  readonly db: PouchDatabase;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.db = new (loadPeer('pouchdb'))(join(folder, 'db'));
  }

  static async open(): Promise<PouchClient> {
    return new PouchClient(await mkdtemp(join(tmpdir(), 'bench-pouch-')));
  }

  async write(documents: readonly PouchDocument[]): Promise<void> {
    const written = await this.db.bulkDocs(documents);
    if (written.some((each) => each.ok !== true)) throw new Error('PouchDB did not take the documents');
  }

  async destroy(): Promise<void> {
    await this.db.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Documents in a database of the server. */
export async function countAt(url: string): Promise<number> {
  const answer = (await (await fetch(url)).json()) as { doc_count?: number };
  return answer.doc_count ?? 0;
}
