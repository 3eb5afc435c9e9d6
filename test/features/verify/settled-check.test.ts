import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningCentral } from '../../../src-central/server.ts';
import { findCardKey } from '../../../src-main/store/trust.ts';
import { sampleCatalogues } from '../../../src-shared/catalogue/sample-catalogues.ts';
import { signIn, startMate, until } from '../../support/centre-mates.ts';
import type { TestCounter } from '../../support/counter.ts';
import { settleAll, startTestCentral } from '../../support/test-central.ts';

/** A counter, and central behind it. */
let running: RunningCentral;
let counter: TestCounter;
beforeAll(async () => {
  running = await startTestCentral({ statusSeconds: 0 });
  counter = await startMate(running, 2, { rules: sampleCatalogues() });
  await until(counter, async () => findCardKey(counter.core.counter.store, 'cardKey') && true);
}, 60_000);
afterAll(async () => {
  await counter.stop();
  await running.stop();
});

test('a check is settled at central and shown there row by row as it is here', async () => {
  await signIn(counter, 'operator-1');
  const { entryId } = await counter.client.verify.text({ text: 'NO CODE', by: 'scanner' });
  const { store } = counter.core.counter;
  const here = store.get(store.sql.selectFrom('card_check').selectAll().where('entry_id', '=', entryId));
  const { db } = running.central;
  await until(counter, async () => {
    counter.core.counter.replay.tryNow();
    const receipt = store.get(store.sql.selectFrom('receipt').selectAll().where('entry_id', '=', entryId));
    return receipt?.status === 'applied' ? true : undefined;
  });
  await settleAll(running);
  const there = await db.selectFrom('card_check').selectAll().where('entry_id', '=', entryId).executeTakeFirst();
  expect({ ...there, status_age: Number(there!.status_age) }).toEqual({
    ...here,
    status_age: Number(here!.status_age),
  });
  expect(there).toMatchObject({ way: 'scanner', verdict: 'cannotSay', licence_number: null });
});
