import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Identity, newSigningKey } from '../../../src-main/features/enrolment/identity.ts';
import { keyFileGuard, keyFileOf } from '../../../src-main/store/keys/key-file-guard.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import { rebuild } from '../../../src-main/store/rebuild.ts';
import { verifyJournal } from '../../../src-main/store/verify.ts';
import { firstRules } from '../../../src-shared/catalogue/sample-catalogues.ts';
import { Random } from '../../rehearsal/random.ts';
import { CounterProcess } from '../counter-process.ts';
import { crashImage } from '../crash-image.ts';
import { readTrace, traced, type Deed, type Failing } from '../disk-trace.ts';
import type { LegOptions, LegReport } from '../leg.ts';

export interface PowerAmounts {
  /** Power cuts to try; the budget may end the run earlier. */
  readonly cuts: number;
  /** Transactions of the process whose writes are recorded. */
  readonly pieces: number;
  /** `NORMAL` proves that a loss would be seen. */
  readonly synchronous?: 'NORMAL';
  /** The disk fails now and then before the power does. */
  readonly failing?: Failing;
}

/** As many cuts as the time allows, at least this. */
const usual: PowerAmounts = { cuts: 400, pieces: 80 };

/**
 * The power is cut at any moment of a counter's work. What it asked of the disk is recorded once; each cut then
 * makes a folder as the disk might have been left, opens it and compares it with what the screen had been told.
 */
export async function power({ seed, budgetMs, say }: LegOptions, amounts: PowerAmounts = usual): Promise<LegReport> {
  const random = new Random(seed);
  const work = mkdtempSync(join(tmpdir(), 'torture-power-'));
  const until = performance.now() + budgetMs;
  try {
    const { before, deeds, folder, keys, faults } = await record(work, amounts);
    const found = { cuts: 0, lost: 0, broken_chains: 0, half_done: 0, unopened: 0, inside: 0 };
    const first = deeds.findIndex((deed) => deed.kind === 'said');
    const answers = deeds.flatMap((deed, index) => (deed.kind === 'said' ? [index] : []));
    while (found.cuts < amounts.cuts && (found.cuts < 20 || performance.now() < until)) {
      // Half of them the moment the screen was told, when nothing may be owed any more.
      const heard = answers[random.below(answers.length)] ?? first;
      const cut = random.next() < 0.5 ? heard : first + random.below(deeds.length - first);
      const image = join(work, `cut-${found.cuts}`);
      crashImage({ before, deeds: deeds.slice(0, cut + 1), folder }, image, random);
      cpSync(keys, `${image}.keys`, { recursive: true });
      found.cuts += 1;
      if (deeds[cut]?.kind !== 'said') found.inside += 1;
      const result = await look(image, savedIn(deeds.slice(0, cut + 1)));
      found.lost += result.lost;
      found.broken_chains += result.breaks;
      found.half_done += result.halves;
      found.unopened += result.unopened;
      for (const path of [image, `${image}.keys`]) rmSync(path, { recursive: true, force: true });
    }
    const syncs = deeds.filter(({ kind }) => kind === 'sync').length;
    const commits = savedLines(deeds).length;
    say(`power: ${found.cuts} cuts of ${commits} commits, ${syncs} syncs, ${deeds.length} deeds`);
    const { cuts, inside, ...wrong } = found;
    const broken = Object.entries(wrong).flatMap(([name, count]) => (count > 0 ? [`${name}: ${count}`] : []));
    const told = amounts.failing?.error === 'ENOSPC' ? 'store.full' : 'store.io';
    const wrongly = new Set(faults.filter((code) => code !== told));
    if (wrongly.size > 0) broken.push(`a disk that fails is told as ${[...wrongly].join(', ')}`);
    return { figures: { cuts, inside_a_commit: inside, commits, syncs, refused: faults.length, ...wrong }, broken };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A day's beginning under strace; `before` is the folder as it was when the process started. */
async function record(work: string, { pieces, synchronous, failing }: PowerAmounts) {
  const folder = join(work, 'data');
  const { store } = await openStore({ dataDir: folder, guard: keyFileGuard(keyFileOf(folder)) });
  adoptNowhere(store);
  store.close();
  const before = join(work, 'before');
  cpSync(folder, before, { recursive: true });
  const report = join(work, 'trace');
  const counter = new CounterProcess(folder);
  const checkpoint = Math.max(2, Math.floor(pieces / 4));
  counter.start({
    offline: true,
    pieces,
    checkpoint,
    ...(synchronous === undefined ? {} : { synchronous }),
    wrapped: traced(report, failing),
    env: { NODE_COMPILE_CACHE: '' },
  });
  await counter.until(({ last }) => last.counts !== undefined, 120_000);
  await counter.stop();
  return { before, deeds: readTrace(report, folder), folder, keys: `${folder}.keys`, faults: counter.faults };
}

export function adoptNowhere(store: Parameters<typeof verifyJournal>[0]): void {
  const { signingKey } = newSigningKey();
  const where = { stream: 'GLT-1-1', centralUrl: 'http://127.0.0.1:9', apiKey: 'a'.repeat(43), certificate: null };
  const centralPublicKey = Buffer.alloc(32).toString('base64');
  const reference = { code: 'GLT', nameEn: 'Gilgit', nameUr: 'گلگت', staff: [] };
  new Identity(store).adopt({ ...where, signingKey, centralPublicKey } as never, reference as never);
}

function savedLines(deeds: readonly Deed[]): string[][] {
  return deeds.flatMap((deed) => {
    if (deed.kind !== 'said') return [];
    const { saved } = JSON.parse(deed.line) as { saved?: string[] };
    return saved === undefined ? [] : [saved];
  });
}

function savedIn(deeds: readonly Deed[]): Set<string> {
  return new Set(savedLines(deeds).flat());
}

async function look(dataDir: string, told: ReadonlySet<string>) {
  try {
    const { store } = await openStore({ dataDir, guard: keyFileGuard(keyFileOf(dataDir)) });
    try {
      const { breaks, blobs } = verifyJournal(store);
      const there = new Set<string>(store.all(store.sql.selectFrom('journal').select('id')).map((row) => row.id));
      return {
        lost: [...told].filter((id) => !there.has(id)).length,
        breaks: breaks.length + blobs.length,
        halves: rebuild(store, firstRules).differing.length,
        unopened: 0,
      };
    } finally {
      store.close();
    }
  } catch {
    return { lost: told.size, breaks: 0, halves: 0, unopened: 1 };
  }
}
