import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openDatabase, type OpenedDatabase } from '../../src-central/database/database.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src-central/database/embedded.ts';
import { putCentre, putStaff } from '../../src-central/enrolment/centres.ts';
import { createEnrolmentCode } from '../../src-central/enrolment/codes.ts';
import { CentreCode, StaffId } from '../../src-shared/ids.ts';

const script = join(import.meta.dirname, '../../scripts/central.ts');

interface Parts {
  readonly folder: string;
  readonly postgres: EmbeddedPostgres;
  readonly databaseUrl: string;
  readonly child: ChildProcess;
  readonly url: string;
}

/** Central as it is run: `npm run central` in a process of its own, PostgreSQL beside it with fsync on. */
export class BenchCentral {
  readonly url: string;
  readonly databaseUrl: string;
  readonly database: OpenedDatabase;
  readonly #parts: Parts;
  #centres = 0;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.url = parts.url;
    this.databaseUrl = parts.databaseUrl;
    this.database = openDatabase(parts.databaseUrl, { size: 3, onError: (error) => console.error(error) });
  }

  static async start(): Promise<BenchCentral> {
    const folder = await mkdtemp(join(tmpdir(), 'bench-central-'));
    const postgres = await startEmbeddedPostgres(folder);
    const databaseUrl = await postgres.urlOf('parwana');
    const settings = { DATABASE_URL: databaseUrl, PARWANA_CENTRAL_PORT: '0', PARWANA_CENTRAL_SECRET: folder.repeat(3) };
    const options = { env: { ...process.env, ...settings }, cwd: folder };
    const child = spawn(process.execPath, [script], { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /(http:\/\/\S+)$/.exec(line)?.[1];
      if (url === undefined) continue;
      return new BenchCentral({ folder, postgres, databaseUrl, child, url });
    }
    throw new Error('central ended before it answered');
  }

  /** A one-time code for the first counter of a new centre with an operator, so that nothing of others comes down to it. */
  async codeOfNewCentre(): Promise<string> {
    const { db } = this.database;
    const now = new Date();
    const letters = [this.#centres / 676, this.#centres / 26, this.#centres].map(
      (each) => 65 + (Math.floor(each) % 26),
    );
    this.#centres += 1;
    const centre = CentreCode.parse(String.fromCharCode(...letters));
    await putCentre(db, { code: centre, nameEn: `Centre ${centre}`, nameUr: 'مرکز' }, now);
    const operator = { id: StaffId.parse('operator-1'), nameEn: 'Operator', nameUr: 'آپریٹر' };
    await putStaff(db, [{ centre, ...operator, role: 'operator', pin: '111111', active: true }], now);
    return createEnrolmentCode(db, { centre, counter: 1, now });
  }

  get pid(): number {
    return this.#parts.child.pid ?? 0;
  }

  /** How far central has a stream: received durably, and settled with its receipts written. */
  async standing(stream: string): Promise<{ received: number; settled: number }> {
    const { rows } = await this.database.pool.query<{ received: number; settled: number }>(
      'select ack_seq as received, settled_seq as settled from stream_cursor where stream = $1',
      [stream],
    );
    return rows[0] ?? { received: 0, settled: 0 };
  }

  /** What became of the stream's entries, by status. */
  async verdicts(stream: string): Promise<Record<string, number>> {
    const { rows } = await this.database.pool.query<{ status: string; count: number }>(
      'select status, count(*) as count from receipt where stream = $1 group by 1',
      [stream],
    );
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  }

  async stop(): Promise<void> {
    const { child, postgres, folder } = this.#parts;
    await this.database.close();
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
