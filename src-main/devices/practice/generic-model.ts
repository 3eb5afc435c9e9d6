import type { DeviceInfo } from '../camera/ptp/device-info.ts';
import * as ptp from '../camera/ptp/operations.ts';
import type { DeviceDescriptor } from './device-model.ts';
import { GenericBody } from './generic-body.ts';
import { GenericFaults } from './generic-faults.ts';
import type { PictureSource } from './picture-source.ts';
import { PtpResponder } from './ptp-responder.ts';

/** A camera of no maker that any driver knows. */
export const genericDescriptor: DeviceDescriptor = {
  vendorId: 0x1d_50,
  productId: 0x60_01,
  release: 0x0100,
  manufacturer: 'Practice',
  product: 'Still Camera',
  serialNumber: 'PRACTICE3',
  interfaceClass: 6,
  interfaceSubclass: 1,
  interfaceProtocol: 1,
  endpoints: { bulkIn: 1, bulkOut: 2, interruptIn: 3 },
  packetSize: 512,
};

const operations = [
  ptp.GET_DEVICE_INFO,
  ptp.OPEN_SESSION,
  ptp.CLOSE_SESSION,
  ptp.GET_STORAGE_IDS,
  ptp.GET_OBJECT_HANDLES,
  ptp.GET_OBJECT_INFO,
  ptp.GET_OBJECT,
  ptp.DELETE_OBJECT,
  ptp.INITIATE_CAPTURE,
  ptp.GET_DEVICE_PROPERTY_DESC,
  ptp.GET_DEVICE_PROPERTY_VALUE,
  ptp.SET_DEVICE_PROPERTY_VALUE,
  ptp.GET_PARTIAL_OBJECT,
];

export interface GenericOptions {
  /** Operations that it does not have, and others that it says it has. */
  readonly without?: readonly number[];
  readonly besides?: readonly number[];
  readonly info?: Partial<DeviceInfo>;
  readonly descriptor?: Partial<DeviceDescriptor>;
}

/** A camera that knows the standard and nothing else, as a USB device. */
export class GenericModel extends PtpResponder {
  readonly luck: GenericFaults;
  readonly body: GenericBody;

  constructor(source: PictureSource, options: GenericOptions = {}) {
    const { without = [], besides = [], info = {}, descriptor = {} } = options;
    const luck = new GenericFaults();
    const body = new GenericBody({
      source,
      luck,
      descriptor: { ...genericDescriptor, ...descriptor },
      info: {
        vendorExtensionId: 0,
        operations: [...operations.filter((each) => !without.includes(each)), ...besides],
        events: [ptp.OBJECT_ADDED, ptp.CAPTURE_COMPLETE, ptp.STORE_FULL_EVENT],
        properties: GenericBody.propertyCodes,
        captureFormats: [ptp.EXIF_JPEG],
        imageFormats: [0x3001, ptp.EXIF_JPEG],
        manufacturer: 'Practice',
        model: 'Still Camera',
        deviceVersion: '1.0',
        serialNumber: 'PRACTICE3',
        ...info,
      },
    });
    super(body);
    this.luck = luck;
    this.body = body;
  }
}
