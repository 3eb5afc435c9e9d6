import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { newMechanics, type Mechanics, type MechanicsOptions } from './mechanics.ts';

const Count = z.int().nonnegative();

/** What a printer does not forget when the practice centre restarts: bad luck is not kept. */
const Kept = z.object({
  ribbon: z.string().max(20),
  setsLeft: Count,
  ribbonIn: z.boolean(),
  feeder: Count,
  path: z.enum(['empty', 'card', 'stuck']),
  needsCleaning: z.boolean(),
  cardsInserted: Count,
  panelsPrinted: Count,
  cleanings: Count,
  cardsAtCleaning: Count,
  longestInterval: Count,
});
type Kept = z.infer<typeof Kept>;

/**
 * Mechanics that are kept in a file: read now, written after every change, also those of the trainer's panel, so
 * that the printer's counters agree with the jobs of yesterday. A file that cannot be read counts as a new printer.
 */
export function keepMechanics(file: string, options: MechanicsOptions): Mechanics {
  const mechanics = { ...newMechanics(options), ...readKept(file) };
  let due = false;
  const save = (): void => {
    due = false;
    writeKept(file, Kept.parse(mechanics));
  };
  return new Proxy(mechanics, {
    set: (target, name, value) => {
      const done = Reflect.set(target, name, value);
      // One act changes several of them: one file for all.
      if (!due) queueMicrotask(save);
      due = true;
      return done;
    },
  });
}

function readKept(file: string): Kept | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** First beside it, then in its place: a power cut leaves the old file or the new one. */
function writeKept(file: string, kept: Kept): void {
  const draft = `${file}.new`;
  try {
    const handle = openSync(draft, 'w');
    try {
      writeSync(handle, JSON.stringify(kept));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch {
    // The folder is gone or full: the printer goes on from memory, as one whose battery is flat.
  }
}
