import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain } from 'electron';
import { Fault } from '../../../src-shared/errors.ts';
import type { Core } from '../../core.ts';
import type { PaperPort } from '../../counter.ts';
import { prepareFonts } from '../../features/cards/card-fonts.ts';
import { recordCrash } from './crash-record.ts';
import { HostLink } from './host-link.ts';
import { ToCore, type FromCore } from './messages.ts';
import { screenPort } from './screen-port.ts';
import { UsbPorts } from './usb-ports.ts';

/**
 * The counter's core in a process of its own, started by the main process with `--data-dir` and
 * `--practice`: a fault of a device or of a library ends this process, not the window.
 */
const { values } = parseArgs({
  options: { 'data-dir': { type: 'string' }, practice: { type: 'boolean', default: false } },
});
const dataDir = values['data-dir'] ?? '';
/** Beside this file, in the sources and in the bundle. */
const beside = (name: string) => pathToFileURL(join(import.meta.dirname, `${name}${extname(import.meta.filename)}`));
const [searchWorker, codeWorker] = [beside('search-worker'), beside('code-worker')];
const parent = process.parentPort;
const link = new HostLink(send);
const usb = new UsbPorts(send);
const { promise: running, resolve: run } = Promise.withResolvers<Core>();
let current: MessagePortMain | undefined;

process.umask(0o077);
process.on('uncaughtException', (error) => {
  recordCrash(join(dataDir, 'logs'), { where: 'core', error });
  process.exit(1);
});

parent.on('message', ({ data, ports }) => {
  const message = ToCore.safeParse(data).data;
  if (message === undefined) return;
  if (message.kind === 'screen') void serve(ports[0]);
  else if (message.kind === 'stop') void stop();
  else if (message.kind === 'usb') usb.attach(message.run, ports[0]);
  else if (message.kind === 'usbEnded') usb.over(message.run);
  else link.take(message);
});

void begin();

async function begin(): Promise<void> {
  try {
    run(await start());
    send({ kind: 'ready' });
  } catch (error) {
    if (!(error instanceof Fault)) recordCrash(join(dataDir, 'logs'), { where: 'core start', error });
    const { code, detail } = error instanceof Fault ? error : new Fault('internal.fault');
    send({ kind: 'refused', code, detail });
  }
}

/** The fonts must be known before the drawing library is loaded, hence the late imports. */
async function start(): Promise<Core> {
  await prepareFonts(join(dataDir, 'cache'));
  const [{ startHostCore }, { chooseGuard }, { openLog }] = await Promise.all([
    import('../host-core.ts'),
    import('./choose-guard.ts'),
    import('../log.ts'),
  ]);
  const guard = await chooseGuard(dataDir, { link, log: openLog(dataDir) });
  // Electron's own engine is running already.
  const papers: PaperPort = {
    toPdf: (html) => link.askBytes({ what: 'pdf', html }),
    prepare: () => undefined,
    stop: () => Promise.resolve(),
  };
  const workers = { searchWorker, codeWorker };
  return startHostCore({ dataDir, practice: values.practice, guard, papers, startUsb: usb.start, ...workers });
}

/** One screen at a time: the newest page is where the person is looking. */
async function serve(port: MessagePortMain | undefined): Promise<void> {
  if (port === undefined) return;
  current?.close();
  current = port;
  const { context } = await running;
  const { router } = await import('../../router.ts');
  new RPCHandler(router).upgrade(screenPort(port), { context });
  port.start();
}

async function stop(): Promise<void> {
  const core = await running;
  await core.stop();
  process.exit(0);
}

function send(message: FromCore): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
  parent.postMessage(message);
}
