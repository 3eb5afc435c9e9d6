import * as nikon from '../camera/nikon/nikon-codes.ts';
import type { DeviceInfo } from '../camera/ptp/device-info.ts';
import * as ptp from '../camera/ptp/operations.ts';
import type { DeviceDescriptor } from './device-model.ts';
import { NikonBody } from './nikon-body.ts';
import { NikonFaults } from './nikon-faults.ts';
import type { PictureSource } from './picture-source.ts';
import { PtpResponder } from './ptp-responder.ts';

/** D7500 as libgphoto2 knows it; the serial number says that it is none. */
export const nikonDescriptor: DeviceDescriptor = {
  vendorId: 0x04_b0,
  productId: 0x04_40,
  release: 0x0100,
  manufacturer: 'NIKON',
  product: 'NIKON DSC D7500',
  serialNumber: 'PRACTICE2',
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
  nikon.CAPTURE_SDRAM,
  nikon.AF_DRIVE,
  nikon.CHANGE_CAMERA_MODE,
  nikon.GET_EVENT,
  nikon.DEVICE_READY,
  nikon.GET_VENDOR_PROPERTIES,
  nikon.AF_CAPTURE_SDRAM,
  nikon.START_LIVE_VIEW,
  nikon.END_LIVE_VIEW,
  nikon.GET_LIVE_VIEW_IMAGE,
  nikon.MF_DRIVE,
  nikon.CAPTURE_IN_MEDIA,
];

export interface NikonOptions {
  /** Operations that this body does not have, and others that it has besides. */
  readonly without?: readonly number[];
  readonly besides?: readonly number[];
  /** Other things it says of itself. */
  readonly info?: Partial<DeviceInfo>;
}

/** A Nikon body as a USB device. */
export class NikonModel extends PtpResponder {
  readonly luck: NikonFaults;
  readonly body: NikonBody;

  constructor(source: PictureSource, { without = [], besides = [], info = {} }: NikonOptions = {}) {
    const luck = new NikonFaults();
    const body = new NikonBody({
      source,
      luck,
      descriptor: nikonDescriptor,
      info: {
        vendorExtensionId: nikon.NIKON_EXTENSION,
        operations: [...operations.filter((each) => !without.includes(each)), ...besides],
        events: [ptp.OBJECT_ADDED, nikon.OBJECT_ADDED_IN_SDRAM, nikon.CAPTURE_COMPLETE_IN_SDRAM],
        properties: [],
        captureFormats: [ptp.EXIF_JPEG],
        imageFormats: [0x3001, ptp.EXIF_JPEG],
        manufacturer: 'Nikon Corporation',
        model: 'D7500',
        deviceVersion: 'V1.10',
        serialNumber: 'PRACTICE2'.padStart(32, '0'),
        ...info,
      },
    });
    super(body);
    this.luck = luck;
    this.body = body;
  }
}
