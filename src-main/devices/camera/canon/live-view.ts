import { Fault, type ErrorCode } from '../../../../src-shared/errors.ts';
import { Patience } from '../patience.ts';
import { DEVICE_BUSY, faultOfResponse, OK } from '../ptp/response.ts';
import { canonResponses, EVF_MODE, EVF_OUTPUT, EVF_OUTPUT_PC, GET_VIEWFINDER_DATA, NOT_READY } from './canon-codes.ts';
import type { CanonLink } from './canon-link.ts';
import { FramePace } from './frame-pace.ts';
import { jpegOfViewfinder } from './viewfinder-frame.ts';

const LONGEST_DARKNESS_MS = 3_000;
/** Before the first frame the mirror goes up, and some bodies measure the light. */
const LONGEST_START_MS = 8_000;
const KEEP_ON_MS = 5_000;
const EVENTS_MS = 400;

/** What a body may say to the mode of the viewfinder; whether there is one shows at its output. */
const passesOver: readonly ErrorCode[] = ['camera.busy', 'camera.refused'];

/** The viewfinder stream of an EOS body, one frame a call. */
export class LiveView {
  readonly #link: CanonLink;
  #pace = new FramePace();
  #isOn = false;
  #isFresh = true;
  #lastKeepOn = -Infinity;
  #lastEvents = -Infinity;

  constructor(link: CanonLink) {
    this.#link = link;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  async start(): Promise<void> {
    this.#pace = new FramePace();
    if (this.#link.state.property(EVF_MODE) !== 1) {
      try {
        await this.#link.setProperty(EVF_MODE, 1);
      } catch (error) {
        // A body that is in live view already answers busy here, one without the choice refuses.
        if (!(error instanceof Fault) || !passesOver.includes(error.code)) throw error;
      }
    }
    await this.#link.setProperty(EVF_OUTPUT, EVF_OUTPUT_PC);
    this.#isOn = true;
    this.#isFresh = true;
  }

  async stop(): Promise<void> {
    this.#isOn = false;
    await this.#link.setProperty(EVF_OUTPUT, 0);
  }

  /** The next frame. Errors: `camera.busy` after 3 s of answers without one, 8 s at first; `camera.*`, `usb.*`. */
  async frame(): Promise<Uint8Array> {
    const { clock } = this.#link;
    const early = this.#pace.waitMs(clock.now());
    if (early > 0) await clock.wait(early);
    await this.#houseKeeping();
    const patience = new Patience(clock, this.#isFresh ? LONGEST_START_MS : LONGEST_DARKNESS_MS);
    for (let refusals = 0; ; refusals += 1) {
      const askedAt = clock.now();
      const jpeg = await this.#ask();
      if (jpeg !== undefined) {
        this.#isFresh = false;
        this.#pace.came(askedAt, refusals);
        return jpeg;
      }
      if (!(await patience.again())) throw new Fault('camera.busy', { what: 'viewfinder' });
    }
  }

  async #ask(): Promise<Uint8Array | undefined> {
    const reply = await this.#link.transact({ operation: GET_VIEWFINDER_DATA, parameters: [0x20_00_00, 0, 0] });
    if (reply.response === OK) return jpegOfViewfinder(reply.data);
    if (reply.response === NOT_READY || reply.response === DEVICE_BUSY) return undefined;
    throw faultOfResponse(reply.response, GET_VIEWFINDER_DATA, canonResponses);
  }

  async #houseKeeping(): Promise<void> {
    const now = this.#link.clock.now();
    if (now - this.#lastKeepOn >= KEEP_ON_MS) {
      this.#lastKeepOn = now;
      await this.#link.keepOn();
    }
    if (now - this.#lastEvents >= EVENTS_MS) {
      this.#lastEvents = now;
      await this.#link.readEvents();
    }
  }
}
