import { Fault } from '../../../../src-shared/errors.ts';
import { jpegWithin } from '../jpeg-bytes.ts';
import { Patience } from '../patience.ts';
import { DELETE_OBJECT } from '../ptp/operations.ts';
import { DEVICE_BUSY, OK } from '../ptp/response.ts';
import {
  END_LIVE_VIEW,
  GET_LIVE_VIEW_IMAGE,
  GET_LIVE_VIEW_IMAGE_EX,
  INVALID_STATUS,
  LIVE_VIEW_STATUS,
  NOT_IN_LIVE_VIEW,
  PROHIBIT_CONDITION,
  SDRAM_HANDLE,
  START_LIVE_VIEW,
} from './nikon-codes.ts';
import type { NikonLink } from './nikon-link.ts';
import { pictureWaits, prohibition } from './prohibit-condition.ts';

/** Bodies make about 30 frames a second. */
const FRAME_MS = 33;
const DARKNESS_MS = 3_000;
/** The mirror goes up and the sensor warms. */
const START_MS = 5_000;

/** The live view of a Nikon body, one frame a call. */
export class NikonLiveView {
  readonly #link: NikonLink;
  readonly #getImage: number;
  #on = false;
  /** The first frame after a start is damaged on some bodies, so it is passed over on all. */
  #fresh = true;
  #lastFrame = -Infinity;

  constructor(link: NikonLink) {
    this.#link = link;
    this.#getImage = link.offers(GET_LIVE_VIEW_IMAGE_EX) ? GET_LIVE_VIEW_IMAGE_EX : GET_LIVE_VIEW_IMAGE;
  }

  get possible(): boolean {
    return this.#link.offers(START_LIVE_VIEW) && this.#link.offers(this.#getImage);
  }

  get on(): boolean {
    return this.#on;
  }

  /** Errors: `camera.noLiveView` for bodies without, `camera.*` for what the body has against it. */
  async start(): Promise<void> {
    if (!this.possible) throw new Fault('camera.noLiveView');
    await this.#link.insist(this.#link.recordTo('memory'), 1_000);
    if ((await this.#link.property(LIVE_VIEW_STATUS)) !== 1) {
      await this.#wantNothingAgainst();
      await this.#switchOn();
    }
    this.#on = true;
  }

  /** Errors: `camera.busy` after 3 s of answers without a frame, `camera.*`, `usb.*`. */
  async frame(): Promise<Uint8Array> {
    const { clock } = this.#link;
    const early = this.#lastFrame + FRAME_MS - clock.now();
    if (early > 0) await clock.wait(early);
    const patience = new Patience(clock, DARKNESS_MS);
    for (;;) {
      const jpeg = await this.#ask();
      if (jpeg !== undefined) {
        this.#lastFrame = clock.now();
        return jpeg;
      }
      if (!(await patience.again())) throw new Fault('camera.busy', { what: 'liveView' });
    }
  }

  async stop(): Promise<void> {
    this.#on = false;
    await this.#link.insist({ operation: END_LIVE_VIEW }, 1_000);
    await this.#link.untilReady(START_MS);
  }

  async #wantNothingAgainst(): Promise<void> {
    let mask = (await this.#link.property(PROHIBIT_CONDITION)) ?? 0;
    if (pictureWaits(mask)) {
      // Left there by a program that ended in the middle of a shot.
      await this.#link.transact({ operation: DELETE_OBJECT, parameters: [SDRAM_HANDLE] });
      mask = (await this.#link.property(PROHIBIT_CONDITION)) ?? 0;
    }
    const against = prohibition(mask);
    if (against !== undefined) throw against;
  }

  async #switchOn(): Promise<void> {
    this.#fresh = true;
    await this.#link.patiently({ operation: START_LIVE_VIEW }, START_MS);
    await this.#link.untilReady(START_MS);
  }

  async #ask(): Promise<Uint8Array | undefined> {
    const reply = await this.#link.transact({ operation: this.#getImage });
    switch (reply.response) {
      case OK: {
        const first = this.#fresh;
        this.#fresh = false;
        return first ? undefined : jpegWithin(reply.data);
      }
      case NOT_IN_LIVE_VIEW:
        // Bodies end it by themselves when they get warm, or after some thousand frames.
        await this.#switchOn();
        return undefined;
      case DEVICE_BUSY:
      case INVALID_STATUS:
        return undefined;
      default:
        throw this.#link.fault(reply.response, this.#getImage);
    }
  }
}
