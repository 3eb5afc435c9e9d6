import type { ErrorCode } from '../../../../src-shared/errors.ts';

/**
 * Codes of Canon's PTP extension for EOS bodies. Canon publishes none of them; names and meanings
 * are those of libgphoto2 (camlibs/ptp2/ptp.h, config.c).
 */
export const CANON_VENDOR_ID = 0x04_a9;
/** VendorExtensionID in DeviceInfo. */
export const CANON_EXTENSION = 0x0b;

export const GET_STORAGE_IDS = 0x9101;
export const GET_STORAGE_INFO = 0x9102;
export const GET_PARTIAL_OBJECT = 0x9107;
export const GET_OBJECT_INFO_EX = 0x9109;
/** Old bodies: presses, releases and answers with one result parameter. */
export const REMOTE_RELEASE = 0x910f;
export const SET_PROPERTY = 0x9110;
export const SET_REMOTE_MODE = 0x9114;
export const SET_EVENT_MODE = 0x9115;
export const GET_EVENT = 0x9116;
export const TRANSFER_COMPLETE = 0x9117;
export const PC_HDD_CAPACITY = 0x911a;
export const SET_UI_LOCK = 0x911b;
export const RESET_UI_LOCK = 0x911c;
export const KEEP_DEVICE_ON = 0x911d;
export const REQUEST_PROPERTY = 0x9127;
export const REMOTE_RELEASE_ON = 0x9128;
export const REMOTE_RELEASE_OFF = 0x9129;
export const SET_OLC_GROUPS = 0x913d;
export const GET_VIEWFINDER_DATA = 0x9153;
export const DO_AF = 0x9154;
/** 1 to 3 nearer by growing steps, the same with bit 15 set farther; live view only. */
export const DRIVE_LENS = 0x9155;
export const AF_CANCEL = 0x9160;

/** Shutter button positions of 0x9128 and 0x9129. */
export const HALF_PRESS = 1;
export const FULL_PRESS = 2;

export const APERTURE = 0xd101;
export const SHUTTER = 0xd102;
export const ISO_SPEED = 0xd103;
export const EXPOSURE_COMPENSATION = 0xd104;
export const EXPOSURE_MODE = 0xd105;
export const WHITE_BALANCE = 0xd109;
export const COLOUR_TEMPERATURE = 0xd10a;
export const BATTERY = 0xd111;
export const IMAGE_FORMAT = 0xd120;
/** Mirror lock-up in the menu: 0 off. */
export const MIRROR_UP_SETTING = 0xd13a;
/** Mirror lock-up as it stands: 0 off. */
export const MIRROR_LOCKUP_STATE = 0xd1bf;
export const SHUTTER_COUNTER = 0xd1ac;
export const AVAILABLE_SHOTS = 0xd11b;
export const CAPTURE_DESTINATION = 0xd11c;
/** Value of the capture destination: the host's memory. */
export const DESTINATION_PC = 4;
export const FOCUS_MODE = 0xd108;
export const FOCUS_MODE_MANUAL = 3;
export const OWNER_NAME = 0xd115;
export const OLC_VERSION = 0xd199;
export const SERIAL_NUMBER = 0xd1af;
export const EVF_OUTPUT = 0xd1b0;
export const EVF_OUTPUT_PC = 2;
export const EVF_MODE = 0xd1b1;
export const ARTIST = 0xd1d0;
export const COPYRIGHT = 0xd1d1;

/** Interrupt event: there is something to fetch with 0x9116. */
export const REQUEST_GET_EVENT = 0xc101;

/** Viewfinder image or object not ready yet. */
export const NOT_READY = 0xa102;

export const canonResponses: ReadonlyMap<number, ErrorCode> = new Map([
  [0xa001, 'camera.refused'], // unknown command
  [0xa005, 'camera.refused'],
  [0xa006, 'camera.lensCovered'],
  [0xa101, 'camera.batteryLow'],
  [NOT_READY, 'camera.busy'],
  [0xa104, 'camera.noPicture'],
  [0xa106, 'camera.storeFull'],
]);
