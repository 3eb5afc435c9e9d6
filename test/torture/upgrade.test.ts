import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditEnds, clean } from '../../scripts/torture/audit.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { Identity } from '../../src-main/features/enrolment/identity.ts';
import { replayCounts } from '../../src-main/features/replay/replay-counts.ts';
import { ReplayLane } from '../../src-main/replay/replay-lane.ts';
import { keyFileGuard, keyFileOf } from '../../src-main/store/keys/key-file-guard.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import type { Store } from '../../src-main/store/store.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { actOf, ENTRY_SCHEMA, OLDEST_ENTRY_SCHEMA } from '../../src-shared/ledger/entry-types.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { removeCounter } from '../support/counter.ts';
import { loadPreviousCentral, previousCentral, previousCounter } from '../support/previous-release.ts';
import { freshDatabase, startTestCentral } from '../support/test-central.ts';

const ENTRIES = 293;

describe('an outbox that the previous release wrote', () => {
  let dataDir: string;
  let store: Store;
  let running: RunningCentral;

  beforeAll(async () => {
    const dump = previousCentral();
    const databaseUrl = await freshDatabase();
    await loadPreviousCentral(databaseUrl, dump);
    running = await startTestCentral({ databaseUrl, secret: dump.secret });
    dataDir = await previousCounter();
    ({ store } = await openStore({ dataDir, guard: keyFileGuard(keyFileOf(dataDir)) }));
  });
  afterAll(async () => {
    store?.close();
    await running?.stop();
    removeCounter(dataDir);
  });

  test('opens under this build, with a copy from before and nothing missing', () => {
    const copies = readdirSync(dataDir).filter((name) => /^counter\.db\.before-\d+$/.test(name));
    expect(copies).toHaveLength(1);
    expect(existsSync(join(dataDir, `${copies[0]}.draft`))).toBe(false);
    expect(verifyJournal(store)).toMatchObject({ entries: ENTRIES, breaks: [], blobs: [] });
    expect(replayCounts({ store, identity: new Identity(store) })).toMatchObject({
      unsent: 118,
      blobsWaiting: 9,
      exceptions: 1,
    });
  });

  test('is sent in full to a central that was upgraded too, each entry once, and both ends show the same', async () => {
    const identity = new Identity(store);
    const enrolment = { ...identity.enrolment!, centralUrl: running.url };
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = (): void => {
      const { unsent, unsettled, blobsWaiting } = replayCounts({ store, identity });
      if (unsent + blobsWaiting === 0 && unsettled === parked()) resolve();
    };
    const parked = () => store.all(store.sql.selectFrom('receipt').select('seq').where('status', '=', 'parked')).length;
    const quiet = () => undefined;
    const replay = new ReplayLane({
      store,
      identity: { enrolment },
      rules: firstRules,
      clock: { now: () => Date.now() },
      log: { info: quiet, warn: quiet, error: quiet },
      fetch,
      changed: look,
    });
    replay.start();
    await promise;
    await replay.stop();
    expect(await auditEnds([store], running.central.db)).toEqual({ ...clean, entries: ENTRIES, applied: ENTRIES - 2 });
  });
});

describe('bodies of earlier builds', () => {
  const entry = (schema: number) => {
    const first = JSON.parse(
      String(previousCentral().tables['entry']?.find((row) => row['stream'] === 'GLT-1-1')?.['line']),
    );
    return { ...first, schema } as Entry;
  };

  test('are read back to two schemas before the newest, and not guessed beyond', () => {
    expect(OLDEST_ENTRY_SCHEMA).toBeLessThanOrEqual(Math.max(1, ENTRY_SCHEMA - 2));
    for (let schema = OLDEST_ENTRY_SCHEMA; schema <= ENTRY_SCHEMA; schema += 1) {
      expect(actOf(entry(schema))).toMatchObject({ ok: true });
    }
    for (const schema of [OLDEST_ENTRY_SCHEMA - 1, ENTRY_SCHEMA + 1]) {
      expect(actOf(entry(schema))).toMatchObject({ ok: false, code: 'ledger.badBody' });
    }
  });
});
