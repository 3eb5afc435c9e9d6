import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { power } from '../../scripts/torture/legs/power.ts';

const seed = Number(process.env['POWER_SEED'] ?? Date.now() % 1_000_000_000);
const strace = spawnSync('strace', ['-V']).status === 0;
if (!strace)
  console.warn('SKIPPED: strace is missing, so nobody sees what is written. On Debian: apt-get install strace');

describe.skipIf(!strace)(`a power cut at any moment (POWER_SEED=${seed})`, () => {
  const options = { seed, budgetMs: 20_000, say: () => undefined };

  test('takes nothing back that was called saved, and leaves nothing half done', async () => {
    const { figures, broken } = await power(options, { cuts: 20, pieces: 24 });
    expect(broken).toEqual([]);
    expect(figures).toMatchObject({ cuts: 20, commits: 24, lost: 0, unopened: 0 });
    expect(figures['inside_a_commit']).toBeGreaterThan(2);
  }, 60_000);

  test('would be seen to take something with synchronous=NORMAL, the default of the library', async () => {
    const { figures } = await power(options, { cuts: 12, pieces: 12, synchronous: 'NORMAL' });
    expect(figures['lost']).toBeGreaterThan(0);
  }, 60_000);
});
