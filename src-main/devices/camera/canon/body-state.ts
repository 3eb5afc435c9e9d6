import { AVAILABLE_SHOTS, CAPTURE_DESTINATION, DESTINATION_PC, OLC_VERSION, SERIAL_NUMBER } from './canon-codes.ts';
import type { CanonEvent, FocusReport, ReportedPicture } from './canon-event.ts';

/** What an EOS body has reported since the session began. */
export class BodyState {
  readonly #properties = new Map<number, number>();
  readonly #choices = new Map<number, readonly number[]>();
  #serialNumber = '';
  #pictures: ReportedPicture[] = [];
  #focus: FocusReport[] = [];
  #busy = false;
  #shuttingDown = false;

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
        this.#focus.push(event.focus);
        break;
      case 'shutdown':
        this.#shuttingDown = true;
        break;
      case 'other':
        break;
    }
  }

  property(code: number): number | undefined {
    return this.#properties.get(code);
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

  get shuttingDown(): boolean {
    return this.#shuttingDown;
  }

  get availableShots(): number {
    return this.#properties.get(AVAILABLE_SHOTS) ?? 0;
  }

  /** The destination to go back to when the host leaves: the one offered that is not the host. */
  get cardDestination(): number {
    return this.#choices.get(CAPTURE_DESTINATION)?.find((value) => value !== DESTINATION_PC) ?? 2;
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
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...bytes.subarray(0, end === -1 ? Math.min(bytes.length, 64) : end)).trim();
}
