import { join } from 'node:path';
import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import type { ErrorCode, ErrorDetail } from '../../../src-shared/errors.ts';
import { answerCore, type Lent } from './answer-core.ts';
import { recordCrash } from './crash-record.ts';
import type { LaunchOptions } from './launch-options.ts';
import { FromCore, type ToCore } from './messages.ts';
import { UsbKeeper } from './usb-keeper.ts';
import { RestartLimit } from '../../restart-limit.ts';

export interface SupervisorOptions {
  readonly launch: LaunchOptions;
  /** The core's entry. */
  readonly program: string;
  /** The entry of the process that speaks to USB devices. */
  readonly usbProgram: string;
  readonly lent: Lent;
  /** A core process has started: screens need a new port. */
  readonly started: () => void;
  /** The core cannot start, and says why; it is over until `start` is called again. */
  readonly refused: (code: ErrorCode, detail: ErrorDetail) => void;
  /** It ended too often in a short while; it is over until `start` is called again. */
  readonly gaveUp: () => void;
}

/** A core that does not end by itself within this time is ended. */
const STOP_MS = 15_000;

/** Keeps one core process running: answers its questions, starts it again when it crashes. */
export class CoreSupervisor {
  readonly #options: SupervisorOptions;
  readonly #limit = new RestartLimit();
  readonly #usb: UsbKeeper;
  #child: UtilityProcess | undefined;
  #stopping = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#usb = new UsbKeeper(options.usbProgram);
  }

  /** Starts the core because a person or the launch says so. */
  start(): void {
    this.#limit.forget();
    this.#fork();
  }

  /** Gives the core the port of one screen; before it is ready the port waits with it. */
  attach(port: MessagePortMain): void {
    const message: ToCore = { kind: 'screen' };
    if (this.#child === undefined) port.close();
    else this.#child.postMessage(message, [port]);
  }

  /** Lets the core finish what it does, at most for `STOP_MS`. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === undefined) return;
    const { promise: exited, resolve } = Promise.withResolvers<void>();
    child.once('exit', () => resolve());
    const timer = setTimeout(() => child.kill(), STOP_MS);
    this.#send(child, { kind: 'stop' });
    await exited;
    clearTimeout(timer);
  }

  #fork(): void {
    const { program, launch } = this.#options;
    const { dataDir, practice } = launch;
    const args = ['--data-dir', dataDir, ...(practice ? ['--practice'] : [])];
    const child = utilityProcess.fork(program, args, {
      serviceName: 'Parwana core',
      stdio: 'inherit',
    });
    this.#child = child;
    child.on('message', (data: unknown) => void this.#take(child, data));
    child.on('exit', (code) => this.#ended(child, code));
    this.#options.started();
  }

  async #take(child: UtilityProcess, data: unknown): Promise<void> {
    const message = FromCore.safeParse(data).data;
    if (message?.kind === 'startUsb') this.#usb.start(message.run, (told, ports) => this.#send(child, told, ports));
    if (message?.kind === 'endUsb') this.#usb.end(message.run);
    if (message?.kind === 'ask') this.#send(child, await answerCore(message, this.#options.lent));
    if (message?.kind !== 'refused') return;
    this.#child = undefined;
    child.kill();
    this.#options.refused(message.code, message.detail);
  }

  /** A core that was given up, or told to end, ends for good. */
  #ended(child: UtilityProcess, code: number): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#usb.end();
    if (this.#stopping) return;
    recordCrash(join(this.#options.launch.dataDir, 'logs'), { where: 'core process', reason: code });
    if (this.#limit.allow(performance.now())) this.#fork();
    else this.#options.gaveUp();
  }

  #send(child: UtilityProcess, message: ToCore, ports: MessagePortMain[] = []): void {
    if (child !== this.#child) return;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
    child.postMessage(message, ports);
  }
}
