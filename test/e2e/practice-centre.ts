import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { practicePins } from '../../src-central/enrolment/practice.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { PRACTICE_FILE } from '../../src-main/hosts/practice-file.ts';
import { startCounterProcess, type CounterProcess } from '../../scripts/practice/counter-process.ts';
import { invite, startPracticeCentral } from '../../scripts/practice/practice-central.ts';

/** A practice centre as `npm start` makes it, on a folder of its own, for a browser to drive. */
export interface PracticeCentre {
  readonly central: RunningCentral;
  readonly pins: Readonly<Record<string, string>>;
  readonly cardFolder: string;
  /** A fresh address for a screen. */
  newUrl(): Promise<string>;
  /** Pulls the plug on the counter and starts it again. */
  killCounter(): Promise<void>;
  stop(): Promise<void>;
}

/** `papers`: under the rules by which a new licence rests on papers alone. */
export async function startPracticeCentre({ rules }: { rules?: 'papers' } = {}): Promise<PracticeCentre> {
  const folder = mkdtempSync(join(tmpdir(), 'centre-'));
  const dataDir = join(folder, 'counter');
  mkdirSync(dataDir, { mode: 0o700 });
  const central = await startPracticeCentral(join(folder, 'central'));
  writeFileSync(join(dataDir, PRACTICE_FILE), JSON.stringify({ ...(await invite(central)), rules }), { mode: 0o600 });
  let counter: CounterProcess = await startCounterProcess({ dataDir, practice: true });
  return {
    central,
    pins: practicePins,
    cardFolder: join(dataDir, 'printed-cards'),
    newUrl: () => counter.newUrl(),
    killCounter: async () => {
      const exited = new Promise((resolve) => counter.child.once('exit', resolve));
      counter.child.kill('SIGKILL');
      await exited;
      const port = Number(new URL(counter.url).port);
      counter = await startCounterProcess({ dataDir, practice: true, port });
    },
    stop: async () => {
      await counter.stop();
      await central.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
