import {
  AVAILABLE_SHOTS,
  BATTERY,
  CAPTURE_DESTINATION,
  DESTINATION_PC,
  MIRROR_LOCKUP_STATE,
  MIRROR_UP_SETTING,
  OLC_VERSION,
  SERIAL_NUMBER,
  SHUTTER_COUNTER,
} from './canon-codes.ts';
import type { CanonEvent, FocusReport, ReportedPicture } from './canon-event.ts';

/** Battery steps of property 0xD111 (libgphoto2, camlibs/ptp2/config.c). */
const batterySteps: Readonly<Record<number, number>> = { 0: 5, 1: 50, 2: 100, 4: 75, 5: 25 };

const MOST_REPORTS = 32;

/** What an EOS body has reported since the session began. */
export class BodyState {
  readonly #properties = new Map<number, number>();
  readonly #choices = new Map<number, readonly number[]>();
  #serialNumber = '';
  #pictures: ReportedPicture[] = [];
  #focus: FocusReport[] = [];
  #busy = false;
  #shuttingDown = false;
  #hasCard: boolean | undefined;

  apply(event: CanonEvent): void {
    switch (event.kind) {
      case 'property':
        this.#properties.set(event.property, event.value);
        if (event.property === SERIAL_NUMBER) this.#serialNumber = text(event.bytes);
        break;
      case 'choices':
        this.#choices.set(event.property, event.values);
        break;
      case 'picture':
        this.#pictures.push(event.picture);
        break;
      case 'status':
        this.#busy = event.busy;
        break;
      case 'focus':
        // Bodies go on reporting while the viewfinder is on, for hours.
        this.#focus = [...this.#focus.slice(-MOST_REPORTS), event.focus];
        break;
      case 'shutdown':
        this.#shuttingDown = true;
        break;
      case 'storage':
        this.#hasCard = undefined;
        break;
      case 'other':
        break;
    }
  }

  property(code: number): number | undefined {
    return this.#properties.get(code);
  }

  /** What the body offers for a property, in its own codes; empty where it listed nothing. */
  choices(code: number): readonly number[] {
    return this.#choices.get(code) ?? [];
  }

  /** As the body reports it, else empty. */
  get serialNumber(): string {
    return this.#serialNumber;
  }

  get olcVersion(): number {
    return this.#properties.get(OLC_VERSION) ?? 0;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Has it announced that it will switch itself off, and nothing kept it from that since? */
  get shuttingDown(): boolean {
    return this.#shuttingDown;
  }

  /** It was told to stay on. */
  keptOn(): void {
    this.#shuttingDown = false;
  }

  /** Is there a memory card? `undefined` until the host has looked, and after the body reported a change. */
  get hasCard(): boolean | undefined {
    return this.#hasCard;
  }

  foundCard(present: boolean): void {
    this.#hasCard = present;
  }

  /**
   * Is mirror lock-up on, by its state or by the menu? Bodies report both as 1, one of them, or none
   * (libgphoto2, issue 913).
   */
  get mirrorLockedUp(): boolean {
    return (this.property(MIRROR_LOCKUP_STATE) ?? 0) !== 0 || (this.property(MIRROR_UP_SETTING) ?? 0) !== 0;
  }

  /** Percent by the five steps that bodies tell; `undefined` for a step that is not known. */
  get battery(): number | undefined {
    return batterySteps[this.property(BATTERY) ?? -1];
  }

  /** Releases in its life; bodies that do not tell report 0 or nothing. */
  get shutterCount(): number | undefined {
    const count = this.property(SHUTTER_COUNTER) ?? 0;
    return count === 0 ? undefined : count;
  }

  /** `undefined` from a body that never told. */
  get availableShots(): number | undefined {
    return this.#properties.get(AVAILABLE_SHOTS);
  }

  /** The destination to go back to when the host leaves: the one offered that is not the host. */
  get cardDestination(): number {
    return this.choices(CAPTURE_DESTINATION).find((value) => value !== DESTINATION_PC) ?? 2;
  }

  /** Has anything been said of focus since `forgetRelease`, and what came last of found and failed? */
  get focus(): FocusReport {
    const decided = this.#focus.findLast((report) => report === 'found' || report === 'failed');
    if (decided !== undefined) return decided;
    // Some bodies go from searching straight to idle when they give up.
    const began = this.#focus.includes('searching');
    if (began && this.#focus.at(-1) === 'idle') return 'failed';
    return began ? 'searching' : 'idle';
  }

  get pictures(): readonly ReportedPicture[] {
    return this.#pictures;
  }

  /** Before a new release: pictures and focus reports of an earlier one no longer count. */
  forgetRelease(): void {
    this.#pictures = [];
    this.#focus = [];
  }

  /** Fetched, or given up. */
  forgetPicture(handle: number): void {
    this.#pictures = this.#pictures.filter((picture) => picture.handle !== handle);
  }

  /** Before focusing anew. */
  forgetFocus(): void {
    this.#focus = [];
  }
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...bytes.subarray(0, end === -1 ? Math.min(bytes.length, 64) : end)).trim();
}
