import type { ErrorCode } from '../../../../src-shared/errors.ts';
import { Fault } from '../../../../src-shared/errors.ts';

/** Bits of the live view prohibit condition (0xD1A4) and what they bar it for (libgphoto2, camlibs/ptp2/config.c). */
const reasons: readonly (readonly [bit: number, code: ErrorCode])[] = [
  [8, 'camera.batteryLow'],
  [17, 'camera.tooHot'],
  [14, 'camera.cardMissing'],
  [20, 'camera.cardMissing'], // not formatted
  [19, 'camera.cardMissing'], // card error
  [18, 'camera.storeFull'], // write-protected
  [22, 'camera.mirrorUp'],
  [24, 'camera.busy'], // lens is retracting
  [4, 'camera.busy'], // button is pressed
  [15, 'camera.busy'], // a shot is being worked on
];

/** A picture waits in the body's memory that nobody fetched: the one condition that the host can end. */
const PICTURE_WAITS = 1 << 12;

export function pictureWaits(mask: number): boolean {
  return (mask & PICTURE_WAITS) !== 0;
}

/** Why the body shows no live view; `undefined` when nothing is against it. */
export function prohibition(mask: number): Fault | undefined {
  if (mask === 0) return undefined;
  const code = reasons.find(([bit]) => (mask & (1 << bit)) !== 0)?.[1] ?? 'camera.refused';
  return new Fault(code, { prohibited: `0x${(mask >>> 0).toString(16).padStart(8, '0')}` });
}
