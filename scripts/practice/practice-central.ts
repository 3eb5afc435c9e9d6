import { carriedSamples } from '../../src-main/features/practice/sample-visits.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import type { PracticeFile } from '../../src-main/hosts/practice-file.ts';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { createEnrolmentCode } from '../../src-central/enrolment/codes.ts';
import { practiceAdmin, practicePins, seedPracticeCentre } from '../../src-central/enrolment/practice.ts';
import { carryOverAll } from '../../src-central/register/carry-over-file.ts';
import { startCentral, type RunningCentral } from '../../src-central/server.ts';

/** The counter of the practice centre that a practice start enrols. */
const PRACTICE_COUNTER = { centre: 'GLT', counter: 1 } as const;

export interface PracticeSettings {
  readonly port?: number;
  readonly leaseSize?: number;
  /** Whether sample people with documents of before are there from the start. */
  readonly register?: boolean;
}

/**
 * The central server of a practice centre, in its own folder. It keeps the port of its first start,
 * because the counter remembers where central is.
 */
export async function startPracticeCentral(
  dataDir: string,
  { register = true, ...settings }: PracticeSettings = {},
): Promise<RunningCentral> {
  const portFile = join(dataDir, 'port');
  const known = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0;
  const log = pino(
    { name: 'central' },
    pino.destination({ dest: join(dataDir, 'central.log'), mkdir: true, sync: true }),
  );
  const central = await startCentral({ dataDir, port: known, log, ...settings });
  writeFileSync(portFile, new URL(central.url).port);
  const isNew = await seedPracticeCentre(central.central.db, new Date());
  if (isNew && register) await carryOverAll(central.central, carriedSamples(dayOf(new Date().toISOString())));
  return central;
}

/** Every new printer prints a little beside its place: enough for a technician to see, measure and mend. */
const misaligned = { x: 0.4, y: -0.3 };

/** What a practice counter is told so that its technician only has to press Enter. */
export async function invite(central: RunningCentral): Promise<PracticeFile> {
  const code = await createEnrolmentCode(central.central.db, { ...PRACTICE_COUNTER, now: new Date() });
  return { centralUrl: central.url, code, pins: { ...practicePins }, misaligned };
}

/** Where the practice central shows its page, and as whom to sign in. */
export function pageOf(central: RunningCentral): string {
  return `${central.url} (sign in as ${practiceAdmin.name}, password ${practiceAdmin.password})`;
}
