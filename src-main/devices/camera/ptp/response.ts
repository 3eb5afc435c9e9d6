import type { ErrorCode } from '../../../../src-shared/errors.ts';
import { Fault } from '../../../../src-shared/errors.ts';

/** Response codes of ISO 15740, clause 11.2, that the drivers name. */
export const OK = 0x2001;
export const SESSION_NOT_OPEN = 0x2003;
export const OPERATION_NOT_SUPPORTED = 0x2005;
export const INVALID_OBJECT_HANDLE = 0x2009;
export const PARAMETER_NOT_SUPPORTED = 0x2006;
export const ACCESS_DENIED = 0x200f;
export const STORE_NOT_AVAILABLE = 0x2013;
export const DEVICE_BUSY = 0x2019;
export const INVALID_PARAMETER = 0x201d;
export const SESSION_ALREADY_OPEN = 0x201e;

const standard: ReadonlyMap<number, ErrorCode> = new Map([
  [SESSION_NOT_OPEN, 'camera.protocol'],
  [0x2004, 'camera.protocol'], // invalid transaction id
  [0x2007, 'camera.protocol'], // incomplete transfer
  [INVALID_OBJECT_HANDLE, 'camera.noPicture'],
  [0x200c, 'camera.storeFull'], // store full
  [0x200e, 'camera.storeFull'], // store read-only
  [STORE_NOT_AVAILABLE, 'camera.cardMissing'],
  [DEVICE_BUSY, 'camera.busy'],
]);

/** What a vendor's own response codes mean. */
export type VendorResponses = ReadonlyMap<number, ErrorCode>;

/** The fault that a response other than OK stands for; `camera.refused` when nothing closer is known. */
export function faultOfResponse(response: number, operation: number, vendor?: VendorResponses): Fault {
  const code = vendor?.get(response) ?? standard.get(response) ?? 'camera.refused';
  return new Fault(code, { response: hex(response), operation: hex(operation) });
}

function hex(code: number): string {
  return `0x${code.toString(16).padStart(4, '0')}`;
}
