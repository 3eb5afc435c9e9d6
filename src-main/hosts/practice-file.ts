import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What the launcher of a practice centre tells its counter: where central is, and the public PINs. */
export const PracticeFile = z.strictObject({
  centralUrl: z.url(),
  code: z.string(),
  pins: z.record(z.string(), z.string()),
  /** How far the practice printer prints beside the card's place, millimetres, until it is calibrated; absent: not at all. */
  misaligned: z.strictObject({ x: z.number(), y: z.number() }).optional(),
  /** `papers`: only the rules under which a new licence rests on papers alone; absent: all there are. */
  rules: z.literal('papers').optional(),
});
export type PracticeFile = z.infer<typeof PracticeFile>;

export const PRACTICE_FILE = 'practice.json';

export function findPracticeFile(dataDir: string): PracticeFile | undefined {
  const file = join(dataDir, PRACTICE_FILE);
  return existsSync(file) ? PracticeFile.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
