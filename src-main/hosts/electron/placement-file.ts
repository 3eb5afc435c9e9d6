import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Placement } from './placement.ts';

/** Undefined when there is none or it cannot be read: the window then opens as on the first day. */
export function findPlacement(file: string): Placement | undefined {
  try {
    return Placement.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Replaces the file as a whole. A failure is nobody's loss and is not told. */
export function keepPlacement(file: string, placement: Placement): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.draft`, JSON.stringify(placement), { mode: 0o600 });
    renameSync(`${file}.draft`, file);
  } catch {
    // The next start falls back to the middle of the screen.
  }
}
