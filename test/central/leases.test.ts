import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { putCentre } from '../../src-central/enrolment/centres.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { ed25519PublicKey, isSigned } from '../../src-central/auth/signatures.ts';
import { LeaseReply } from '../../src-shared/contract/central/leases.ts';
import { CentreCode } from '../../src-shared/ids.ts';
import { headStatement } from '../../src-shared/ledger/chain.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, type TestCounter } from '../support/test-counter.ts';

let running: RunningCentral;
let counter: TestCounter;
let number = 0;
beforeAll(async () => {
  running = await startTestCentral({ leaseSize: 20 });
});
afterAll(() => running.stop());
beforeEach(async () => {
  counter = await enrolTestCounter(running, (number += 1));
});

async function ask(of: TestCounter, remaining: number): Promise<LeaseReply> {
  return LeaseReply.parse(await (await of.post(`/v1/streams/${of.stream}/leases`, { remaining })).json());
}

interface Range {
  readonly stream: string;
  readonly from: number;
  readonly to: number;
}

async function ranges(): Promise<Range[]> {
  const { rows } = await running.central.pool.query<Range>(
    'select stream, lower(serials) as from, upper(serials) as to from lease_range where prefix = $1 order by lower(serials)',
    ['GLT'],
  );
  return rows;
}

describe('a lease of numbers', () => {
  it.each(['LRN', 'status'])('of the series %s comes to the centre it was lent to as well', async (series) => {
    const asked = await counter.post(`/v1/streams/${counter.stream}/leases`, { remaining: 0, series });
    const reply = LeaseReply.parse(await asked.json());
    expect(reply).toMatchObject({ granted: true });
    const items = await counter.feedUntil((all) =>
      all.some((item) => item.kind === 'entry' && item.entry.subject === reply.lease),
    );
    expect(items.filter((each) => each.kind === 'entry' && each.entry.type === 'lease.granted')).not.toEqual([]);
  });

  it('comes down in the feed as central’s own signed entry, to its centre alone', async () => {
    const mate = await enrolTestCounter(running, 500 + number);
    await putCentre(
      running.central.db,
      { code: CentreCode.parse('SKD'), nameEn: 'Skardu', nameUr: 'سکردو' },
      new Date(),
    );
    const stranger = await enrolTestCounter(running, 500 + number, 'SKD');
    const reply = await ask(counter, 0);
    expect(reply).toMatchObject({ granted: true, size: 20 });
    const items = await counter.feedUntil((all) =>
      all.some((item) => item.kind === 'entry' && item.entry.subject === reply.lease),
    );
    const item = items.find((each) => each.kind === 'entry' && each.entry.subject === reply.lease);
    if (item?.kind !== 'entry') throw new Error('no lease');
    const { entry, signature } = item;
    expect(entry).toMatchObject({ stream: 'CEN-0-1', type: 'lease.granted', role: 'central' });
    expect(JSON.parse(entry.body)).toMatchObject({
      stream: counter.stream,
      prefix: 'GLT',
      checkDigit: 'iso7064-mod11-10',
    });
    const statement = headStatement({ stream: entry.stream, seq: entry.seq, hash: entry.hash });
    const key = ed25519PublicKey(counter.enrolment.centralKey);
    expect(isSigned(statement, { key, signature: signature! })).toBe(true);
    expect(JSON.stringify((await mate.feed()).items)).toContain(entry.id);
    expect(JSON.stringify((await stranger.feed()).items)).not.toContain(entry.id);
  });

  it('is not lent to a counter that has half of one left', async () => {
    expect(await ask(counter, 10)).toMatchObject({ granted: false, lease: null });
    expect(await ask(counter, 9)).toMatchObject({ granted: true });
  });

  it('is refused to a counter that asks in a circle', async () => {
    const replies = [];
    for (let time = 0; time < 8; time += 1) replies.push(await ask(counter, 0));
    expect(replies.filter((reply) => reply.granted)).toHaveLength(4);
  });

  it('never overlaps another, however many counters ask at the same time', async () => {
    const counters = await Promise.all(
      [1, 2, 3, 4, 5].map((each) => enrolTestCounter(running, 700 + 10 * number + each)),
    );
    await Promise.all(counters.flatMap((each) => [ask(each, 0), ask(each, 0), ask(each, 3)]));
    const list = await ranges();
    expect(list.length).toBeGreaterThanOrEqual(15);
    expect(list.every((each, index) => index === 0 || each.from === list[index - 1]!.to)).toBe(true);
    // One chain of central's own, gapless, although fifteen were written at once.
    const { rows } = await running.central.pool.query("select seq from entry where stream = 'CEN-0-1' order by seq");
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  });

  it('that overlaps is refused by the database itself', async () => {
    await ask(counter, 0);
    const [range] = await ranges();
    const insert = "insert into lease_range (prefix, serials, stream, entry_id) values ($1, $2, 'x', 'y')";
    const { pool } = running.central;
    const inside = `[${range!.from + 3},${range!.from + 4})`;
    await expect(pool.query(insert, ['GLT', inside])).rejects.toThrow('exclusion constraint');
    await expect(pool.query(insert, ['SKD', inside])).resolves.toBeTruthy();
  });
});
