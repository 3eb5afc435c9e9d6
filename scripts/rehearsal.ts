import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { rehearse } from './rehearsal/day.ts';

/**
 * `npm run rehearsal`: the main job without a screen. A real central, a real counter, the link down, N
 * applicants through the whole flow, the counter killed at random moments, the link up again, and
 * then both ends compared row by row. Exit 1 on any loss, duplicate or difference.
 */
const { values } = parseArgs({
  options: {
    applicants: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'out/rehearsal' },
    kills: { type: 'string', default: '3' },
  },
});
const out = resolve(values.out);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const work = mkdtempSync(join(tmpdir(), 'rehearsal-'));
try {
  const figures = await rehearse({
    applicants: whole(values.applicants, 'applicants'),
    seed: whole(values.seed, 'seed'),
    kills: whole(values.kills, 'kills'),
    work,
    say: (line) => console.log(line),
    leave: (name, file) => writeFileSync(join(out, name), file),
  });
  cpSync(join(work, 'counter/printed-cards'), join(out, 'cards'), { recursive: true });
  const broken = figures.lost + figures.duplicated + figures.print_mismatch + figures.exceptions > 0;
  process.exitCode = broken || !figures.tables_equal || figures.applied < figures.entries ? 1 : 0;
  console.log(JSON.stringify(figures));
} finally {
  rmSync(work, { recursive: true, force: true });
}

function whole(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new RangeError(`--${name} takes a whole number`);
  return number;
}
