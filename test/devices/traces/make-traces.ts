import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { recordTask } from './recording.ts';

/** Records the traces of this folder anew: `node test/devices/traces/make-traces.ts`, when a driver says other things. */
for (const name of ['capture', 'print'] as const) {
  const file = join(import.meta.dirname, `practice-${name}.jsonl.gz`);
  const bytes = gzipSync(await recordTask(name), { level: 9 });
  writeFileSync(file, bytes);
  console.log(`${file}: ${bytes.length} bytes`);
}
