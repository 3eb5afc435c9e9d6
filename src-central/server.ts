import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { Fault } from '../src-shared/errors.ts';
import { sampleCatalogues } from '../src-shared/catalogue/sample-catalogues.ts';
import type { Catalogues } from '../src-shared/catalogue/catalogue.ts';
import { loadCentralKeys } from './auth/central-keys.ts';
import { sealingKey } from './auth/secrets.ts';
import { learnPublished } from './catalogue/learn-published.ts';
import type { Central } from './central.ts';
import { openDatabase } from './database/database.ts';
import { ownSecret, startEmbeddedPostgres } from './database/embedded.ts';
import { migrate } from './database/migrate.ts';
import { sweepCases } from './exceptions/sweep.ts';
import { FeedBell } from './feed/bell.ts';
import { Compactor } from './feed/compactor.ts';
import { Admission } from './http/admission.ts';
import { createDispatch } from './http/dispatch.ts';
import type { Handle } from './http/reply.ts';
import { openOwnStream } from './ingest/own-stream.ts';
import type { Logger } from './log.ts';
import { Metrics } from './metrics/metrics.ts';
import { CentralSettings } from './settings.ts';
import { Settler } from './settle/settler.ts';

export interface CentralOptions extends Partial<CentralSettings> {
  /** Central's folder: the embedded database and, unless `secret` is given, the sealing key. */
  readonly dataDir?: string;
  /** Any PostgreSQL; without it an embedded one runs in `dataDir`. */
  readonly databaseUrl?: string;
  /** At least 32 characters at full entropy; seals central's private keys. Default: a file in `dataDir`. */
  readonly secret?: string;
  readonly books?: Catalogues;
  readonly now?: () => Date;
  readonly log?: Logger;
}

export interface RunningCentral {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly central: Central;
  /** Finishes what is under way, then stops everything this start began. */
  stop(): Promise<void>;
}

/** Starts a central server: database, migrations, keys, settler, feed bell and HTTP. */
export async function startCentral(options: CentralOptions): Promise<RunningCentral> {
  const { dataDir, databaseUrl, secret, books, now, log, ...rest } = options;
  const settings = CentralSettings.parse(rest);
  checkListening(settings);
  const logger = log ?? pino({ name: 'central' });
  const embedded = databaseUrl === undefined ? await startEmbeddedPostgres(folderOf(dataDir)) : undefined;
  const url = databaseUrl ?? (await embedded?.urlOf('parwana')) ?? '';
  try {
    const sealedBy = sealingKey(secret ?? (await ownSecret(join(folderOf(dataDir), 'central.key'))));
    const parts = {
      url,
      sealedBy,
      settings,
      log: logger,
      books: books ?? sampleCatalogues(),
      now: now ?? (() => new Date()),
    };
    const central = await compose(parts);
    const compactor = new Compactor(central);
    const server = await listen(createDispatch(central), settings);
    return {
      url: `${settings.tls === undefined ? 'http' : 'https'}://${hostOf(settings)}:${(server.address() as AddressInfo).port}`,
      databaseUrl: url,
      central,
      stop: async () => {
        await central.bell.stop();
        await closeServer(server);
        await compactor.stop();
        await central.settler.stop();
        await central.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

interface Parts extends Pick<Central, 'settings' | 'log' | 'books' | 'now'> {
  readonly url: string;
  readonly sealedBy: Buffer;
}

async function compose({ url, sealedBy, settings, log, books, now }: Parts): Promise<Central> {
  const { db, pool, close } = openDatabase(url, {
    size: settings.poolSize,
    onError: (error) => log.warn({ error }, 'pool'),
  });
  const bell = new FeedBell(url, log);
  try {
    await migrate(pool);
    const { escrowKey } = settings;
    const keys = await loadCentralKeys(db, escrowKey === undefined ? { sealedBy } : { sealedBy, escrowKey });
    await learnPublished(db, books);
    await openOwnStream(db, keys, now());
    await sweepCases({ db, keys, now });
    await bell.start();
    const metrics = new Metrics({ db, pool });
    const admission = new Admission({
      atOnce: Math.max(2, Math.floor(settings.poolSize / 2)),
      onWait: metrics.waited.bind(metrics),
      onBusy: metrics.sentAway.bind(metrics),
    });
    metrics.watch(admission);
    const onRound = metrics.roundSettled.bind(metrics);
    const isBusy = () => admission.waiting > 0;
    const isReceiving = () => admission.bytes > 0;
    const settler = new Settler({ db, books, keys, now, log, onRound, isBusy, isReceiving });
    const trust = { sealedBy, algorithm: settings.credentialAlgorithm };
    return { db, pool, close, settings, keys, trust, books, now, log, settler, bell, metrics, admission };
  } catch (error) {
    // It would come back by itself, and keep a central alive that serves nobody.
    await bell.stop();
    await close();
    throw error;
  }
}

async function listen(handle: Handle, settings: CentralSettings): Promise<Server> {
  const server = settings.tls === undefined ? createHttpServer() : createHttpsServer(settings.tls);
  server.headersTimeout = 15_000;
  // A slow uplink may need minutes for a batch; a request that takes longer is cut and sent again.
  server.requestTimeout = 300_000;
  server.keepAliveTimeout = 65_000;
  server.maxHeadersCount = 60;
  server.on('request', (request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  return server;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  server.closeIdleConnections();
  const hurry = setTimeout(() => server.closeAllConnections(), 3_000);
  await closed;
  clearTimeout(hurry);
}

/** Plain HTTP is for loopback only: personal data and keys travel here. */
function checkListening({ host, tls, behindProxy }: CentralSettings): void {
  const loopback = host === '::1' || host === 'localhost' || host.startsWith('127.');
  if (!loopback && tls === undefined && !behindProxy) throw new Fault('central.insecure', { host });
}

function hostOf({ host }: CentralSettings): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function folderOf(dataDir: string | undefined): string {
  return dataDir ?? join(process.cwd(), '.data', 'central');
}
