import * as nikon from '../camera/nikon/nikon-codes.ts';
import * as ptp from '../camera/ptp/operations.ts';
import type { DeviceDescriptor } from './device-model.ts';
import { NikonBody } from './nikon-body.ts';
import { NikonFaults } from './nikon-faults.ts';
import type { PictureSource } from './picture-source.ts';
import { deviceInfoOf, standardOperations, stillImageInterface, type PtpVariant } from './ptp-identity.ts';
import { PtpResponder } from './ptp-responder.ts';

/** D7500 as libgphoto2 knows it; the serial number says that it is none. */
export const nikonDescriptor: DeviceDescriptor = {
  ...stillImageInterface,
  vendorId: 0x04_b0,
  productId: 0x04_40,
  release: 0x0100,
  manufacturer: 'NIKON',
  product: 'NIKON DSC D7500',
  serialNumber: 'PRACTICE2',
};

const operations = [
  ...standardOperations,
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

export type NikonOptions = PtpVariant;

/** A Nikon body as a USB device. */
export class NikonModel extends PtpResponder {
  readonly luck: NikonFaults;
  readonly body: NikonBody;

  constructor(source: PictureSource, options: NikonOptions = {}) {
    const luck = new NikonFaults();
    const body = new NikonBody({
      source,
      luck,
      descriptor: nikonDescriptor,
      info: deviceInfoOf(
        {
          vendorExtensionId: nikon.NIKON_EXTENSION,
          operations,
          events: [ptp.OBJECT_ADDED, nikon.OBJECT_ADDED_IN_SDRAM, nikon.CAPTURE_COMPLETE_IN_SDRAM],
          properties: [],
          manufacturer: 'Nikon Corporation',
          model: 'D7500',
          deviceVersion: 'V1.10',
          serialNumber: 'PRACTICE2'.padStart(32, '0'),
        },
        options,
      ),
    });
    super(body);
    this.luck = luck;
    this.body = body;
  }
}
