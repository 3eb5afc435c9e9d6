import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceDescriptor, DeviceModel } from '../../src-main/devices/practice/device-model.ts';
import { encodeDescriptors } from '../devices/bench/descriptors.ts';

/** Numbers of Linux, include/uapi/linux/usb/functionfs.h. */
const STRINGS_MAGIC = 2;
const DESCRIPTORS_MAGIC = 3;
const FULL_AND_HIGH_SPEED = 3;
const EVENT_BYTES = 12;
const EVENT = { bind: 0, unbind: 1, enable: 2, disable: 3, setup: 4 } as const;
const DEVICE_AND_CONFIGURATION_BYTES = 18 + 9;
const MOST_BYTES_A_WRITE = 64 * 1024;

/**
 * A device model behind a real host controller's driver: FunctionFS hands over what the host does on
 * each endpoint. Endpoint files block, each takes a thread of libuv: UV_THREADPOOL_SIZE must allow four.
 */
export class FunctionFs {
  readonly #model: DeviceModel;
  readonly #folder: string;
  readonly #pull: () => void;
  readonly #waiting = new Set<() => void>();
  #enabled = false;

  constructor(model: DeviceModel, folder: string, pull: () => void) {
    this.#model = model;
    this.#folder = folder;
    this.#pull = pull;
  }

  /** Says what the device is; resolves when it may be bound to a controller. Then it runs until the end. */
  async start(): Promise<void> {
    const control = await open(join(this.#folder, 'ep0'), 'r+');
    await control.write(descriptors(this.#model.descriptor));
    await control.write(words([STRINGS_MAGIC, 16, 0, 0]));
    const endpoint = (number: number): Promise<FileHandle> => open(join(this.#folder, `ep${number}`), 'r+');
    const [bulkIn, bulkOut] = [await endpoint(1), await endpoint(2)];
    void this.#control(control);
    void this.#send(bulkIn, () => this.#model.bulkIn());
    void this.#receive(bulkOut);
    if (this.#model.descriptor.endpoints.interruptIn === undefined) return;
    void this.#send(await endpoint(3), () => this.#model.interruptIn());
  }

  async #control(file: FileHandle): Promise<never> {
    const event = Buffer.alloc(EVENT_BYTES);
    for (;;) {
      await file.read(event, 0, EVENT_BYTES, null);
      const type = event.readUInt8(8);
      if (type === EVENT.enable) this.#plugged();
      else if (type === EVENT.disable || type === EVENT.unbind) this.#unplugged();
      else if (type === EVENT.setup) await this.#setup(file, event);
    }
  }

  #plugged(): void {
    if (this.#enabled) this.#model.unplugged();
    this.#enabled = true;
    this.#model.plugged({ wake: () => this.#wake(), pull: () => this.#pull() });
    this.#wake();
  }

  #unplugged(): void {
    if (!this.#enabled) return;
    this.#enabled = false;
    this.#model.unplugged();
  }

  /** A stall is asked for by moving data the wrong way. */
  async #setup(file: FileHandle, setup: Buffer): Promise<void> {
    const request = setup.readUInt8(1);
    const value = setup.readUInt16LE(2);
    const length = setup.readUInt16LE(6);
    if ((setup.readUInt8(0) & 0x80) !== 0) {
      const answer = this.#model.classIn(request, value, length);
      if (answer === 'stall') await file.read(Buffer.alloc(1), 0, 1, null).catch(ignore);
      else await file.write(answer.subarray(0, length)).catch(ignore);
      return;
    }
    // The kernel takes no more than the request has; Node would not even ask for nothing.
    const data = Buffer.alloc(Math.max(1, length));
    const { bytesRead } = await file.read(data, 0, data.length, null).catch(() => ({ bytesRead: 0 }));
    this.#model.classOut(request, value, data.subarray(0, bytesRead));
  }

  async #receive(file: FileHandle): Promise<never> {
    const packet = Buffer.alloc(this.#model.descriptor.packetSize);
    for (;;) {
      const read = await file.read(packet, 0, packet.length, null).catch(ignore);
      // Disabled meanwhile: the next read waits until there is a host again.
      if (read === undefined) continue;
      while (this.#enabled && this.#model.bulkOut(packet.subarray(0, read.bytesRead)) === 'nak') await this.#woken();
    }
  }

  async #send(file: FileHandle, next: () => Uint8Array | 'nak' | 'stall'): Promise<never> {
    const { packetSize } = this.#model.descriptor;
    for (;;) {
      const packets: Uint8Array[] = [];
      let length = 0;
      let packet: Uint8Array | 'nak' | 'stall' = 'nak';
      while (this.#enabled && length < MOST_BYTES_A_WRITE) {
        packet = next();
        if (typeof packet === 'string') break;
        packets.push(packet);
        length += packet.length;
        if (packet.length < packetSize) break;
      }
      if (packets.length === 0) await this.#woken();
      else await this.#write(file, packets, packetSize);
    }
  }

  /** Whole packets, and an empty one by itself: FunctionFS adds none. */
  async #write(file: FileHandle, packets: readonly Uint8Array[], packetSize: number): Promise<void> {
    const bytes = Buffer.concat(packets);
    const emptyLast = packets.at(-1)?.length === 0;
    // Pulled meanwhile: nobody is there to take it.
    if (bytes.length > 0) await file.write(bytes).catch(ignore);
    if (emptyLast && bytes.length % packetSize === 0) await file.write(Buffer.alloc(0)).catch(ignore);
  }

  #wake(): void {
    for (const resume of this.#waiting) resume();
    this.#waiting.clear();
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => void this.#waiting.add(resolve));
  }
}

/** Interface and endpoints at full and at high speed; the kernel gives the endpoints its own numbers. */
function descriptors(of: DeviceDescriptor): Buffer {
  const speeds = [64, 512].map((packetSize) =>
    encodeDescriptors({ ...of, packetSize }).subarray(DEVICE_AND_CONFIGURATION_BYTES),
  );
  const count = of.endpoints.interruptIn === undefined ? 3 : 4;
  const length = 20 + speeds.reduce((sum, each) => sum + each.length, 0);
  return Buffer.concat([words([DESCRIPTORS_MAGIC, length, FULL_AND_HIGH_SPEED, count, count]), ...speeds]);
}

function words(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}

function ignore(): undefined {
  return undefined;
}
