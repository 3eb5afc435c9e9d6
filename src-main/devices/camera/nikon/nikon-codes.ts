import type { ErrorCode } from '../../../../src-shared/errors.ts';

/**
 * Codes of Nikon's PTP extension. Nikon publishes none of them; names and meanings are those of
 * libgphoto2 (camlibs/ptp2/ptp.h, ptp.c, library.c).
 */
export const NIKON_EXTENSION = 0x0a;

export const CAPTURE_SDRAM = 0x90c0;
export const AF_DRIVE = 0x90c1;
export const CHANGE_CAMERA_MODE = 0x90c2;
export const GET_EVENT = 0x90c7;
/** Answers "busy" until what was begun has ended, then how it ended. */
export const DEVICE_READY = 0x90c8;
export const GET_VENDOR_PROPERTIES = 0x90ca;
export const AF_CAPTURE_SDRAM = 0x90cb;
export const START_LIVE_VIEW = 0x9201;
export const END_LIVE_VIEW = 0x9202;
export const GET_LIVE_VIEW_IMAGE = 0x9203;
export const MF_DRIVE = 0x9204;
export const CAPTURE_IN_MEDIA = 0x9207;
export const GET_EVENT_EX = 0x941c;
export const GET_LIVE_VIEW_IMAGE_EX = 0x9428;

/** Parameters of 0x9207: without and with autofocus; into the card or the body's memory. */
export const NO_AUTOFOCUS = 0xff_ff_ff_ff;
export const AUTOFOCUS = 0xff_ff_ff_fe;
export const INTO_SDRAM = 1;

export const COLOUR_TEMPERATURE = 0xd01e;
export const RECORDING_MEDIA = 0xd10b;
export const LIVE_VIEW_STATUS = 0xd1a2;
export const PROHIBIT_CONDITION = 0xd1a4;

export const OBJECT_ADDED_IN_SDRAM = 0xc101;
export const CAPTURE_COMPLETE_IN_SDRAM = 0xc102;
/** The picture in the body's memory, where the event does not name it. */
export const SDRAM_HANDLE = 0xff_ff_00_01;

export const OUT_OF_FOCUS = 0xa002;
export const INVALID_STATUS = 0xa004;
export const NOT_IN_LIVE_VIEW = 0xa00b;
/** The lens is at its end, or the step was too small for it to move. */
export const MF_END = 0xa00c;
export const MF_TOO_SMALL = 0xa00e;

/** Answers that mean "later", each from another kind of release. */
export const releaseBusy: readonly number[] = [0xa200, 0xa201, 0xa202];

export const nikonResponses: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [0xa001, 'camera.refused'], // hardware error
  [OUT_OF_FOCUS, 'camera.noFocus'],
  [0xa003, 'camera.refused'], // change of mode failed
  [INVALID_STATUS, 'camera.busy'],
  [0xa008, 'camera.refused'], // bulb
  [0xa009, 'camera.mirrorUp'],
  [NOT_IN_LIVE_VIEW, 'camera.notInLiveView'],
  ...releaseBusy.map((code): [number, ErrorCode] => [code, 'camera.busy']),
  [0xa207, 'camera.mirrorUp'], // waits for the second release of mirror lock-up
]);
