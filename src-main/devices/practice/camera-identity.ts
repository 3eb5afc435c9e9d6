import * as canon from '../camera/canon/canon-codes.ts';
import type { DeviceInfo } from '../camera/ptp/device-info.ts';
import * as ptp from '../camera/ptp/operations.ts';
import type { DeviceDescriptor } from './device-model.ts';
import { stillImageInterface } from './ptp-identity.ts';

/** EOS 250D as libgphoto2 knows it; the serial number says that it is none. */
export const cameraDescriptor: DeviceDescriptor = {
  ...stillImageInterface,
  vendorId: canon.CANON_VENDOR_ID,
  productId: 0x32e9,
  release: 0x0002,
  manufacturer: 'Canon Inc.',
  product: 'Canon Digital Camera',
  serialNumber: 'PRACTICE1',
};

export const cameraInfo: DeviceInfo = {
  vendorExtensionId: canon.CANON_EXTENSION,
  operations: [
    ptp.GET_DEVICE_INFO,
    ptp.OPEN_SESSION,
    ptp.CLOSE_SESSION,
    ptp.GET_STORAGE_IDS,
    ptp.GET_STORAGE_INFO,
    ptp.GET_NUM_OBJECTS,
    ptp.GET_OBJECT_HANDLES,
    ptp.GET_OBJECT_INFO,
    ptp.GET_OBJECT,
    ptp.DELETE_OBJECT,
    ptp.GET_PARTIAL_OBJECT,
    canon.GET_STORAGE_IDS,
    canon.GET_STORAGE_INFO,
    canon.GET_PARTIAL_OBJECT,
    canon.GET_OBJECT_INFO_EX,
    canon.REMOTE_RELEASE,
    canon.SET_PROPERTY,
    canon.SET_REMOTE_MODE,
    canon.SET_EVENT_MODE,
    canon.GET_EVENT,
    canon.TRANSFER_COMPLETE,
    canon.PC_HDD_CAPACITY,
    canon.SET_UI_LOCK,
    canon.RESET_UI_LOCK,
    canon.KEEP_DEVICE_ON,
    canon.REQUEST_PROPERTY,
    canon.REMOTE_RELEASE_ON,
    canon.REMOTE_RELEASE_OFF,
    canon.SET_OLC_GROUPS,
    canon.GET_VIEWFINDER_DATA,
    canon.DO_AF,
    canon.DRIVE_LENS,
    canon.AF_CANCEL,
  ],
  events: [0x4002, 0x4003, canon.REQUEST_GET_EVENT],
  properties: [],
  captureFormats: [ptp.EXIF_JPEG],
  imageFormats: [0x3001, ptp.EXIF_JPEG],
  manufacturer: 'Canon Inc.',
  model: 'Canon EOS 250D',
  deviceVersion: '3-1.0.2',
  serialNumber: '00000000000000000000000PRACTICE1',
};

/** What sets one body apart from another, where the practice camera is to be another than the 250D. */
export interface CameraVariant {
  readonly productId?: number;
  readonly model?: string;
  /** Operations that it does not have. */
  readonly lacks?: readonly number[];
  /** How it offers a picture: by record C186, by the 64-bit C1A9, or by the nameless C1B8 of new bodies. */
  readonly offersBy?: 'C186' | 'C1A9' | 'C1B8';
  /** Pictures go to the card whatever the host wants. */
  readonly cardOnly?: boolean;
}

export function infoOf({ model, lacks = [] }: CameraVariant): DeviceInfo {
  const operations = cameraInfo.operations.filter((operation) => !lacks.includes(operation));
  return { ...cameraInfo, operations, model: model ?? cameraInfo.model };
}

export function descriptorOf({ productId }: CameraVariant): DeviceDescriptor {
  return { ...cameraDescriptor, productId: productId ?? cameraDescriptor.productId };
}
