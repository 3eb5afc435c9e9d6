import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, safeStorage, session } from 'electron';
import { registerSchemes, serveApp } from './app-protocol.ts';
import { CoreSupervisor } from './core-supervisor.ts';
import { recordCrash } from './crash-record.ts';
import { tellCoreStopped, tellRefused } from './dialogs.ts';
import { ElectronPaper } from './electron-paper.ts';
import { guardContents, guardSession } from './guards.ts';
import { readLaunchOptions } from './launch-options.ts';
import { SafeStorageGuard } from './safe-storage-guard.ts';
import { Screen } from './screen.ts';
import { startUpdates } from './updater.ts';
import { CounterWindow } from './window.ts';

/**
 * The desktop app's main process: window, menu, key ring, printing of papers, updates. All work is done by
 * the core in a process of its own; this one holds no data and speaks to no network but the updater's.
 */
const launch = readLaunchOptions(process.argv.slice(app.isPackaged ? 1 : 2), app.getPath('userData'));
const parts = import.meta.dirname;
const logs = join(launch.dataDir, 'logs');
const developer = !app.isPackaged;

process.umask(0o077);
process.on('uncaughtException', (error) => {
  recordCrash(logs, { where: 'main', error });
  app.exit(1);
});
app.enableSandbox();
mkdirSync(launch.profileDir, { recursive: true, mode: 0o700 });
app.setPath('userData', launch.profileDir);
registerSchemes();

if (app.requestSingleInstanceLock()) {
  guardContents();
  // Not awaited here: Electron is ready only after this module has been evaluated (electron issue 40719).
  void app.whenReady().then(open);
} else {
  app.quit();
}

function open(): void {
  // In memory: nothing that was on a screen is left in a browser profile.
  const screens = session.fromPartition('parwana', { cache: false });
  serveApp(screens, join(parts, '../renderer'));
  guardSession(screens, { developer });
  const counter = new CounterWindow({
    session: screens,
    preload: join(parts, '../preload/preload.cjs'),
    file: join(launch.profileDir, 'window.json'),
    developer,
  });
  const core = new CoreSupervisor({
    launch,
    program: join(parts, 'core-process.js'),
    usbProgram: join(parts, 'usb-process.js'),
    lent: { ring: new SafeStorageGuard(safeStorage), papers: new ElectronPaper() },
    started: () => screen.connect(),
    refused: (code, detail) => void tellRefused(counter.language, { code, detail }).then(startAgain),
    gaveUp: () => void tellCoreStopped(counter.language).then(startAgain),
  });
  const screen = new Screen({ counter, core: () => core, logs, developer, quit: () => app.quit() });

  function startAgain(again: boolean): void {
    if (again) core.start();
    else app.quit();
  }

  stopCoreFirst(core);
  app.on('second-instance', () => counter.raise());
  app.on('window-all-closed', () => app.quit());
  core.start();
  void counter.load();
  void startUpdates(launch.dataDir, logs);
}

/** The app ends when the core has finished what it was doing. */
function stopCoreFirst(core: CoreSupervisor): void {
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    stopped = true;
    void core.stop().then(() => app.quit());
  });
}
