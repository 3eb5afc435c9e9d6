import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, chown, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { findBinaries, isOpenToAll, type Identity, type PostgresBinaries } from './postgres-binaries.ts';

const run = promisify(execFile);
const USER = 'parwana';
/** Longest a start may take: recovery after a power cut included. */
const START_LIMIT_MS = 60_000;
const SHARED_LIMIT_MS = 2_000;

export interface EmbeddedPostgres {
  /** Connection URL of a database of this cluster, made if it is not there. */
  urlOf(database: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL of central's own in a folder: UTF-8, fsync on, loopback only, random port, random
 * password in an owner-only file. A server left running by a central that was killed is taken over.
 */
export async function startEmbeddedPostgres(folder: string): Promise<EmbeddedPostgres> {
  const identity = await unprivileged();
  const place = await reachable(resolve(folder), identity);
  const cluster = join(place, 'cluster');
  const password = await ownSecret(join(place, 'postgres.password'));
  const running = await takeOver(cluster, password);
  const server = running ?? (await startServer({ cluster, password, identity }));
  const urlFor = (database: string) => `postgres://${USER}:${password}@127.0.0.1:${server.port}/${database}`;
  return {
    urlOf: async (database) => {
      await ensureDatabase(urlFor('postgres'), database);
      return urlFor(database);
    },
    stop: async () => {
      if (await isShared(urlFor('postgres'))) return;
      stopServer(server.pid);
      await gone(server.pid);
    },
  };
}

interface Server {
  readonly pid: number;
  readonly port: number;
}

interface Start {
  readonly cluster: string;
  readonly password: string;
  readonly identity: Identity;
}

async function startServer({ cluster, password, identity }: Start): Promise<Server> {
  const binaries = await findBinaries(identity);
  const fresh = !(await exists(join(cluster, 'PG_VERSION')));
  if (fresh) await initialise(binaries, { cluster, password, identity });
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'on',
    log_timezone: 'UTC',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // A group of its own: Ctrl-C must reach central first, which then stops the database in order.
  const logFile = join(dirname(cluster), 'postgres.log');
  const log = await open(logFile, 'w');
  const child = spawn(binaries.postgres, ['-D', cluster, ...flags], {
    ...identity,
    cwd: dirname(cluster),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}; see ${logFile}`)));
  });
  ended.catch(() => undefined);
  const pid = child.pid ?? 0;
  await Promise.race([ended, ready({ pid, port }, password)]);
  child.unref();
  await log.close();
  return { pid, port };
}

async function initialise(binaries: PostgresBinaries, { cluster, password, identity }: Start): Promise<void> {
  const passwordFile = join(dirname(cluster), `initdb-${process.pid}.password`);
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    if (identity !== null) {
      await chown(cluster, identity.uid, identity.gid);
      await chown(passwordFile, identity.uid, identity.gid);
    }
    const flags = ['--auth=scram-sha-256', '--encoding=UTF8', '--no-locale', `--username=${USER}`];
    const target = [`--pgdata=${cluster}`, `--pwfile=${passwordFile}`];
    await run(binaries.initdb, [...flags, ...target], { ...identity, cwd: dirname(cluster) });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** The server that `postmaster.pid` names (line 1 its process, line 4 its port), when it answers to our password. */
async function takeOver(cluster: string, password: string): Promise<Server | undefined> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const server = { pid: Number(lines[0]), port: Number(lines[3]) };
  if (!(server.pid > 0) || !(server.port > 0) || !isAlive(server.pid)) return undefined;
  return ready(server, password).then(
    () => server,
    () => undefined,
  );
}

async function ready(server: Server, password: string): Promise<void> {
  const give = Date.now() + START_LIMIT_MS;
  for (;;) {
    const client = new Client({ host: '127.0.0.1', port: server.port, user: USER, password, database: 'postgres' });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > give || !isAlive(server.pid)) throw error;
      await pause(50);
    }
  }
}

/**
 * Does another central (an administrator's command, or the one it was meant for) still use the server?
 * Connections just closed are listed for a moment more, so it is asked again for a while.
 */
async function isShared(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  const give = Date.now() + SHARED_LIMIT_MS;
  try {
    await client.connect();
    for (;;) {
      const { rows } = await client.query<{ others: string }>(
        `select count(*) as others from pg_stat_activity where application_name like 'parwana-central%'`,
      );
      if (rows[0]?.others === '0') return false;
      if (Date.now() > give) return true;
      await pause(50);
    }
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** PostgreSQL refuses to run as root: root lends it the user `postgres`, made if it is not there. */
async function unprivileged(): Promise<Identity> {
  if (process.getuid?.() !== 0) return null;
  await run('id', ['-u', 'postgres']).catch(() =>
    run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']),
  );
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** The folder itself, or one under /var/lib when root's folder is closed to the database's user. */
async function reachable(folder: string, identity: Identity): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  if (identity === null) return folder;
  await openTemporary(folder);
  if (await isOpenToAll(folder)) return folder;
  const place = join('/var/lib/parwana', Buffer.from(folder).toString('base64url'));
  await mkdir(place, { recursive: true, mode: 0o755 });
  return place;
}

/** Lets others pass through, not look into, folders that this user made under the system's temporary folder. */
async function openTemporary(folder: string): Promise<void> {
  for (let at = folder; at.startsWith(`${tmpdir()}/`); at = dirname(at)) {
    const { mode, uid } = await stat(at);
    if (uid === process.getuid?.()) await chmod(at, mode | 0o001);
  }
}

/** A random secret kept in a file that only its owner reads. */
export async function ownSecret(file: string): Promise<string> {
  const made = randomBytes(32).toString('base64url');
  await writeFile(file, made, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(file, 'utf8')).trim();
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** SIGINT asks PostgreSQL for a fast shutdown: transactions are rolled back, files are left clean. */
function stopServer(pid: number): void {
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(pid), '/f', '/t']);
  else if (isAlive(pid)) process.kill(pid, 'SIGINT');
}

async function gone(pid: number): Promise<void> {
  const give = Date.now() + START_LIMIT_MS;
  while (isAlive(pid) && Date.now() < give) await pause(20);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
