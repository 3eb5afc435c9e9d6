import { usb } from 'usb';
import type { LibraryUsbDevice } from '../../src-main/devices/usb/usb-library.ts';
import { type Checks, equal } from './checks.ts';

const QEMU = 0x46f4;
const SHORT_MS = 100;
const LONG_MS = 3000;
const BUSY = 'claimInterface error: interface is busy (errno 16)';

/**
 * What npm `usb` says and does on real usbfs where the virtual bench claims the same (library.test.ts): a
 * bench that is kinder than the kernel would prove nothing.
 */
export async function checkLibrary(checks: Checks): Promise<void> {
  const open = async (): Promise<LibraryUsbDevice> => {
    const devices = (await usb.getDevices()) as unknown as LibraryUsbDevice[];
    const device = devices.find(({ vendorId }) => vendorId === QEMU);
    if (device === undefined) throw new Error('not there');
    await device.open();
    return device;
  };
  const inputOf = (device: LibraryUsbDevice): number =>
    device.configuration?.interfaces[0]?.alternates[0]?.endpoints.find(
      ({ type, direction }) => type === 'bulk' && direction === 'in',
    )?.endpointNumber ?? 0;

  await checks.run('usbfs: a transfer whose time is over is cancelled', () =>
    using(open, 1, async ([device]) => {
      const input = inputOf(device);
      await device.claimInterface(0);
      equal(await wordsOf(() => device.transferIn(input, 512, SHORT_MS)), 'transferIn error: Cancelled');
    }),
  );

  await checks.run('usbfs: a second transfer on an endpoint is refused, and so is closing meanwhile', () =>
    using(open, 1, async ([device]) => {
      const input = inputOf(device);
      await device.claimInterface(0);
      // Which of the two comes first is for the library's threads to say.
      const both = [1, 2].map(() => wordsOf(() => device.transferIn(input, 512, LONG_MS)));
      equal(await Promise.race(both), 'transferIn error: endpoint not found');
      equal((await wordsOf(() => device.close())).includes('cannot be borrowed mutably'), true);
      equal((await Promise.all(both)).toSorted()[0], 'transferIn error: Cancelled');
    }),
  );

  await checks.run('usbfs: an interface that another file holds is busy; detaching would rob that one', () =>
    using(open, 2, async ([holder, other]) => {
      await holder.claimInterface(0);
      equal(await wordsOf(() => other.claimInterface(0)), BUSY);
      equal(await wordsOf(() => other.detachKernelDriver(0)), 'nothing');
      equal(await wordsOf(() => other.claimInterface(0)), 'nothing');
    }),
  );

  await checks.run('usbfs: closing without releasing keeps the interface', () =>
    using(open, 2, async ([forgetful, next]) => {
      await forgetful.claimInterface(0);
      await forgetful.close();
      equal(await wordsOf(() => next.claimInterface(0)), BUSY);
    }),
  );
}

type Opened = readonly [LibraryUsbDevice, LibraryUsbDevice];

/** The device, opened so many times (the last one stands for the rest); let go of whatever happens. */
async function using(
  open: () => Promise<LibraryUsbDevice>,
  times: 1 | 2,
  check: (devices: Opened) => Promise<void>,
): Promise<void> {
  const first = await open();
  const second = times === 1 ? first : await open();
  try {
    await check([first, second]);
  } finally {
    for (const device of new Set([first, second])) {
      await device.releaseInterface(0).catch(() => undefined);
      await device.close();
    }
  }
}

/** The message of the error, or `nothing`. The library refuses some calls at once, some by their promise. */
async function wordsOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return 'nothing';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
