import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { disk } from '../../scripts/torture/legs/disk.ts';

const seed = Number(process.env['DISK_SEED'] ?? Date.now() % 1_000_000_000);
const strace = spawnSync('strace', ['-V']).status === 0;
if (!strace) console.warn('SKIPPED: strace is missing, so no disk fails. On Debian: apt-get install strace');

test.skipIf(!strace)(
  `what a failing disk refused was never called saved, and what was saved stays (DISK_SEED=${seed})`,
  async () => {
    const options = {
      seed,
      budgetMs: 40_000,
      say: (line: string) => (line.startsWith('SKIPPED') ? console.warn(line) : undefined),
    };
    const { figures, broken } = await disk(options, { cuts: 8, pieces: 14, megabytes: 8 });
    expect(broken).toEqual([]);
    for (const name of ['sync', 'write', 'space']) {
      expect(figures[`${name}_refused`]).toBeGreaterThan(0);
      expect(figures[`${name}_commits`]).toBeGreaterThan(0);
    }
  },
  120_000,
);
