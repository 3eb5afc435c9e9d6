import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run bench [-- NAME…]`: runs every benchmark, or those named, each in a process of its own. */
const folder = join(import.meta.dirname, '../bench');
const known = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'harness.ts')
  .map((name) => name.replace('.ts', ''));
const wanted = process.argv.slice(2);

for (const name of wanted.length > 0 ? wanted : known) {
  const file = join(folder, `${name}.ts`);
  if (!existsSync(file)) console.error(`There is no benchmark ${name}; there are ${known.join(', ')}.`);
  const { status } = spawnSync(process.execPath, [file], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
