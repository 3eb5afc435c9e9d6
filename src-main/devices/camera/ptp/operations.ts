/** Operation codes of ISO 15740, clause 10.2. */
export const GET_DEVICE_INFO = 0x1001;
export const OPEN_SESSION = 0x1002;
export const CLOSE_SESSION = 0x1003;
export const GET_STORAGE_IDS = 0x1004;
export const GET_STORAGE_INFO = 0x1005;
export const GET_NUM_OBJECTS = 0x1006;
export const GET_OBJECT_HANDLES = 0x1007;
export const GET_OBJECT_INFO = 0x1008;
export const GET_OBJECT = 0x1009;
export const DELETE_OBJECT = 0x100b;
export const GET_PARTIAL_OBJECT = 0x101b;

/** Class requests of the still image class (definition 1.0, section 5.2). */
export const CANCEL_REQUEST = 0x64;
export const DEVICE_RESET_REQUEST = 0x66;
export const GET_DEVICE_STATUS_REQUEST = 0x67;
