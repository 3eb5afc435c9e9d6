/**
 * The published npm `usb` in a process of its own, as it is: calls come over the channel, results and
 * the library's own words for errors go back. A call is a method of the device with that serial number,
 * or of the library itself.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { usb } from 'usb';

export interface LibraryCall {
  readonly id: number;
  /** Serial number of the device; without one the library is meant. */
  readonly device?: string;
  /** A method, or a property to read. */
  readonly name: string;
  readonly arguments: readonly unknown[];
}

export interface LibraryAnswer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

export interface LibraryEvent {
  readonly event: 'connect' | 'disconnect';
  readonly product: string;
}

type Members = Readonly<Record<string, unknown>>;

const devices = new Map<string, Members>();

process.on('message', (call: LibraryCall) => void answer(call));
process.on('disconnect', () => process.exit());

async function answer(call: LibraryCall): Promise<void> {
  const { id } = call;
  try {
    process.send?.({ id, result: tellable(await perform(call)) } satisfies LibraryAnswer);
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) } satisfies LibraryAnswer);
  }
}

async function perform({ device, name, arguments: args }: LibraryCall): Promise<unknown> {
  if (device !== undefined) return use(devices.get(device), name, args);
  if (name === 'listen') return listen();
  if (name !== 'getDevices') throw new TypeError(name);
  const found = await usb.getDevices();
  return found.map((each) => {
    devices.set(each.serialNumber ?? '', each as unknown as Members);
    const { vendorId, productId, productName, manufacturerName, serialNumber } = each;
    return { vendorId, productId, productName, manufacturerName, serialNumber };
  });
}

function use(device: Members | undefined, name: string, args: readonly unknown[]): unknown {
  const member = device?.[name];
  return typeof member === 'function' ? member.apply(device, args) : member;
}

/** Listens for real once its queue is empty, and tells the going of those only that it knows by then. */
async function listen(): Promise<void> {
  for (const event of ['connect', 'disconnect'] as const) {
    usb.addEventListener(event, ({ device }) => {
      process.send?.({ event, product: device.productName ?? '' } satisfies LibraryEvent);
    });
  }
  const inside = usb as unknown as { nativeEmitterQueue: Promise<void>; knownDevices: ReadonlyMap<string, unknown> };
  await inside.nativeEmitterQueue;
  const { length } = await usb.getDevices();
  while (inside.knownDevices.size < length) await nextTurn();
}

/** Bytes in place of views of them, which do not go over a channel as they are. */
function tellable(result: unknown): unknown {
  if (typeof result !== 'object' || result === null || !('data' in result)) return result;
  const { data } = result;
  if (!(data instanceof DataView)) return result;
  return { ...result, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}
