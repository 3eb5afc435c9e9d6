import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CentralOptions, RunningCentral } from '../../src-central/server.ts';
import { listKeys, revokeKey, rotateKey } from '../../src-central/trust/key-desk.ts';
import { readTrust } from '../../src-central/trust/trust-board.ts';
import { trustOf } from '../../src-main/features/trust/trust-board.ts';
import { countStatements, findCardKey, findDirectory } from '../../src-main/store/trust.ts';
import { toHex } from '../../src-shared/credential/bytes.ts';
import { readDirectory } from '../../src-shared/credential/directory.ts';
import { statusValues } from '../../src-shared/credential/status.ts';
import type { TrustReply } from '../../src-shared/contract/central/trust.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';

let running: RunningCentral;
/** The clock of central and of the counters. */
let now = Date.UTC(2026, 5, 1);
const options: CentralOptions = { statusSeconds: 0, now: () => new Date(now) };
beforeAll(async () => {
  running = await startTestCentral(options);
});
afterAll(() => running.stop());

/** What central says of keys and lists, as the line bends it. */
let bend: (reply: TrustReply) => TrustReply = (reply) => reply;
let asked = 0;
let counter: ReplayCounter;
let number = 0;
beforeEach(async () => {
  bend = (reply) => reply;
  counter = newCounter();
  await counter.enrol(running, { counter: (number += 1) });
});
afterEach(() => counter.destroy());

function newCounter(): ReplayCounter {
  return new ReplayCounter({
    clock: { now: () => now },
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const url = input instanceof Request ? input.url : String(input);
      if (!url.includes('/trust')) return response;
      asked += 1;
      return response.ok ? Response.json(bend((await response.json()) as TrustReply)) : response;
    },
  });
}

const keyOf = (one: ReplayCounter) => findCardKey(one.store, 'cardKey')?.kid;

async function settled(): Promise<void> {
  counter.replay.start();
  await counter.until(() => keyOf(counter) !== undefined);
}

/** Asks central once more, and again after each answer, to the end of what it has to say. */
async function again(isThere: () => boolean): Promise<void> {
  const before = asked;
  let tried = before;
  counter.replay.tryNow();
  await counter.until(() => {
    if (asked === before) return false;
    const there = isThere();
    if (!there && asked > tried) {
      tried = asked;
      counter.replay.tryNow();
    }
    return there;
  });
}

describe('keys of a counter', () => {
  it('come down by themselves, and one of its own is certified', async () => {
    await settled();
    const { keyring, asOf } = trustOf(counter.store);
    expect(keyring.refused).toBe(0);
    const own = keyring.find(keyOf(counter)!);
    expect(own?.certificate).toMatchObject({ use: 'card', holder: counter.identity.place.stream });
    expect(keyring.find(own!.certifiedBy)?.certificate).toMatchObject({ use: 'centre', holder: 'GLT' });
    expect(asOf).toBe(new Date(now).toISOString());
  });

  it('stay the same over a restart, and the next is made long before the end', async () => {
    await settled();
    const first = keyOf(counter);
    await counter.restart();
    await again(() => true);
    expect(keyOf(counter)).toBe(first);
    now += 201 * 86_400_000;
    await again(() => keyOf(counter) !== first);
    const { keyring } = trustOf(counter.store);
    expect(keyring.find(first!), 'what it signed stays to be verified').toBeDefined();
  });

  it('that is revoked is replaced as soon as the counter hears of it', async () => {
    await settled();
    const first = keyOf(counter)!;
    await revokeKey(running.central, first);
    await again(() => keyOf(counter) !== first);
    expect(trustOf(counter.store).keyring.find(first)?.revokedSince).toBe(new Date(now).toISOString());
    await expect(revokeKey(running.central, first)).rejects.toMatchObject({ code: 'input.malformed' });
  });

  it('are believed under the next root, which the one before announced; the old root may then be revoked', async () => {
    await settled();
    const rotated = await rotateKey(running.central, 'root');
    const centre = await rotateKey(running.central, 'GLT');
    await again(() => trustOf(counter.store).keyring.find(centre) !== undefined);
    const { keyring } = trustOf(counter.store);
    expect(keyring.refused).toBe(0);
    expect(keyring.find(centre)?.certifiedBy).toBe(rotated);
    await revokeKey(running.central, keyring.keys[0]!.kid);
    await rotateKey(running.central, 'status');
    const late = newCounter();
    await late.enrol(running, { counter: (number += 1) });
    late.replay.start();
    await late.until(() => keyOf(late) !== undefined);
    expect(trustOf(late.store).keyring.refused).toBe(0);
    await late.destroy();
  });

  it('are asked for with the same key when the answer was lost', async () => {
    let lost = 0;
    const cut = new ReplayCounter({
      clock: { now: () => now },
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        const url = input instanceof Request ? input.url : String(input);
        if (url.endsWith('/certificates') && (lost += 1) === 1) throw new TypeError('fetch failed');
        return response;
      },
    });
    await cut.enrol(running, { counter: (number += 1) });
    cut.replay.start();
    await cut.until(() => keyOf(cut) !== undefined);
    const holder = cut.identity.place.stream;
    expect((await listKeys(running.central)).filter((key) => key.holder === holder)).toHaveLength(1);
    await cut.destroy();
  });
});

describe('a deployment that signs with P-256', () => {
  it('has keys of that kind for all counters, also those that had another before', async () => {
    await settled();
    const first = keyOf(counter)!;
    const { central } = running;
    const before = central.trust.algorithm;
    Object.assign(central.trust, { algorithm: 'ES256' });
    await again(() => keyOf(counter) !== first);
    const { keyring } = trustOf(counter.store);
    expect(keyring.refused).toBe(0);
    expect(keyring.find(keyOf(counter)!)?.certificate.key.algorithm).toBe('ES256');
    Object.assign(central.trust, { algorithm: before });
  });
});

describe('a central that lies about keys', () => {
  it.each([
    [
      'a root that it did not sign',
      (reply: TrustReply) => ({ ...reply, root: { ...reply.root, kid: '0'.repeat(16) } }),
    ],
    ['a directory of another', (reply: TrustReply) => ({ ...reply, directory: reply.statements[0] ?? '' })],
    ['a directory with a bit changed', (reply: TrustReply) => ({ ...reply, directory: bent(reply.directory) })],
    [
      'a statement left out',
      (reply: TrustReply) => ({ ...reply, statements: reply.statements.slice(1), next: reply.next - 1 }),
    ],
  ])('%s is noticed, and the counter signs nothing', async (_, lie) => {
    bend = lie;
    counter.replay.start();
    await counter.until(() => counter.log.some(({ what, facts }) => what === 'replay' && isAboutTrust(facts)));
    expect(findDirectory(counter.store)).toBeUndefined();
    expect(keyOf(counter)).toBeUndefined();
  });

  it('an older word is not taken for a newer one', async () => {
    await settled();
    const old = await readTrust(running.central, 0);
    now += 60_000;
    await again(() => trustOf(counter.store).asOf === new Date(now).toISOString());
    const known = findDirectory(counter.store);
    bend = (reply) => ({ ...reply, directory: old.directory });
    const before = asked;
    await again(() => asked > before + 1);
    expect(findDirectory(counter.store)).toBe(known);
  });

  it('one that was set back says all of it anew, under the same root', async () => {
    await settled();
    const { db, pool } = running.central;
    await rotateKey(running.central, 'GLT');
    await again(() => countStatements(counter.store) > 4);
    // As a backup from before would have it, gone on another way.
    await pool.query(
      'delete from trust_key where kid = (select kid from trust_statement order by number desc limit 1)',
    );
    await pool.query('delete from trust_statement where number = (select max(number) from trust_statement)');
    const other = await rotateKey(running.central, 'GLT');
    now += 60_000;
    await again(() => trustOf(counter.store).keyring.find(other) !== undefined);
    const { statements } = await db.selectFrom('trust_directory').select('statements').executeTakeFirstOrThrow();
    expect(countStatements(counter.store)).toBe(statements);
  });
});

describe('status lists', () => {
  /** Cards of one licence each, as the register has them, without the acts that made them. */
  async function cards(from: number, to: number): Promise<void> {
    await running.central.pool.query(
      `insert into licence (number, subject, cnic, application_id, categories, issued_on, valid_until, issued_at, issued_by, stream, entry_id, kind)
       select 'GLT-' || place, 'person:' || place, place::text, 'application', '[]', '2026-01-01', '2031-01-01', 'then', 'op', 'GLT-1-1', 'entry', 'licence'
       from generate_series($1::int, $2::int) as place`,
      [from, to],
    );
    await running.central.pool.query(
      `insert into card_issue (place, subject, licence_number, application_id, list, position, stream, issued_at, issued_by, entry_id)
       select 'QZA-' || place, 'person:' || place, 'GLT-' || place, 'application', 'QZA', place, 'GLT-1-1', 'then', 'op', 'entry'
       from generate_series($1::int, $2::int) as place`,
      [from, to],
    );
  }
  const set = (text: string, values: readonly unknown[]) => running.central.pool.query(text, [...values]);
  const statusOf = (place: number) => trustOf(counter.store).status.statusOf('QZA', place);
  const files = () => {
    const found = readDirectory(Buffer.from(findDirectory(counter.store)!, 'base64'));
    const lists = found.ok ? found.value.directory.lists : [];
    return lists.find(({ list }) => list === 'QZA')!.files;
  };
  const next = async () => {
    now += 1_000;
    await again(() => trustOf(counter.store).asOf === new Date(now).toISOString());
  };

  it('follow the register: by deltas, and by a new snapshot when they grow many', async () => {
    await set(
      `insert into lease_range (prefix, serials, stream, entry_id) values ('QZA', '[1,400]', 'GLT-1-1', 'entry')`,
      [],
    );
    await cards(1, 300);
    await settled();
    await next();
    expect(statusOf(17)).toBe('valid');
    expect(trustOf(counter.store).status.statusOf('QZZ', 1), 'of a list that is not').toBeUndefined();
    await set(`update licence set out_of_force = 'suspended' where number = 'GLT-17'`, []);
    await set(`update licence set out_of_force = 'cancelled' where number = 'GLT-18'`, []);
    await set(`update card_issue set superseded_by = 'QZA-299' where place = 'QZA-19'`, []);
    await next();
    expect([17, 18, 19, 20].map(statusOf)).toEqual(['suspended', 'cancelled', 'superseded', 'valid']);
    expect(new Set([17, 18, 19, 20].map(statusOf))).toEqual(new Set(statusValues));
    expect(files().map(({ from }) => from)).toEqual([0, 1]);
    await set(`update licence set out_of_force = null where number = 'GLT-17'`, []);
    await set(`update licence set out_of_force = 'suspended' where number = 'GLT-19'`, []);
    await next();
    expect([17, 19].map(statusOf), 'what was restored is valid, what was replaced stays so').toEqual([
      'valid',
      'superseded',
    ]);
    const { readTrust: read } = await import('../../src-central/trust/trust-board.ts');
    for (let place = 100; place < 165; place += 1) {
      await set(`update licence set out_of_force = 'cancelled' where number = $1`, [`GLT-${place}`]);
      now += 1_000;
      await read(running.central, 0);
    }
    await next();
    expect(files()[0]).toMatchObject({ from: 0 });
    expect(files()[0]!.version).toBeGreaterThan(50);
    expect(files().length).toBeLessThan(20);
    expect([99, 100, 164, 165].map(statusOf)).toEqual(['valid', 'cancelled', 'cancelled', 'valid']);
    const kept = counter.store.all(
      counter.store.sql.selectFrom('status_file').select('sha256').where('list', '=', 'QZA'),
    );
    expect(kept.map(({ sha256 }) => sha256).toSorted()).toEqual(
      files()
        .map(({ sha256 }) => toHex(sha256))
        .toSorted(),
    );
  });

  it('know a card whose grant was rejected, though no register has it', async () => {
    await settled();
    const { db } = running.central;
    const status = { list: 'QZA', index: 390, lease: 'lease:QZA:1' };
    const granted = {
      applicationId: v7(),
      licenceNumber: 'GLT-0000390-1',
      lease: 'lease:GLT:1',
      issuedOn: '2026-06-01',
      validUntil: '2031-05-31',
      status,
    };
    const at = new Date(now).toISOString();
    const header = {
      stream: 'GLT-99-1',
      seq: 1,
      id: v7(),
      type: 'application.approved',
      schema: 1,
      subject: 'person:7110312345671',
    };
    const rest = {
      deps: [],
      actor: 'supervisor-1',
      role: 'supervisor',
      at,
      boot: 1,
      offsetMs: 0,
      blobs: [],
      prevHash: '0'.repeat(64),
      hash: '1'.repeat(64),
    };
    const line = JSON.stringify({ ...header, ...rest, body: JSON.stringify(granted) });
    const { stream, seq, id, subject } = header;
    await db
      .insertInto('entry')
      .values({ stream, seq, id, hash: rest.hash, line, signature: null, received_at: new Date(now) })
      .execute();
    const receipt = { stream, seq, entry_id: id, subject, code: 'lease.numberTaken', waits_for: null, settled_at: at };
    await db
      .insertInto('receipt')
      .values({ ...receipt, status: 'exception', change: 1 })
      .execute();
    await next();
    expect(statusOf(390), 'while nobody decided').toBe('valid');
    await db.updateTable('receipt').set({ status: 'rejected' }).where('entry_id', '=', id).execute();
    await next();
    expect(statusOf(390)).toBe('cancelled');
  });

  it('let a suspension end by its last day', async () => {
    await settled();
    await set(`update licence set out_of_force = 'suspended', out_until = '2027-06-01' where number = 'GLT-200'`, []);
    await next();
    expect(statusOf(200)).toBe('suspended');
    now = Date.UTC(2027, 5, 1, 18, 59);
    await next();
    expect(statusOf(200)).toBe('suspended');
    now = Date.UTC(2027, 5, 1, 19, 1);
    await next();
    expect(statusOf(200)).toBe('valid');
  });
});

function isAboutTrust(facts: unknown): boolean {
  const { lane, code } = facts as { lane: string; code: string };
  return lane === 'trust' && (code === 'central.badSignature' || code === 'central.garbage');
}

function bent(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes[bytes.length - 1]! ^= 1;
  return bytes.toString('base64');
}
