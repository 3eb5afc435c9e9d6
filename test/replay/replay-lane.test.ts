import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { newPerson } from '../support/test-counter.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';
import { portrait } from '../support/test-store.ts';

describe('a counter and central', () => {
  let running: RunningCentral;
  let counter: ReplayCounter;
  let number = 0;
  beforeAll(async () => {
    running = await startTestCentral({ leaseSize: 10 });
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    counter = new ReplayCounter();
    number += 1;
    await counter.enrol(running, { counter: number });
  });
  afterEach(() => counter.destroy());

  it('sends what was written with the cable out, and hears that it was applied', async () => {
    const entries = counter.recordPeople(40);
    expect(counter.counts.unsent).toBe(40);
    counter.replay.start();
    await counter.until(() => counter.isQuiet());
    expect(counter.replay.link).toEqual({ state: 'up', fault: null });
    expect(counter.counts).toMatchObject({ unsent: 0, exceptions: 0 });
    const { rows } = await running.central.pool.query('select id from entry where stream = $1 order by seq', [
      counter.identity.place.stream,
    ]);
    expect(rows.map((row) => row.id)).toEqual(entries.map((entry) => entry.id));
  });

  it('sends photos by their hash, and once only', async () => {
    const photo = portrait();
    counter.append({ ...newPerson().draft, blobs: [photo] } as never);
    counter.replay.start();
    await counter.until(() => counter.isQuiet());
    const { rows } = await running.central.pool.query('select size from blob where sha256 = $1', [photo.sha256]);
    expect(rows).toEqual([{ size: 60_000 }]);
  });

  it('is lent numbers without being asked', async () => {
    counter.replay.start();
    const { stream } = counter.identity.place;
    // Its mates' are here as well.
    const own = counter.store.sql.selectFrom('lease').selectAll().where('stream', '=', stream);
    const leases = () => counter.store.all(own);
    await counter.until(() => leases().length > 0);
    expect(leases()[0]).toMatchObject({ prefix: 'GLT', next_serial: leases()[0]!.from_serial });
  });
});
