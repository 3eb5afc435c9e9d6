import '../need-node.ts';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Fault } from '../../../src-shared/errors.ts';
import { forkUsbProcess } from '../../devices/usb/fork-usb-process.ts';
import { prepareFonts } from '../../features/cards/card-fonts.ts';

/**
 * The counter's process on a PC without Electron: core, HTTP and WebSocket. Speaks JSON lines with
 * its launcher: says `{"ready": true, "url": …}` once it serves, answers `open` on standard input
 * with a fresh URL, and stops at end of input, on SIGTERM or on SIGINT.
 */
const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string' },
    port: { type: 'string', default: '0' },
    practice: { type: 'boolean', default: false },
    /** Keep serving when standard input ends. */
    detached: { type: 'boolean', default: false },
  },
});
const dataDir = resolve(values['data-dir'] ?? '.data/counter');
const root = join(import.meta.dirname, '../../../out/renderer');

process.umask(0o077);
await prepareFonts(join(dataDir, 'cache'));
const [{ startHostCore }, { keyFileGuard, keyFileOf }, { ChromiumPaper }, { startLoopbackServer }] = await Promise.all([
  import('../host-core.ts'),
  import('../../store/keys/key-file-guard.ts'),
  import('./chromium-paper.ts'),
  import('./server.ts'),
]);

try {
  const guard = keyFileGuard(keyFileOf(dataDir));
  const ports = { guard, papers: new ChromiumPaper(), startUsb: forkUsbProcess() };
  const core = await startHostCore({ dataDir, practice: values.practice, ...ports });
  const server = await startLoopbackServer(core, { port: Number(values.port), root });
  say({ ready: true, url: server.newUrl() });

  const stop = async (): Promise<void> => {
    await server.stop();
    await core.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  const input = createInterface({ input: process.stdin });
  input.on('line', (line) => {
    if (line.trim() === 'open') say({ url: server.newUrl() });
  });
  if (!values.detached) input.on('close', () => void stop());
} catch (error) {
  say({ ready: false, code: error instanceof Fault ? error.code : 'internal.fault', detail: describe(error) });
  process.exit(1);
}

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function describe(error: unknown): string {
  if (error instanceof Fault) return JSON.stringify(error.detail);
  return error instanceof Error ? (error.stack ?? error.message) : 'unknown';
}
