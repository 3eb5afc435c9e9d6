import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { keyFileGuard, keyFileOf } from '../src-main/store/keys/key-file-guard.ts';
import { openStore, storeFile } from '../src-main/store/open-store.ts';
import { rebuild } from '../src-main/store/rebuild.ts';
import type { Store } from '../src-main/store/store.ts';
import { verifyJournal } from '../src-main/store/verify.ts';
import { firstRules } from '../src-shared/catalogue/sample-catalogues.ts';
import { sayFault } from './say-fault.ts';

const usage = `npm run journal -- verify|rebuild [--data-dir DIR] [--key-file FILE]

  verify    walks the hash chain of every stream and the hash of every photo
  rebuild   verifies, then drops the tables, folds the journal again and proves them equal

The counter must not be running. Exit code 1 on any break or difference.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'data-dir': { type: 'string', default: '.data/practice/counter' }, 'key-file': { type: 'string' } },
});
const dataDir = values['data-dir'];
const task = { verify, rebuild: rebuildTables }[positionals[0] ?? ''];

if (task === undefined) stop(usage);
else if (!existsSync(storeFile(dataDir))) stop(`There is no store in ${dataDir}.`);
else await run(task);

async function run(work: (store: Store) => boolean): Promise<void> {
  try {
    const guard = keyFileGuard(values['key-file'] ?? keyFileOf(dataDir));
    const { store } = await openStore({ dataDir, guard });
    try {
      if (!work(store)) process.exitCode = 1;
    } finally {
      store.close();
    }
  } catch (error) {
    sayFault(error);
  }
}

function verify(store: Store): boolean {
  const { entries, heads, breaks, blobs } = verifyJournal(store);
  console.log(`${entries} entries in ${heads.size} streams`);
  for (const [stream, { seq, hash }] of heads) console.log(`  ${stream}  head ${seq}  ${hash}`);
  for (const each of breaks) console.log(`BREAK  ${each.stream}  entry ${each.seq}  ${each.what}`);
  for (const { sha256, what } of blobs) console.log(`BREAK  blob ${sha256}  ${what}`);
  const whole = breaks.length === 0 && blobs.length === 0;
  console.log(whole ? 'The journal is whole.' : `The journal is broken in ${breaks.length + blobs.length} places.`);
  return whole;
}

function rebuildTables(store: Store): boolean {
  // Tables folded from a broken journal would hide what the old ones still show.
  if (!verify(store)) return false;
  const { subjects, entries, differing } = rebuild(store, firstRules);
  console.log(`${subjects} subjects folded again, ${entries} of their entries confirmed`);
  for (const table of differing) console.log(`DIFFERENT  ${table}`);
  const equal = differing.length === 0;
  console.log(equal ? 'The tables equal the journal.' : 'The tables differed; they now show what the journal says.');
  return equal;
}

function stop(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
