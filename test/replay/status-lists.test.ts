import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { readTrust } from '../../src-central/trust/trust-board.ts';
import { trustOf } from '../../src-main/features/trust/trust-board.ts';
import { findDirectory } from '../../src-main/store/trust.ts';
import { toHex } from '../../src-shared/credential/bytes.ts';
import { readDirectory } from '../../src-shared/credential/directory.ts';
import { statusValues } from '../../src-shared/credential/status.ts';
import type { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';
import { TrustLine } from '../support/trust-line.ts';

let running: RunningCentral;
/** The clock of central and of the counters. */
let now = Date.UTC(2026, 5, 1);
beforeAll(async () => {
  running = await startTestCentral({ statusSeconds: 0, now: () => new Date(now) });
});
afterAll(() => running.stop());

const line = new TrustLine(() => now);
let counter: ReplayCounter;
let number = 0;
beforeEach(async () => {
  counter = line.newCounter();
  await counter.enrol(running, { counter: (number += 1) });
});
afterEach(() => counter.destroy());

const settled = () => line.settle(counter);
const again = (isThere: () => boolean) => line.again(counter, isThere);

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
    for (let place = 100; place < 165; place += 1) {
      await set(`update licence set out_of_force = 'cancelled' where number = $1`, [`GLT-${place}`]);
      now += 1_000;
      await readTrust(running.central, 0);
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
    const text = JSON.stringify({ ...header, ...rest, body: JSON.stringify(granted) });
    const { stream, seq, id, subject } = header;
    await db
      .insertInto('entry')
      .values({ stream, seq, id, hash: rest.hash, line: text, signature: null, received_at: new Date(now) })
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
