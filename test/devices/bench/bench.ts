import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import type { DeviceModel } from '../../../src-main/devices/practice/device-model.ts';
import { forkUsbProcess } from '../../../src-main/devices/usb/fork-usb-process.ts';
import { UsbProcessBus, type UsbProcessBusOptions } from '../../../src-main/devices/usb/usb-process-bus.ts';
import { FuseServer } from './fuse-server.ts';
import { FuseFramer } from './fuse-wire.ts';
import { Namespace } from './namespace.ts';
import { Sysfs } from './sysfs.ts';
import { type PlugOptions, VirtualBus } from './virtual-bus.ts';
import type { VirtualDevice } from './virtual-device.ts';

/**
 * The virtual USB bench: device models behind /dev/bus/usb of a namespace, where any program finds them
 * as it would find real devices. The models stay in this process, so a test keeps its hands on them:
 *
 *     const missing = benchMissing(); // missing.ts
 *     describe.skipIf(missing !== undefined)('a camera on the bench', () => {
 *       const bench = await openBench();
 *       bench.plug(model);
 *       const manager = new CameraManager({ bus: bench.bus() }); // through the USB process
 *       const child = bench.spawn('gphoto2', ['--auto-detect']); // any other program
 *       …
 *       await bench.close();
 *     });
 *
 * Programs must be started with `spawn` (or with the command line of `command`) and awaited: a
 * synchronous call would wait for answers that this process can no longer give.
 */
export class Bench {
  readonly #namespace: Namespace;
  readonly #bus: VirtualBus;
  readonly #children = new Set<ChildProcess>();
  readonly #buses: UsbProcessBus[] = [];

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
    const announce = (message: Buffer): void => namespace.announce(message);
    this.#bus = new VirtualBus({ sysfs: new Sysfs(namespace.root), announce });
    const server = new FuseServer(this.#bus.tree, (reply) => namespace.answer(reply));
    const framer = new FuseFramer();
    namespace.requests.on('data', (chunk: Buffer) => {
      for (const request of framer.push(chunk)) server.handle(request);
    });
    namespace.requests.on('close', () => server.closed());
  }

  /** Plugging what is plugged already does nothing. */
  plug(model: DeviceModel, options: PlugOptions = {}): void {
    this.#bus.plug(model, options);
  }

  /** Pulls the cable: transfers under way end, the device is gone from /dev and /sys. */
  unplug(model: DeviceModel): void {
    this.#bus.unplug(model);
  }

  /**
   * The cable comes out, and the hub has not noticed yet: transfers fail with EPROTO, which npm `usb` calls
   * a fault. Real kernels may say so before they say that the device is gone; `unplug` says that.
   */
  loosen(model: DeviceModel): void {
    this.#deviceOf(model).loosen();
  }

  isPlugged(model: DeviceModel): boolean {
    return this.#bus.find(model) !== undefined;
  }

  /** `1-3`, the name of its folder in /sys/bus/usb/devices, and `001/004`, its node in /dev/bus/usb. */
  placeOf(model: DeviceModel): { readonly bus: number; readonly address: number; readonly port: number } {
    return this.#deviceOf(model).options;
  }

  /** The kernel's printer driver takes the interface, as it does on every Linux with `usblp`. */
  claimUsblp(model: DeviceModel): void {
    this.#claim(model, 'usblp');
  }

  /**
   * Another program holds the interface through usbfs, as gvfs holds cameras: claiming is EBUSY, and the
   * interface's `driver` in sysfs is `usbfs`. Returns the way to let go. USBDEVFS_DISCONNECT would take
   * the interface from that program, as on a real kernel: it asks for no difference (proc_ioctl in
   * drivers/usb/core/devio.c); `wasRobbed` tells.
   */
  holdByOtherProgram(model: DeviceModel): { release(): void; readonly wasRobbed: boolean } {
    const device = this.#deviceOf(model);
    let robbed = false;
    const holder = { lost: () => void (robbed = true) };
    this.#claim(model, holder);
    return {
      release: () => void device.release(0, holder),
      get wasRobbed() {
        return robbed;
      },
    };
  }

  /**
   * The bus of the machine as the product opens it, through its own USB process on the bench: for
   * `new CameraManager({ bus: bench.bus() })` and the like. Closed with the bench.
   */
  bus(options: Omit<UsbProcessBusOptions, 'start'> = {}): UsbProcessBus {
    const bus = new UsbProcessBus({ ...options, start: forkUsbProcess(this.#namespace.command([])) });
    this.#buses.push(bus);
    return bus;
  }

  /** Process id of the one that holds the namespaces. */
  get attendant(): number {
    return this.#namespace.pid;
  }

  /** The command line that runs a program on the bench, in the folder of this process. */
  command(args: readonly string[]): [string, ...string[]] {
    return this.#namespace.command(args);
  }

  /** Runs a program on the bench; one that is still there is ended when the bench closes. */
  spawn(program: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
    const [enter, ...rest] = this.command([program, ...args]);
    // Devices are in a tmpfs, which libudev does not take for sysfs unless told so.
    const env = { ...(options.env ?? process.env), SYSTEMD_DEVICE_VERIFY_SYSFS: '0' };
    const child = spawn(enter, rest, { ...options, env });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return child;
  }

  async close(): Promise<void> {
    this.#bus.unplugAll();
    await Promise.all(this.#buses.map((bus) => bus.close()));
    for (const child of this.#children) child.kill('SIGKILL');
    await this.#namespace.close();
  }

  #claim(model: DeviceModel, holder: 'usblp' | { lost(): void }): void {
    if (this.#deviceOf(model).claim(0, holder) !== 0) throw new Error('Something else holds the interface.');
  }

  #deviceOf(model: DeviceModel): VirtualDevice {
    const device = this.#bus.find(model);
    if (device === undefined) throw new Error('The device is not plugged in.');
    return device;
  }
}

export async function openBench(): Promise<Bench> {
  return new Bench(await Namespace.open());
}
