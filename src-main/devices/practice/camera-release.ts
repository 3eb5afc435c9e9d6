import * as canon from '../camera/canon/canon-codes.ts';
import * as response from '../camera/ptp/response.ts';
import type { CameraBody } from './camera-body.ts';
import type { Answer } from './camera-operations.ts';
import type { PtpCommand } from './ptp-responder.ts';

const FOCUS_MS = 250;
const LENS_STEPS: Readonly<Record<number, number>> = { 1: 1, 2: 8, 3: 64 };
const FARTHER = 0x80_00;

const ok: Answer = { response: response.OK };

/** Shutter button and lens of a practice body. */
export function press(body: CameraBody, { parameters }: PtpCommand): Answer {
  const button = parameters[0] ?? 0;
  const autofocus = !isManual(body);
  const held = body.faults.batteryLow || body.faults.lensCovered ? body.refusal : undefined;
  if (held !== undefined) return { response: held };
  if ((button & canon.HALF_PRESS) !== 0 && autofocus) body.focus();
  if ((button & canon.FULL_PRESS) === 0) return { ...ok, parameters: [0], afterMs: autofocus ? FOCUS_MS : 0 };
  const refusal = body.refusal;
  if (refusal !== undefined) return { response: refusal };
  body.expose();
  return { ...ok, parameters: [0] };
}

export function letGo(body: CameraBody, { parameters }: PtpCommand): Answer {
  if (((parameters[0] ?? 0) & canon.HALF_PRESS) !== 0) body.releaseHalf();
  return ok;
}

/** The whole release in one operation, with its result: 1 no focus, 3 mirror up, 7 no card. */
export function releaseOldWay(body: CameraBody): Answer {
  body.focus();
  body.releaseHalf();
  const { faults, properties } = body;
  const mirrorUp = properties.get(canon.MIRROR_LOCKUP_STATE) !== 0;
  const result = faults.noFocus ? 1 : mirrorUp ? 3 : faults.noCard ? 7 : 0;
  if (result !== 0) return { ...ok, parameters: [result], afterMs: FOCUS_MS };
  const refusal = body.refusal;
  if (refusal !== undefined) return { response: refusal };
  body.expose();
  return { ...ok, parameters: [0], afterMs: FOCUS_MS };
}

/** Autofocus of the viewfinder. */
export function doAutofocus(body: CameraBody): Answer {
  if (!isLive(body)) return { response: response.DEVICE_BUSY };
  if (!isManual(body)) body.focus();
  return ok;
}

export function driveLens(body: CameraBody, { parameters }: PtpCommand): Answer {
  const parameter = parameters[0] ?? 0;
  const steps = LENS_STEPS[parameter & 0xff];
  if (!isLive(body)) return { response: response.DEVICE_BUSY };
  if (steps === undefined) return { response: response.INVALID_PARAMETER };
  body.driveLens(parameter >= FARTHER ? steps : -steps);
  return ok;
}

function isManual(body: CameraBody): boolean {
  return body.properties.get(canon.FOCUS_MODE) === canon.FOCUS_MODE_MANUAL;
}

function isLive(body: CameraBody): boolean {
  return (body.properties.get(canon.EVF_OUTPUT) & canon.EVF_OUTPUT_PC) !== 0;
}
