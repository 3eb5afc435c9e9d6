import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { clockBand } from '../../../src-main/features/status/bands.ts';
import { Random } from '../../rehearsal/random.ts';
import { auditEnds, complaints } from '../audit.ts';
import { codeFor, openCentral } from '../central-database.ts';
import { CounterProcess } from '../counter-process.ts';
import type { LegOptions, LegReport } from '../leg.ts';
import { withCentral } from '../with-central.ts';
import { drain } from '../drain.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** How far the counter's clock is set, s. */
export const jumps = {
  minute: 60,
  hour: HOUR,
  hourBack: -HOUR,
  threeDays: 3 * DAY,
  threeDaysBack: -3 * DAY,
  tenYears: 3_652 * DAY,
};

/** Work at each clock: one applicant and a bit. */
const PIECES = 8;
/** Processes and lines take their time; the offset is measured to this, ms. */
const TOLERANCE_MS = 5_000;

/** The library that answers for the clock, where Debian's package puts it. */
const library = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketime.so.1`;

export function clockMissing(): string | undefined {
  if (process.platform === 'linux' && existsSync(library) && spawnSync('faketime', ['--version']).status === 0)
    return undefined;
  return 'faketime is missing, so no clock jumps. On Debian: apt-get install faketime';
}

export interface ClockChoice {
  readonly databaseUrl?: string;
  readonly names?: readonly (keyof typeof jumps)[];
  /** How long the clock jumps to and fro while batches are under way, ms. */
  readonly stormMs?: number;
}

/**
 * The clock of a running counter is set, by minutes and by years, also in the middle of batches. What was written goes up
 * whatever the clock says; the offset is found and recorded; nothing with legal effect is written while the clock stands
 * before a time that central vouched for.
 */
export async function clock({ seed, say }: LegOptions, choice: ClockChoice = {}): Promise<LegReport> {
  const missing = clockMissing();
  if (missing !== undefined) {
    say(`SKIPPED: ${missing}`);
    return { figures: { skipped: true }, broken: [] };
  }
  const random = new Random(seed);
  const folder = mkdtempSync(join(tmpdir(), 'torture-clock-'));
  const file = join(folder, 'clock');
  const set = (seconds: number) => writeFileSync(file, `${seconds < 0 ? '' : '+'}${seconds}`);
  const broken: string[] = [];
  const figures: Record<string, number> = {};
  const counter = new CounterProcess();
  try {
    await withCentral(choice.databaseUrl, async ({ central, databaseUrl }) => {
      await counter.enrol({ url: central.url, code: await openCentral(databaseUrl, ({ db }) => codeFor(db, 1)) });
      set(0);
      counter.start({ url: central.url, pieces: PIECES, haste: 4, photo: 4_000, env: clockOf(file) });
      await counter.until((each) => each.quiet);
      for (const name of choice.names ?? (Object.keys(jumps) as (keyof typeof jumps)[])) {
        const seconds = jumps[name];
        const before = counter.refused.length;
        set(seconds);
        const rounds = counter.last.rounds ?? 0;
        counter.tell('work');
        const met = ({ last }: CounterProcess) => Math.abs((last.offsetMs ?? 0) - seconds * 1_000) < TOLERANCE_MS;
        await counter.until(({ last }) => (last.rounds ?? 0) > rounds);
        await counter
          .until((each) => each.quiet && met(each))
          .catch((error: unknown) => broken.push(`${name}: ${String(error)}`));
        const refused = counter.refused.slice(before);
        figures[`${name}_refused`] = refused.length;
        if (refused.some((code) => code !== 'clock.behind'))
          broken.push(`${name}: ${[...new Set(refused)].join(', ')}`);
        if (seconds < -300 && refused.length === 0) broken.push(`${name}: issued before central's time`);
        if (seconds > 0 && refused.length > 0) broken.push(`${name}: refused at a clock that is ahead`);
        const warned = clockBand(counter.last.offsetMs ?? null) !== 'ok';
        if (warned !== Math.abs(seconds) > 300) broken.push(`${name}: ${warned ? 'warned' : 'no warning'}`);
      }
      const end = performance.now() + (choice.stormMs ?? 10_000);
      let storms = 0;
      while (performance.now() < end) {
        set(Object.values(jumps)[random.below(Object.keys(jumps).length)] ?? 0);
        counter.tell('work');
        storms += 1;
        await pause(20 + random.below(200));
      }
      set(0);
      await drain([counter], databaseUrl);
      const store = await counter.open();
      const offsets = store.all(store.sql.selectFrom('journal').select('offset_ms').distinct()).length;
      const audit = await openCentral(databaseUrl, ({ db }) => auditEnds([store], db));
      const forgotten = counter.lostFrom(store);
      store.close();
      broken.push(...complaints(audit), ...(forgotten > 0 ? [`forgotten: ${forgotten}`] : []));
      if (audit.applied < audit.entries) broken.push(`not applied: ${audit.entries - audit.applied}`);
      Object.assign(figures, { jumps_in_batches: storms, offsets_recorded: offsets, ...audit });
    });
    return { figures, broken };
  } finally {
    await counter.kill();
    counter.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The clock as the file says it, read anew at every look; time that is only measured goes on as it is. */
function clockOf(file: string): NodeJS.ProcessEnv {
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}
