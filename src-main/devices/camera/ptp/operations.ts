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
export const INITIATE_CAPTURE = 0x100e;
export const GET_DEVICE_PROPERTY_DESC = 0x1014;
export const GET_DEVICE_PROPERTY_VALUE = 0x1015;
export const SET_DEVICE_PROPERTY_VALUE = 0x1016;
export const GET_PARTIAL_OBJECT = 0x101b;

/** Class requests of the still image class (definition 1.0, section 5.2). */
export const CANCEL_REQUEST = 0x64;
export const DEVICE_RESET_REQUEST = 0x66;
export const GET_DEVICE_STATUS_REQUEST = 0x67;

/** Event codes of ISO 15740, clause 12.5. */
export const OBJECT_ADDED = 0x4002;
export const STORE_FULL_EVENT = 0x400a;
export const CAPTURE_COMPLETE = 0x400d;

/** Object formats (clause 6.2). */
export const EXIF_JPEG = 0x3801;
export const JFIF_JPEG = 0x3808;
