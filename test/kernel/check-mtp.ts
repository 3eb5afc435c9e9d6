import { readFileSync } from 'node:fs';
import { CameraManager } from '../../src-main/devices/camera/camera-manager.ts';
import { DatasetReader } from '../../src-main/devices/camera/ptp/dataset-reader.ts';
import { decodeDeviceInfo } from '../../src-main/devices/camera/ptp/device-info.ts';
import { decodeObjectInfo } from '../../src-main/devices/camera/ptp/object-info.ts';
import * as ptp from '../../src-main/devices/camera/ptp/operations.ts';
import { PtpSession } from '../../src-main/devices/camera/ptp/ptp-session.ts';
import { forkUsbProcess } from '../../src-main/devices/usb/fork-usb-process.ts';
import { STILL_IMAGE, type UsbDevice } from '../../src-main/devices/usb/usb-device.ts';
import { UsbProcessBus } from '../../src-main/devices/usb/usb-process-bus.ts';
import { type Checks, equal } from './checks.ts';
import { PICTURES } from './guest-pictures.ts';
import { state } from './guest-state.ts';

const QEMU = 0x46f4;
const EVERY_STORAGE = 0xff_ff_ff_ff;
const IN_ROOT = 0xff_ff_ff_ff;
const FOLDER = 0x3001;

/** The PTP layer against a device that others wrote: QEMU's usb-mtp, on an emulated xHCI controller. */
export async function checkMtp(checks: Checks): Promise<void> {
  const bus = new UsbProcessBus({ start: forkUsbProcess() });
  let device: UsbDevice | undefined;

  await checks.run('usb-mtp: the bus lists it with its names and its interface', async () => {
    const seen = (await bus.list()).find(({ vendorId }) => vendorId === QEMU);
    equal(seen?.manufacturer, 'QEMU');
    equal(seen?.interfaces[0]?.interfaceClass, STILL_IMAGE.interfaceClass);
    return `${seen?.product ?? ''} at ${seen?.place ?? ''}`;
  });

  await checks.run('usb-mtp: the camera manager leaves alone what cannot take pictures', async () => {
    const manager = new CameraManager({ bus });
    await state(manager, ({ fault }) => fault === 'camera.unsupported');
    await manager.close();
  });

  await checks.run('usb-mtp: a session opens, with DeviceInfo and storage', async () => {
    const candidate = (await bus.list()).find(({ vendorId }) => vendorId === QEMU);
    device = await candidate?.open(STILL_IMAGE);
    if (device === undefined) throw new Error('not there');
    const session = new PtpSession(device);
    const info = decodeDeviceInfo((await session.request({ operation: ptp.GET_DEVICE_INFO })).data);
    equal(info.manufacturer, 'QEMU');
    await session.open();
    const storages = new DatasetReader((await session.request({ operation: ptp.GET_STORAGE_IDS })).data).u32Array();
    equal(storages.length, 1);
    await session.close();
    return `${info.manufacturer} ${info.model}, ${info.operations.length} operations`;
  });

  await checks.run('usb-mtp: an object downloads byte for byte', async () => {
    if (device === undefined) throw new Error('no session');
    const session = new PtpSession(device);
    await session.open();
    const request = async (operation: number, parameters: readonly number[]): Promise<Uint8Array> =>
      (await session.request({ operation, parameters, timeoutMs: 20_000 })).data;
    const handles = new DatasetReader(await request(ptp.GET_OBJECT_HANDLES, [EVERY_STORAGE, 0, IN_ROOT])).u32Array();
    for (const handle of handles) {
      const { format, fileName } = decodeObjectInfo(await request(ptp.GET_OBJECT_INFO, [handle]));
      if (format === FOLDER || fileName !== 'stored.jpg') continue;
      const start = performance.now();
      const bytes = await request(ptp.GET_OBJECT, [handle]);
      const ms = Math.round(performance.now() - start);
      if (Buffer.compare(bytes, readFileSync(PICTURES.stored)) !== 0) throw new Error('not the same bytes');
      await session.close();
      return `${bytes.length} bytes in ${ms} ms`;
    }
    throw new Error(`no stored.jpg among ${handles.length} objects`);
  });

  await device?.close();
  await bus.close();
}
