import { PtpFaults } from './ptp-faults.ts';

/** Bad luck that the practice EOS body can be told to have, besides that of any PTP camera. Everything is off at first. */
export class CameraFaults extends PtpFaults {
  /** The lens finds nothing to focus on. */
  noFocus = false;
  /** Hangs: says that it is busy and answers no command, until this was done to it. */
  stuckUntil: 'deviceReset' | 'portReset' | 'powerOff' | undefined;
  /** Refuses every release: the battery is nearly empty. */
  batteryLow = false;
  /** Refuses every release: the cover is over the lens. */
  lensCovered = false;
  /** Has no card in its slot, and releases nothing without one, as the 1300D does. */
  noCard = false;
  /** Answers "busy" to that many releases after each picture, as the 2000D does. */
  busyAfterShot = 0;
  /** Keeps no promise to stay on: switches itself off although it is told not to. */
  deafToKeepOn = false;
  /** How long a body needs for one frame of the viewfinder, ms. */
  frameMs = 33;
  /**
   * After so many questions in a row that came too early (less than 25 ms after the one before) the
   * viewfinder stays dark until it is switched off and on.
   */
  floodedAfter = Infinity;
  /** What happens elsewhere when this many bytes of pictures have been sent since it was set; once. */
  whenSent: { bytes: number; readonly happens: () => void } | undefined;

  /** For the model: so many bytes more of a picture are on their way. */
  pictureSent(bytes: number): void {
    const due = this.whenSent;
    if (due === undefined) return;
    due.bytes -= bytes;
    if (due.bytes > 0) return;
    this.whenSent = undefined;
    due.happens();
  }
}
