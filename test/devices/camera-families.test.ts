import { afterEach, describe, expect, it } from 'vitest';
import * as canon from '../../src-main/devices/camera/canon/canon-codes.ts';
import { canonEos } from '../../src-main/devices/camera/canon/canon-camera.ts';
import { genericPtp } from '../../src-main/devices/camera/generic/generic-camera.ts';
import { nikon } from '../../src-main/devices/camera/nikon/nikon-camera.ts';
import * as nikonCodes from '../../src-main/devices/camera/nikon/nikon-codes.ts';
import { ptpCamera } from '../../src-main/devices/camera/ptp-camera.ts';
import type { DeviceInfo } from '../../src-main/devices/camera/ptp/device-info.ts';
import * as ptp from '../../src-main/devices/camera/ptp/operations.ts';
import { cameraDescriptor, cameraInfo } from '../../src-main/devices/practice/camera-identity.ts';
import { GenericModel, type GenericOptions } from '../../src-main/devices/practice/generic-model.ts';
import { NikonModel } from '../../src-main/devices/practice/nikon-model.ts';
import { TestSource } from './camera-bench.ts';
import { closeManaged, connected, manage, nextFault } from './managed-camera.ts';

afterEach(closeManaged);

const standard = [ptp.GET_DEVICE_INFO, ptp.OPEN_SESSION, ptp.GET_OBJECT_INFO, ptp.GET_OBJECT, ptp.INITIATE_CAPTURE];
const nikonRemote = [nikonCodes.CAPTURE_SDRAM, nikonCodes.GET_EVENT];

/** The family that takes a camera which says this of itself, by name. */
function familyOf(info: Partial<DeviceInfo>, vendorId = 0x1234): string | undefined {
  const whole: DeviceInfo = {
    ...cameraInfo,
    operations: [],
    manufacturer: '',
    model: '',
    vendorExtensionId: 0,
    ...info,
  };
  const { productId, manufacturer, product, serialNumber, packetSize } = cameraDescriptor;
  const identity = { vendorId, productId, manufacturer, product, serialNumber, packetSize };
  return [canonEos, nikon, genericPtp].find((family) => family.fits(whole, identity))?.name;
}

describe('a camera is driven', () => {
  it.each<[string, Partial<DeviceInfo>, string | undefined]>([
    ['a Canon EOS body', cameraInfo, 'Canon EOS'],
    ['one that hides behind MTP', { ...cameraInfo, vendorExtensionId: 6 }, 'Canon EOS'],
    ['a Canon body without remote control', { ...cameraInfo, operations: standard }, 'generic PTP'],
    [
      'a PowerShot, which has the operations and another remote mode',
      { ...cameraInfo, model: 'Canon PowerShot G7 X', operations: [...standard, ...cameraInfo.operations] },
      'generic PTP',
    ],
    ['a Nikon body', { vendorExtensionId: 0x0a, operations: nikonRemote }, 'Nikon'],
    [
      'a Nikon body that hides behind MTP',
      { vendorExtensionId: 6, manufacturer: 'NIKON CORPORATION', operations: nikonRemote },
      'Nikon',
    ],
    ['a Nikon compact without remote control', { vendorExtensionId: 0x0a, operations: standard }, 'generic PTP'],
    [
      'another maker with the same numbers for other operations',
      { vendorExtensionId: 0x11, operations: [...standard, ...nikonRemote, canon.SET_REMOTE_MODE, canon.GET_EVENT] },
      'generic PTP',
    ],
    ['an unknown maker', { vendorExtensionId: 0x77, operations: standard }, 'generic PTP'],
    ['a telephone', { vendorExtensionId: 6, operations: [ptp.GET_OBJECT, ptp.GET_OBJECT_INFO] }, undefined],
    ['a Canon without anything', { ...cameraInfo, operations: [ptp.GET_DEVICE_INFO] }, undefined],
  ])('by what it says of itself: %s', (_, info, family) => {
    expect(familyOf(info)).toBe(family);
  });

  it.each<[string, number, Partial<DeviceInfo>]>([
    ['Canon EOS', 0x04a9, { operations: cameraInfo.operations, model: 'EOS 250D' }],
    ['Nikon', 0x04b0, { operations: nikonRemote }],
  ])('by its USB vendor where it names no maker: %s', (family, vendorId, info) => {
    expect(familyOf(info, vendorId)).toBe(family);
    expect(familyOf(info)).toBeUndefined();
  });

  it('whatever its vendor, when it has a still image interface, and by its maker when that may not be read', () => {
    const seen = { vendorId: 0x1234, productId: 1, manufacturer: '', product: '', serialNumber: '', place: '1:1' };
    const open = (): Promise<never> => Promise.reject(new Error('not opened'));
    const still = [{ interfaceClass: 6, interfaceSubclass: 1 }];
    expect(ptpCamera.accepts({ ...seen, interfaces: still, open })).toBe(true);
    expect(ptpCamera.accepts({ ...seen, interfaces: [], open })).toBe(false);
    expect(ptpCamera.accepts({ ...seen, vendorId: 0x04b0, interfaces: [], open })).toBe(true);
  });
});

describe('on the wire', () => {
  async function generic(options: GenericOptions): Promise<GenericModel> {
    return new GenericModel(await TestSource.make(10_000), options);
  }

  it.each<[string, GenericOptions, string]>([
    [
      'a Canon body without remote control',
      { info: { manufacturer: 'Canon Inc.', vendorExtensionId: 11 } },
      'generic PTP',
    ],
    ['a camera of no known maker', {}, 'generic PTP'],
  ])('%s is taken as such', async (_, options, driver) => {
    const { manager } = await connected(await generic(options));
    expect(manager.state.details).toMatchObject({ driver });
  });

  it('a Nikon behind MTP is taken as Nikon', async () => {
    const model = new NikonModel(await TestSource.make(10_000), { info: { vendorExtensionId: 6 } });
    const { manager } = await connected(model);
    expect(manager.state.details).toMatchObject({ driver: 'Nikon' });
  });

  it('a telephone is left alone, and says why', async () => {
    const { manager } = manage([await generic({ without: [ptp.INITIATE_CAPTURE] })]);
    expect(await nextFault(manager)).toMatchObject({ condition: 'absent', fault: 'camera.unsupported' });
    await expect(manager.capture()).rejects.toMatchObject({ code: 'camera.unsupported' });
    await expect(manager.settings()).rejects.toMatchObject({ code: 'camera.unsupported' });
  });

  it('firmware that wants a session before it says anything gets one', async () => {
    const model = await generic({});
    model.faults.answer(ptp.GET_DEVICE_INFO, 0x2003, 1);
    const { manager } = await connected(model);
    expect(manager.state.model).toBe('Still Camera');
  });

  it('an interface that lies about being a camera is refused, not trusted', async () => {
    const model = await generic({});
    model.faults.answer(ptp.GET_DEVICE_INFO, 0x2005, 1_000);
    const { manager } = manage([model]);
    expect(await nextFault(manager)).toMatchObject({ condition: 'absent', fault: 'camera.refused' });
  });

  it('a camera whose first words are damaged is asked again', async () => {
    const model = await generic({});
    model.faults.nextData = 'cut';
    const { manager } = await connected(model);
    expect(manager.state.model).toBe('Still Camera');
  });
});
