import { app } from 'electron';
import { recordCrash } from './crash-record.ts';
import { findUpdateUrl } from './update-settings.ts';

const EVERY_MS = 6 * 60 * 60_000;

/**
 * Looks for updates where `findUpdateUrl` says, and nowhere else; downloads in the background and installs
 * when the app is closed, never in the middle of work. Older versions are never taken: no channel is
 * ever set, because setting one allows downgrades. Trouble is recorded and stops nothing.
 */
export async function startUpdates(dataDir: string, logs: string): Promise<void> {
  try {
    const url = app.isPackaged ? findUpdateUrl(dataDir) : undefined;
    if (url === undefined) return;
    const { default: updater } = await import('electron-updater');
    const { autoUpdater } = updater;
    autoUpdater.setFeedURL({ provider: 'generic', url });
    autoUpdater.allowDowngrade = false;
    autoUpdater.allowPrerelease = false;
    autoUpdater.autoDownload = true;
    autoUpdater.autoInstallOnAppQuit = true;
    autoUpdater.logger = null;
    autoUpdater.on('error', (error) => recordCrash(logs, { where: 'update', error }));
    const look = (): void => void autoUpdater.checkForUpdates().catch(() => undefined);
    look();
    setInterval(look, EVERY_MS).unref();
  } catch (error) {
    recordCrash(logs, { where: 'update', error });
  }
}
