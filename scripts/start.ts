import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PRACTICE_FILE } from '../src-main/hosts/practice-file.ts';
import { openInBrowser } from '../src-main/hosts/loopback/open-browser.ts';
import { findHost } from './find-host.ts';
import { startCounterProcess } from './practice/counter-process.ts';
import type { RunningCentral } from '../src-central/server.ts';

/** `npm start`: a practice centre with everything it needs, or with `--live` the counter alone on real devices. */
const { values: flags } = parseArgs({
  options: {
    host: { type: 'string' },
    'data-dir': { type: 'string' },
    central: { type: 'string' },
    port: { type: 'string', default: '0' },
    open: { type: 'boolean', default: true },
    live: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

const practice = !flags.live;
const dataDir = resolve(flags['data-dir'] ?? join('.data', practice ? 'practice' : 'live'));
mkdirSync(dataDir, { recursive: true, mode: 0o700 });
const counterDir = join(dataDir, 'counter');
mkdirSync(counterDir, { recursive: true, mode: 0o700 });

const host = findHost(flags.host);
console.log(`Host: ${host.kind} (${host.why})`);

const invitation = join(counterDir, PRACTICE_FILE);
// A counter that was invited once starts beside central; a new one has to find its invitation.
const invitedBefore = existsSync(invitation);

if (host.kind === 'electron') {
  const central = await startCentral();
  const electron = await host.start({ dataDir: counterDir, practice });
  await electron.exited;
  await central?.stop();
} else {
  const first = invitedBefore ? undefined : await startCentral();
  const starting = startCounterProcess({ dataDir: counterDir, practice, port: Number(flags.port) });
  const [counter, central] = await Promise.all([starting, first ?? startCentral()]);
  counter.child.once('exit', () => void central?.stop().then(() => process.exit()));
  const opened = flags.open && openInBrowser(counter.url, { profile: join(dataDir, 'browser') });
  console.log(opened ? `Counter: ${new URL(counter.url).origin}, opened` : `Counter: ${counter.url}`);
  console.log(practice ? 'Practice mode. Ctrl+C stops everything.' : 'Live mode. Ctrl+C stops the counter.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void counter.stop());
}

/** The practice centre's server, and its invitation for the counter. Loaded here, for its code takes a while. */
async function startCentral(): Promise<RunningCentral | undefined> {
  if (!practice || flags.central !== undefined) return undefined;
  const { invite, pageOf, startPracticeCentral } = await import('./practice/practice-central.ts');
  const central = await startPracticeCentral(join(dataDir, 'central'));
  console.log(`Central: ${pageOf(central)}`);
  // In one step: the counter may be reading it.
  writeFileSync(`${invitation}.draft`, JSON.stringify(await invite(central)), { mode: 0o600 });
  renameSync(`${invitation}.draft`, invitation);
  return central;
}
