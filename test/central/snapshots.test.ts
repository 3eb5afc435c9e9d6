import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compactFeed } from '../../src-central/feed/compact.ts';
import { Client } from 'pg';
import type { RunningCentral } from '../../src-central/server.ts';
import { SnapshotReply } from '../../src-shared/contract/central/snapshot.ts';
import { freshDatabase, startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';

const SIZE = 4;
let running: RunningCentral;
let counter: TestCounter;
let maker: Client;
beforeAll(async () => {
  const databaseUrl = await freshDatabase();
  running = await startTestCentral({ databaseUrl, poolSize: SIZE });
  counter = await enrolTestCounter(running, 1);
  maker = new Client({ connectionString: databaseUrl });
  await maker.connect();
});
afterAll(async () => {
  await maker.end();
  await running.stop();
});

function ask(): Promise<Response> {
  const url = `${counter.url}/v1/streams/${counter.stream}/snapshot`;
  return fetch(url, { headers: counter.headers, signal: AbortSignal.timeout(10_000) });
}

describe('a snapshot', () => {
  it('that is being made keeps no connection from those who ask for it, so that receiving goes on', async () => {
    // Another central of this database is making one.
    await maker.query("select pg_advisory_lock(7021, hashtext('GLT'))");
    const answers = await Promise.all(Array.from({ length: SIZE + 2 }, ask));
    for (const answer of answers) {
      expect([answer.status, await answer.json()]).toMatchObject([429, { code: 'central.busy' }]);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await counter.push([counter.write(newPerson().draft)])).status).toBe(200);
    // Tidying leaves that centre for the next time.
    const { settings } = running.central;
    const muchLater = () => new Date(Date.now() + 400 * 86_400_000);
    expect(await compactFeed({ ...running.central, settings, now: muchLater })).toMatchObject({ changes: 0 });
    await maker.query("select pg_advisory_unlock(7021, hashtext('GLT'))");
    const made = await ask();
    expect(made.status).toBe(200);
    expect(SnapshotReply.parse(await made.json()).manifest.centre).toBe('GLT');
  });
});
