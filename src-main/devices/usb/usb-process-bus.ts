import { Fault } from '../../../src-shared/errors.ts';
import { RestartLimit } from '../../restart-limit.ts';
import { RemoteUsbDevice } from './remote-usb-device.ts';
import type { UsbBus, UsbCandidate, UsbDevice, UsbInterfaceMatch } from './usb-device.ts';
import type { SeenOnBus } from './usb-messages.ts';
import { UsbProcessLink, type StartUsbProcess } from './usb-process-link.ts';

const PING_MS = 10_000;
/** After a process that keeps ending: rest before the next attempt. */
const REST_MS = 15_000;
/** A process that has not closed its devices by then is ended. */
const PARTING_MS = 5_000;

export interface UsbProcessBusOptions {
  readonly start: StartUsbProcess;
  /** Told each time the process ended that was not asked to: for the log. */
  readonly crashed?: () => void;
  readonly pingMs?: number;
  readonly restMs?: number;
  readonly limit?: RestartLimit;
}

/**
 * The USB bus of this machine, behind a process of its own: a fault of the native library ends that
 * process, not the counter. Calls under way then end with `usb.crashed`, opened devices are as unplugged,
 * the process is started again, and whoever watches is told to look.
 */
export class UsbProcessBus implements UsbBus {
  readonly #options: UsbProcessBusOptions;
  readonly #watchers = new Set<() => void>();
  readonly #limit: RestartLimit;
  #link: UsbProcessLink | undefined;
  #rest: NodeJS.Timeout | undefined;
  #ended: (() => void) | undefined;
  #closed = false;

  constructor(options: UsbProcessBusOptions) {
    this.#options = options;
    this.#limit = options.limit ?? new RestartLimit({ most: 5, withinMs: 60_000 });
  }

  async list(): Promise<readonly UsbCandidate[]> {
    const answer = await this.#running().ask({ what: 'list' });
    return answer.what === 'listed' ? answer.devices.map((seen) => this.#candidate(seen)) : [];
  }

  watch(changed: () => void): () => void {
    const watcher = (): void => changed();
    this.#watchers.add(watcher);
    if (this.#link === undefined) this.#start();
    else if (this.#watchers.size === 1) this.#link.watch();
    return () => this.#watchers.delete(watcher);
  }

  /** Lets the process close its devices and end. */
  close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#rest);
    const link = this.#link;
    if (link === undefined || this.#ended !== undefined) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const patience = setTimeout(() => link.kill(), PARTING_MS);
    this.#ended = () => {
      clearTimeout(patience);
      resolve();
    };
    link.stop();
    return promise;
  }

  #running(): UsbProcessLink {
    if (this.#link === undefined) this.#start();
    if (this.#link === undefined) throw new Fault('usb.crashed', { what: 'resting' });
    return this.#link;
  }

  #start(): void {
    if (this.#closed || this.#rest !== undefined) return;
    if (!this.#limit.allow(performance.now())) {
      this.#rest = setTimeout(() => this.#wakeUp(), this.#options.restMs ?? REST_MS).unref();
      return;
    }
    const link = new UsbProcessLink({
      start: this.#options.start,
      pingMs: this.#options.pingMs ?? PING_MS,
      changed: () => this.#tell(),
      ended: () => this.#lost(link),
    });
    this.#link = link;
    if (this.#watchers.size > 0) link.watch();
  }

  #wakeUp(): void {
    this.#rest = undefined;
    this.#start();
    this.#tell();
  }

  #lost(link: UsbProcessLink): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#ended?.();
    if (this.#closed) return;
    this.#options.crashed?.();
    if (this.#watchers.size > 0) this.#start();
    this.#tell();
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }

  #candidate({ interfaces, ...seen }: SeenOnBus): UsbCandidate {
    return { ...seen, interfaces, open: (match) => this.#open(seen, match) };
  }

  async #open(seen: Omit<SeenOnBus, 'interfaces'>, match: UsbInterfaceMatch): Promise<UsbDevice> {
    const { place, vendorId, productId } = seen;
    const link = this.#running();
    const answer = await link.ask({ what: 'open', place, vendorId, productId, match });
    if (answer.what !== 'opened') throw new Fault('usb.fault', { what: 'answer' });
    return new RemoteUsbDevice(link, answer);
  }
}
