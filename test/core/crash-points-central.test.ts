// First of all: chance and time are the test's, so that every try is the same.
import { installHost } from '../simulator/virtual-host.ts';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEnrolmentCode } from '../../src-central/enrolment/codes.ts';
import { sha256Text } from '../../src-central/auth/signatures.ts';
import { receive } from '../../src-central/ingest/receive.ts';
import { settleRound } from '../../src-central/settle/round.ts';
import { newSigningKey } from '../../src-main/features/enrolment/identity.ts';
import type { EnrolReply } from '../../src-shared/contract/central/enrolment.ts';
import type { Sha256, StreamId } from '../../src-shared/ids.ts';
import { genesisHash, hashEntry } from '../../src-shared/ledger/chain.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { Random } from '../../scripts/rehearsal/random.ts';
import { LiteDatabase } from '../simulator/lite-database.ts';
import { Schedule } from '../simulator/schedule.ts';
import { SimulatedCentral } from '../simulator/simulated-central.ts';
import { personData } from '../support/bodies.ts';
import { uuid } from '../support/world.ts';

const LIMIT_MS = 120_000;
const MOST_POINTS = 200;
const nobody = { apiKey: '', signal: new AbortController().signal };

describe('whatever statement of central’s transactions fails', () => {
  let database: LiteDatabase;
  let central: SimulatedCentral;
  let host: { restore: () => void };
  beforeAll(async () => {
    database = await LiteDatabase.open();
  }, LIMIT_MS);
  beforeEach(() => {
    host = installHost(new Schedule({ keep: false }), new Random(1));
  });
  afterEach(() => host.restore());

  /** A fresh central, the same every time. */
  async function begin(): Promise<void> {
    host.restore();
    const schedule = new Schedule({ keep: false });
    host = installHost(schedule, new Random(7));
    central = new SimulatedCentral({ database, schedule, random: new Random(5) });
    await central.install();
  }

  /**
   * Fails every statement of a piece of work, one after another: as one that the server ends, and as central's death.
   * What is there afterwards is what was before or what comes after, never in between; tried again, it is done.
   */
  async function tryEverywhere(
    prepare: () => Promise<void>,
    work: () => Promise<unknown>,
    anew = false,
  ): Promise<number> {
    const fresh = async () => {
      await begin();
      await prepare();
      return strip(await dump(database));
    };
    const before = await fresh();
    await work();
    const after = strip(await dump(database));
    expect(after).not.toBe(before);
    let points = 0;
    for (const how of ['fails', 'dies'] as const) {
      await fresh();
      for (let point = 1; ; point += 1) {
        if (how === 'fails') database.failAt(point);
        else database.dieAfter(point, () => undefined);
        const broke = await work().then(
          () => false,
          () => true,
        );
        const reached = how === 'fails' ? !database.isDue : broke || !(await isAlive());
        if (how === 'dies') await database.crash();
        else database.failAt(Number.POSITIVE_INFINITY);
        const now = strip(await dump(database));
        expect([before, after]).toContain(now);
        if (!broke) expect(now, 'what was called done').toBe(after);
        if (!reached) break;
        points += 1;
        // Where nothing came of it the next try begins from the same; where it was done, doing it again is harmless.
        // What a refused caller left behind (attempts are counted) must not reach the next try either.
        if (now === after || anew) await fresh();
        if (point > MOST_POINTS) throw new Error('it never ends');
      }
    }
    return points;
  }

  const isAlive = () =>
    sql`select 1`.execute(database.db).then(
      () => true,
      () => false,
    );

  it(
    'a batch is received whole or not at all',
    async () => {
      let stream: StreamId;
      const points = await tryEverywhere(
        async () => {
          stream = (await enrol()).stream;
        },
        () => receive(database.db, stream, { batch: batchOf(stream, 3), at: central.central.now() }),
      );
      // One statement does it; one more tells what is there to whoever comes again.
      expect(points).toBeGreaterThan(2);
    },
    LIMIT_MS,
  );

  it(
    'a round is settled, numbered and told whole or not at all',
    async () => {
      const points = await tryEverywhere(
        async () => {
          const { stream } = await enrol();
          await receive(database.db, stream, { batch: batchOf(stream, 4), at: central.central.now() });
        },
        () => settleRound(database.db, central.central),
      );
      expect(points).toBeGreaterThan(20);
    },
    LIMIT_MS,
  );

  it(
    'a lease is granted whole or not at all',
    async () => {
      let reply: EnrolReply;
      const points = await tryEverywhere(
        async () => {
          reply = await enrol();
        },
        () => {
          const { stream, apiKey } = reply;
          return central.call('leases', { params: { stream }, body: { remaining: 0 } }, { ...nobody, apiKey });
        },
      );
      expect(points).toBeGreaterThan(8);
    },
    LIMIT_MS,
  );

  it(
    'a counter is enrolled whole or not at all, and the same code answers again',
    async () => {
      let request: object;
      const points = await tryEverywhere(
        async () => {
          request = await invitation();
        },
        () => central.call('enrol', request, nobody),
        true,
      );
      expect(points).toBeGreaterThan(12);
    },
    LIMIT_MS,
  );

  async function invitation(): Promise<object> {
    const now = central.central.now();
    const code = await createEnrolmentCode(database.db, { centre: 'GLT', counter: 1, now });
    return { code, publicKey: newSigningKey().publicKey, build: '0.1.0' };
  }

  async function enrol(): Promise<EnrolReply> {
    return (await central.call('enrol', await invitation(), nobody)) as EnrolReply;
  }
});

/** So many people recorded in one batch, and something central cannot read at its end. */
function batchOf(stream: StreamId, count: number): Parameters<typeof receive>[2]['batch'] {
  let head = { seq: 0, hash: genesisHash(stream, sha256Text) };
  const entries = Array.from({ length: count }, (_, index) => {
    const readable = index < count - 1;
    const person = personData(index % 3, 0);
    const header = {
      stream,
      seq: head.seq + 1,
      id: uuid(index + 1),
      type: 'person.recorded',
      schema: 1,
      subject: `person:${person.cnic}`,
      deps: [],
      actor: 'op-1',
      role: 'operator',
      at: '2026-03-02T04:00:00.000Z',
      boot: 1,
      offsetMs: null,
      blobs: [{ sha256: sha256Text(String(index)) as Sha256, size: 10 }],
      prevHash: head.hash,
    } as unknown as Entry;
    const body = readable ? JSON.stringify({ person }) : '{';
    const entry = { ...header, body, hash: hashEntry(header, body, sha256Text) };
    head = { seq: entry.seq, hash: entry.hash };
    return { entry: entry as never, line: Buffer.from(JSON.stringify(entry)) };
  });
  return { header: { from: 1, to: head.seq, head: head.hash, signature: '' }, entries };
}

/** Every row of every table, as text. */
async function dump({ db }: LiteDatabase): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db);
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t order by 1`.execute(db);
    parts.push(`${name}: ${rows.map(({ row }) => row).join(' ')}`);
  }
  return parts.join('\n');
}

/** Chance drawn by a try that failed is not drawn again: keys and ids differ, what they stand for does not. */
function strip(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g, '(id)')
    .replaceAll(/\\+x[0-9a-f]+/g, '(bytes)')
    .replaceAll(/[0-9a-f]{64}/g, '(hash)')
    .replaceAll(/[A-Za-z0-9+/]{86}==/g, '(signature)')
    .replaceAll(/^attempt: .*$/gm, '');
}
