import * as canon from '../camera/canon/canon-codes.ts';
import type { DeviceInfo } from '../camera/ptp/device-info.ts';
import type { CameraFaults } from './camera-faults.ts';
import type { CameraVariant } from './camera-identity.ts';
import { infoOf } from './camera-identity.ts';
import { exposureOf } from './camera-light.ts';
import { CameraMemory } from './camera-memory.ts';
import { CameraProperties } from './camera-properties.ts';
import { focusRecord, shutdownRecord, statusRecord, storageRecord } from './camera-records.ts';
import { CameraViewfinder } from './camera-viewfinder.ts';
import type { PictureSource } from './picture-source.ts';

/** Between the announcement that a body will switch itself off, and its doing so, ms. */
const SHUTDOWN_MS = 1_500;

export interface CameraBodyOptions {
  readonly source: PictureSource;
  readonly faults: CameraFaults;
  readonly variant: CameraVariant;
  /** Milliseconds that never run backwards. */
  readonly now: () => number;
  /** Something was reported: time for the interrupt endpoint. */
  readonly reported: () => void;
  /** The body switched itself off. */
  readonly off: () => void;
}

/** What is inside a practice camera: shutter, mirror box, lens, memory, card and event queue. */
export class CameraBody {
  readonly info: DeviceInfo;
  readonly properties: CameraProperties;
  readonly memory: CameraMemory;
  readonly viewfinder: CameraViewfinder;
  readonly #options: CameraBodyOptions;
  #records: Uint8Array[] = [];
  #events = false;
  #exposing = false;
  #busyReleases = 0;
  #shutdown: NodeJS.Timeout | undefined;
  #shutterCount = 4_711;
  #lensPosition = 0;
  #epoch = 0;

  constructor(options: CameraBodyOptions) {
    this.#options = options;
    this.viewfinder = new CameraViewfinder(options);
    this.info = infoOf(options.variant);
    const { cardOnly = false, offersBy = 'C186' } = options.variant;
    this.properties = new CameraProperties((record) => this.report(record), { cardOnly });
    this.memory = new CameraMemory(offersBy);
    this.#light();
  }

  get faults(): CameraFaults {
    return this.#options.faults;
  }

  get isExposing(): boolean {
    return this.#exposing;
  }

  get shutterCount(): number {
    return this.#shutterCount;
  }

  /** Steps from where the lens was at first; positive is farther. */
  get lensPosition(): number {
    return this.#lensPosition;
  }

  /** The cable went or the interface was reset: tethering ends, memory pictures are lost. */
  hostGone(): void {
    this.#epoch += 1;
    this.#events = false;
    this.#exposing = false;
    this.#busyReleases = 0;
    this.#records = [];
    clearTimeout(this.#shutdown);
    this.#shutdown = undefined;
    this.endTether();
  }

  /** Pictures go to the card again, the viewfinder to the body's own screen. */
  endTether(): void {
    this.memory.forget();
    this.properties.set(canon.EVF_OUTPUT, 0);
    this.properties.set(canon.CAPTURE_DESTINATION, 2);
    this.viewfinder.switch(false);
  }

  switchEvents(on: boolean): void {
    this.#events = on;
    this.#records = [];
    if (on) this.properties.reportAll();
  }

  /** Everything reported since the last call, at most `limit` records. */
  takeRecords(limit: number): readonly Uint8Array[] {
    return this.#records.splice(0, limit);
  }

  setProperty(property: number, value: number): void {
    this.properties.set(property, value);
    if (property === canon.EVF_OUTPUT) this.viewfinder.switch((value & canon.EVF_OUTPUT_PC) !== 0);
    this.#light();
  }

  setCard(present: boolean): void {
    this.faults.noCard = !present;
    this.properties.setCard(present);
    this.report(storageRecord(this.memory.storages(present)[0] ?? 0));
  }

  report(record: Uint8Array): void {
    if (!this.#events) return;
    this.#records.push(record);
    this.#options.reported();
  }

  /** Says that it will switch itself off, and does, unless it is told to stay on. */
  getTired(): void {
    clearTimeout(this.#shutdown);
    this.report(shutdownRecord());
    this.#shutdown = setTimeout(() => this.#options.off(), SHUTDOWN_MS);
  }

  /** `false` when it will not stay on. */
  keepOn(): boolean {
    if (this.faults.deafToKeepOn) return false;
    clearTimeout(this.#shutdown);
    this.#shutdown = undefined;
    return true;
  }

  /** The lens moved and found something, or nothing. */
  focus(): void {
    const result = this.faults.noFocus ? 2 : 1;
    this.report(focusRecord(0, 1));
    this.report(focusRecord(result, result));
  }

  releaseHalf(): void {
    this.report(focusRecord(0, 0));
  }

  driveLens(steps: number): void {
    this.#lensPosition += steps;
  }

  /** Why it will not release now, as a response; `undefined` when it will. */
  get refusal(): number | undefined {
    if (this.faults.batteryLow) return 0xa101;
    if (this.faults.lensCovered) return 0xa006;
    const mirrorUp = this.properties.get(canon.MIRROR_LOCKUP_STATE) !== 0;
    const busy = this.#exposing || this.memory.waits || this.faults.noFocus || this.faults.noCard || mirrorUp;
    if (busy) return 0x2019;
    if (this.#busyReleases === 0) return undefined;
    this.#busyReleases -= 1;
    return 0x2019;
  }

  /** Begins an exposure; the picture appears when it is ready. */
  expose(): void {
    const epoch = this.#epoch;
    this.#exposing = true;
    this.#shutterCount += 1;
    this.report(statusRecord(true));
    void this.#develop(epoch);
  }

  async #develop(epoch: number): Promise<void> {
    let bytes: Uint8Array | undefined;
    try {
      bytes = await this.#options.source.expose();
    } catch {
      // As when a body cannot write: it becomes ready again and offers no picture.
    }
    if (epoch !== this.#epoch) return;
    this.#exposing = false;
    this.#busyReleases = this.faults.busyAfterShot;
    const toHost = this.properties.get(canon.CAPTURE_DESTINATION) === canon.DESTINATION_PC;
    if (bytes !== undefined) {
      for (const record of this.memory.store(bytes, { toHost, format: this.properties.format })) this.report(record);
    }
    this.report(statusRecord(false));
  }

  #light(): void {
    this.#options.source.adjust?.(exposureOf(this.properties));
  }
}
