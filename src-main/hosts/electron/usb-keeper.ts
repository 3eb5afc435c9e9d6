import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import type { ToCore } from './messages.ts';

/** Starts the process that speaks to USB devices when the core asks, and ends it. One at a time. */
export class UsbKeeper {
  readonly #program: string;
  #child: UtilityProcess | undefined;
  #run = 0;

  /** `program` is the process's entry. */
  constructor(program: string) {
    this.#program = program;
  }

  /** `tell` reaches the core that asked. */
  start(run: number, tell: (message: ToCore, ports?: MessagePortMain[]) => void): void {
    this.end();
    const child = utilityProcess.fork(this.#program, [], { serviceName: 'Parwana USB', stdio: 'inherit' });
    const { port1, port2 } = new MessageChannelMain();
    this.#child = child;
    this.#run = run;
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
      tell({ kind: 'usbEnded', run });
    });
    child.postMessage({ kind: 'core' }, [port2]);
    tell({ kind: 'usb', run }, [port1]);
  }

  /** Ends that run, or whichever is there. A process that is blocked hears nothing else than SIGKILL. */
  end(run = this.#run): void {
    const child = this.#child;
    if (child === undefined || run !== this.#run) return;
    this.#child = undefined;
    if (child.pid === undefined) child.kill();
    else process.kill(child.pid, 'SIGKILL');
  }
}
