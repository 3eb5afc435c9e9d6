import type { Fault } from '../../../../src-shared/errors.ts';
import type { DeviceClock } from '../../device-clock.ts';
import { Patience } from '../patience.ts';
import { DatasetWriter } from '../ptp/dataset-writer.ts';
import type { PtpReply, PtpRequest, PtpSession } from '../ptp/ptp-session.ts';
import { DEVICE_BUSY, faultOfResponse, OK } from '../ptp/response.ts';
import { BodyState } from './body-state.ts';
import { canonResponses, GET_EVENT, KEEP_DEVICE_ON, NOT_READY, SET_PROPERTY } from './canon-codes.ts';
import { decodeEventList } from './event-list.ts';

/** Pause between two polls for events while something is awaited. */
const POLL_MS = 50;
const MOST_EVENT_READS = 40;

/** The session with one EOS body and what the body has told of itself. */
export class CanonLink {
  readonly state = new BodyState();
  readonly clock: DeviceClock;
  readonly #session: PtpSession;
  #hint: (() => void) | undefined;

  constructor(session: PtpSession, clock: DeviceClock) {
    this.#session = session;
    this.clock = clock;
  }

  request(request: PtpRequest): Promise<PtpReply> {
    return this.#session.request(request);
  }

  transact(request: PtpRequest): Promise<PtpReply> {
    return this.#session.transact(request);
  }

  fault(response: number, operation: number): Fault {
    return faultOfResponse(response, operation, canonResponses);
  }

  /** As `PtpSession.inRow`. */
  inRow(requests: readonly PtpRequest[], take: (reply: PtpReply) => boolean): Promise<void> {
    return this.#session.inRow(requests, take);
  }

  /** Runs an operation, repeating it with growing pauses while the body is busy, at most `patienceMs`. */
  async patiently(request: PtpRequest, patienceMs: number): Promise<PtpReply> {
    const patience = new Patience(this.clock, patienceMs);
    for (;;) {
      const reply = await this.#session.transact(request);
      if (reply.response === OK) return reply;
      const busy = reply.response === DEVICE_BUSY || reply.response === NOT_READY;
      if (!busy || !(await patience.again())) {
        throw this.fault(reply.response, request.operation);
      }
    }
  }

  /** Sets a number, u32 whatever the width of the property. Waits out a busy body. */
  setProperty(property: number, value: number): Promise<void> {
    return this.setPropertyBytes(property, new DatasetWriter().u32(value).bytes());
  }

  /** Sets a value: u32 size of the record, u32 property, value. Waits out a busy body. */
  async setPropertyBytes(property: number, value: Uint8Array): Promise<void> {
    const data = new DatasetWriter()
      .u32(8 + value.length)
      .u32(property)
      .raw(value)
      .bytes();
    await this.patiently({ operation: SET_PROPERTY, data }, 3_000);
  }

  /**
   * One GetEvent; tells whether the body reported anything. A body that is too busy to tell is asked again
   * later, one that announces that it will switch itself off is kept on at once.
   */
  async readEvents(): Promise<boolean> {
    const { response, data } = await this.transact({ operation: GET_EVENT });
    if (response === DEVICE_BUSY || response === NOT_READY) return false;
    if (response !== OK) throw this.fault(response, GET_EVENT);
    const events = decodeEventList(data, this.state.olcVersion);
    for (const event of events) this.state.apply(event);
    if (this.state.shuttingDown) await this.keepOn();
    return events.length > 0;
  }

  /** Sets back the timer by which the body switches itself off. */
  async keepOn(): Promise<void> {
    const { response } = await this.transact({ operation: KEEP_DEVICE_ON });
    if (response === OK) this.state.keptOn();
  }

  /** Reads events until the body has no more. */
  async drainEvents(): Promise<void> {
    for (let reads = 0; reads < MOST_EVENT_READS; reads += 1) {
      if (!(await this.readEvents())) return;
    }
  }

  /** Polls events until `met`; returns whether it was met within `limitMs`. */
  async until(met: (state: BodyState) => boolean, limitMs: number): Promise<boolean> {
    const deadline = this.clock.now() + limitMs;
    for (;;) {
      if (met(this.state)) return true;
      await this.drainEvents();
      if (met(this.state)) return true;
      if (this.clock.now() >= deadline) return false;
      await this.#pauseOrHint();
    }
  }

  /** The event pipe says that there is something to fetch. */
  hint(): void {
    this.#hint?.();
  }

  async #pauseOrHint(): Promise<void> {
    const hinted = new Promise<void>((resolve) => {
      this.#hint = resolve;
    });
    await Promise.race([hinted, this.clock.wait(POLL_MS)]);
    this.#hint = undefined;
  }
}
