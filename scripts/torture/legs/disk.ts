import { SmallDisk } from '../../../test/support/small-disk.ts';
import { verifyJournal } from '../../../src-main/store/verify.ts';
import { CounterProcess } from '../counter-process.ts';
import type { LegOptions, LegReport } from '../leg.ts';
import { adoptNowhere, power } from './power.ts';

export interface DiskAmounts {
  readonly cuts: number;
  readonly pieces: number;
  readonly megabytes: number;
}

const usual: DiskAmounts = { cuts: 100, pieces: 60, megabytes: 8 };

const failures = [
  { name: 'sync', calls: 'fsync,fdatasync', error: 'EIO', when: '4+5' },
  { name: 'write', calls: 'pwrite64', error: 'EIO', when: '40+37' },
  { name: 'space', calls: 'pwrite64', error: 'ENOSPC', when: '60+71' },
] as const;

/**
 * A disk that fails: syncs, writes and space, each now and then while a counter works, and then the power too. After a
 * failed sync the system takes pages for clean that never got through; what is called saved later must not rest on
 * them. Then a disk that is full to the last block, and has room again.
 */
export async function disk({ seed, budgetMs, say }: LegOptions, amounts: DiskAmounts = usual): Promise<LegReport> {
  const figures: Record<string, number | boolean> = {};
  const broken: string[] = [];
  const share = { seed, say, budgetMs: budgetMs / (failures.length + 1) };
  for (const { name, ...failing } of failures) {
    const report = await power(share, { ...amounts, failing });
    for (const [figure, value] of Object.entries(report.figures)) figures[`${name}_${figure}`] = value;
    broken.push(...report.broken.map((what) => `${name}: ${what}`));
    if (report.figures['refused'] === 0) broken.push(`${name}: no failure was met`);
  }
  const small = await fullDisk(amounts.megabytes);
  for (const [figure, value] of Object.entries(small ?? { skipped: true })) figures[`full_${figure}`] = value;
  if (small !== undefined && small.lost + small.breaks > 0) broken.push(`full: ${JSON.stringify(small)}`);
  if (small === undefined) say('SKIPPED: nothing can be mounted here, so no disk can be filled');
  return { figures, broken };
}

/** A counter works until there is no block left, and goes on when there is room. */
async function fullDisk(megabytes: number) {
  const mounted = SmallDisk.mount(megabytes);
  if (mounted === undefined) return undefined;
  const counter = new CounterProcess(mounted.folder);
  try {
    const made = await counter.open();
    adoptNowhere(made);
    made.close();
    const options = { offline: true, pieces: 1e9, photo: 40_000, pause: 1 };
    counter.start(options);
    await counter.until(({ saved }) => saved.size > 5);
    mounted.fill();
    await counter.until(({ faults }) => faults.length >= 5);
    const refused = counter.faults.length;
    // A crash on the full disk, and room before the next start.
    await counter.kill();
    mounted.clear();
    counter.start(options);
    const saved = counter.saved.size;
    await counter.until((each) => each.saved.size > saved + 10);
    await counter.stop();
    const store = await counter.open();
    const { breaks, blobs } = verifyJournal(store);
    const lost = counter.lostFrom(store);
    store.close();
    return { refused, saved: counter.saved.size, lost, breaks: breaks.length + blobs.length };
  } finally {
    await counter.kill();
    mounted.unmount();
  }
}
