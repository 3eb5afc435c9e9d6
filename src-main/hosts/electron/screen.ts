import { MessageChannelMain, type IpcMainEvent } from 'electron';
import { recordCrash } from './crash-record.ts';
import { tellScreenStopped } from './dialogs.ts';
import { showMenu } from './menu.ts';
import { readPageMessage } from './page-messages.ts';
import { RestartLimit } from '../../restart-limit.ts';
import type { CoreSupervisor } from './core-supervisor.ts';
import type { CounterWindow } from './window.ts';

export interface ScreenOptions {
  readonly counter: CounterWindow;
  readonly core: () => CoreSupervisor;
  readonly logs: string;
  readonly developer: boolean;
  readonly quit: () => void;
}

/** The page in the window: gives it a port whenever page or core are new, reloads it when it crashes. */
export class Screen {
  readonly #options: ScreenOptions;
  readonly #limit = new RestartLimit();
  #listening = false;

  constructor(options: ScreenOptions) {
    this.#options = options;
    const { webContents } = options.counter.window;
    webContents.ipc.on('parwana:page', (event) => this.#take(event, ['parwana:page']));
    webContents.ipc.on('parwana:language', (event, ...parts) => this.#take(event, ['parwana:language', ...parts]));
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#listening = false;
    });
    webContents.on('render-process-gone', (_event, { reason }) => void this.#gone(reason));
    showMenu(options.counter, options);
  }

  /** Connects the page to the core, if it listens; else it asks as soon as it does. */
  connect(): void {
    if (!this.#listening) return;
    const { port1, port2 } = new MessageChannelMain();
    this.#options.core().attach(port1);
    this.#options.counter.window.webContents.postMessage('parwana:port', null, [port2]);
  }

  #take({ senderFrame }: IpcMainEvent, parts: readonly unknown[]): void {
    const mainFrame = senderFrame !== null && senderFrame.parent === null;
    const message = readPageMessage(parts, { url: senderFrame?.url, mainFrame });
    if (message === undefined) return;
    if (message[0] === 'parwana:page') {
      this.#listening = true;
      this.connect();
    } else if (message[1] !== this.#options.counter.language) {
      this.#options.counter.language = message[1];
      showMenu(this.#options.counter, this.#options);
    }
  }

  async #gone(reason: string): Promise<void> {
    if (reason === 'clean-exit') return;
    const { counter, logs, quit } = this.#options;
    recordCrash(logs, { where: 'screen', reason });
    const again = this.#limit.allow(performance.now()) || (await tellScreenStopped(counter.language));
    if (again) counter.window.reload();
    else quit();
  }
}
