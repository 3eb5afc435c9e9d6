import type { DeviceInfo } from '../camera/ptp/device-info.ts';
import * as ptp from '../camera/ptp/operations.ts';

/** The interface of a still image device (Still Image Capture Device Definition 1.0); endpoint numbers are our own. */
export const stillImageInterface = {
  interfaceClass: 6,
  interfaceSubclass: 1,
  interfaceProtocol: 1,
  endpoints: { bulkIn: 1, bulkOut: 2, interruptIn: 3 },
  packetSize: 512,
} as const;

/** Operations of the standard that every practice PTP camera has, in the order it names them. */
export const standardOperations: readonly number[] = [
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

/** How one camera differs from others of its kind. */
export interface PtpVariant {
  /** Operations that it does not have, and others that it says it has. */
  readonly without?: readonly number[];
  readonly besides?: readonly number[];
  /** Other things it says of itself. */
  readonly info?: Partial<DeviceInfo>;
}

/** What a camera of this variant says of itself, when others of its kind say `usual`; all of them take JPEG pictures. */
export function deviceInfoOf(
  usual: Omit<DeviceInfo, 'captureFormats' | 'imageFormats'>,
  { without = [], besides = [], info = {} }: PtpVariant,
): DeviceInfo {
  return {
    ...usual,
    operations: [...usual.operations.filter((each) => !without.includes(each)), ...besides],
    captureFormats: [ptp.EXIF_JPEG],
    imageFormats: [0x3001, ptp.EXIF_JPEG],
    ...info,
  };
}
