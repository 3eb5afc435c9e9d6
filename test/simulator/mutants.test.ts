import { describe, expect, it } from 'vitest';
import { noMeddling, type Meddling } from './meddling.ts';
import { sabotages } from './sabotage.ts';
import { simulate } from './simulation.ts';

/** Seeds tried before a break counts as unnoticed. */
const TRIES = 12;
/** Enough acts for outages, crashes and conflicts. */
const ACTS = 150;

async function firstNoticed(meddling: Meddling): Promise<number | undefined> {
  for (let seed = 1; seed <= TRIES; seed += 1) {
    // A lane that turns for ever cannot even be stopped.
    const failed = { failures: ['threw'] };
    const { failures } = await simulate(seed, { acts: ACTS, meddling, http: false }).catch(() => failed);
    if (failures.length > 0) return seed;
  }
  return undefined;
}

describe('replay that is broken on purpose', () => {
  it.each(Object.entries(sabotages))(
    'is noticed: %s',
    async (_name, meddling) => {
      expect(await firstNoticed({ ...noMeddling, ...meddling })).toBeDefined();
    },
    300_000,
  );

  it('and left alone it passes those seeds', async () => {
    expect(await simulate(1, { acts: ACTS, http: false })).toMatchObject({ failures: [] });
    expect(await simulate(2, { acts: ACTS, http: false })).toMatchObject({ failures: [] });
  }, 120_000);
});
