import { BrowserWindow, screen, type Session } from 'electron';
import type { Language } from '../../../src-shared/contract/counter/enrolment.ts';
import { APP_ORIGIN } from './origin.ts';
import { findPlacement, keepPlacement } from './placement-file.ts';
import { placeWindow, SMALLEST } from './placement.ts';

export interface WindowOptions {
  readonly session: Session;
  readonly preload: string;
  /** Where its place and zoom are kept. */
  readonly file: string;
  readonly developer: boolean;
}

/** The counter's one window; `load` shows the screens in it. */
export class CounterWindow {
  readonly window: BrowserWindow;
  readonly #file: string;
  #language: Language;
  #zoom: number;

  constructor({ session, preload, file, developer }: WindowOptions) {
    const left = findPlacement(file);
    this.#file = file;
    this.#language = left?.language ?? 'en';
    this.#zoom = left?.zoom ?? 0;
    const [first, ...others] = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea);
    this.window = new BrowserWindow({
      ...placeWindow(
        left?.bounds,
        first === undefined ? [{ x: 0, y: 0, width: 1440, height: 900 }] : [first, ...others],
      ),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      title: 'Parwana',
      backgroundColor: '#ffffff',
      webPreferences: {
        session,
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        // Its dictionaries would come over the network.
        spellcheck: false,
        // The built-in viewer shows reports and receipts.
        plugins: true,
        devTools: developer,
        // Live pictures and the clock go on when another window is on top.
        backgroundThrottling: false,
      },
    });
    if (left?.maximised === true) this.window.maximize();
    this.window.once('ready-to-show', () => this.window.show());
    this.window.on('close', () => this.#keep());
    this.window.webContents.on('did-finish-load', () => this.window.webContents.setZoomLevel(this.#zoom));
    // The mouse wheel with Ctrl: the same steps as the menu's.
    this.window.webContents.on('zoom-changed', (_event, direction) => this.zoom(direction === 'in' ? 0.5 : -0.5));
  }

  get language(): Language {
    return this.#language;
  }

  set language(language: Language) {
    this.#language = language;
  }

  async load(): Promise<void> {
    await this.window.loadURL(`${APP_ORIGIN}/`);
  }

  /** Zooms by steps of 20 %; 0 goes back to 100 %. */
  zoom(steps: number): void {
    this.#zoom = steps === 0 ? 0 : Math.min(5, Math.max(-3, this.#zoom + steps));
    this.window.webContents.setZoomLevel(this.#zoom);
  }

  /** Brings the window to the front, however it was hidden. */
  raise(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  #keep(): void {
    const maximised = this.window.isMaximized();
    const bounds = this.window.getNormalBounds();
    keepPlacement(this.#file, { bounds, maximised, zoom: this.#zoom, language: this.#language });
  }
}
