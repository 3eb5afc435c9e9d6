import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { trustOf } from '../../src-main/features/trust/trust-board.ts';
import { findCardKey } from '../../src-main/store/trust.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';

let running: RunningCentral;
beforeAll(async () => {
  running = await startTestCentral({ statusSeconds: 0 });
});
afterAll(() => running.stop());

describe('keys and status lists of a counter', () => {
  it('come down by themselves, with a certified key of its own', async () => {
    const counter = new ReplayCounter();
    await counter.enrol(running, { counter: 1 });
    counter.replay.start();
    await counter.until(() => findCardKey(counter.store, 'cardKey') !== undefined);
    const { keyring, asOf } = trustOf(counter.store);
    expect(keyring.refused).toBe(0);
    expect(keyring.keys.map(({ certificate }) => certificate.use)).toEqual(['root', 'status', 'centre', 'card']);
    expect(asOf).not.toBeNull();
    await counter.destroy();
  });
});
