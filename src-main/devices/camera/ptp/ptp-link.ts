import type { Fault } from '../../../../src-shared/errors.ts';
import type { DeviceClock } from '../../device-clock.ts';
import { Patience } from '../patience.ts';
import type { PtpBody } from './ptp-family.ts';
import type { PtpReply, PtpRequest, PtpSession } from './ptp-session.ts';
import type { VendorResponses } from './response.ts';
import { DEVICE_BUSY, faultOfResponse, OK } from './response.ts';

const BUSY: ReadonlySet<number> = new Set([DEVICE_BUSY]);

/** The session with a body that is driven by standard operations and a few of its maker's. */
export class PtpLink {
  readonly clock: DeviceClock;
  readonly #session: PtpSession;
  readonly #operations: ReadonlySet<number>;
  readonly #responses: VendorResponses;

  constructor({ session, info, clock }: PtpBody, responses: VendorResponses) {
    this.clock = clock;
    this.#session = session;
    this.#operations = new Set(info.operations);
    this.#responses = responses;
  }

  offers(operation: number): boolean {
    return this.#operations.has(operation);
  }

  /** The transaction must end in OK. Errors: `camera.*` by response, `usb.*`. */
  request(request: PtpRequest): Promise<PtpReply> {
    return this.#session.request(request);
  }

  /** Whatever the camera answers. Errors: `camera.protocol`, `usb.*`. */
  transact(request: PtpRequest): Promise<PtpReply> {
    return this.#session.transact(request);
  }

  /** As `PtpSession.inRow`. */
  inRow(requests: readonly PtpRequest[], take: (reply: PtpReply) => boolean): Promise<void> {
    return this.#session.inRow(requests, take);
  }

  /** Repeats a transaction with growing pauses while the camera answers one of `busy`; its last answer. */
  async insist(request: PtpRequest, patienceMs: number, busy: ReadonlySet<number> = BUSY): Promise<PtpReply> {
    const patience = new Patience(this.clock, patienceMs);
    for (;;) {
      const reply = await this.#session.transact(request);
      if (!busy.has(reply.response) || !(await patience.again())) return reply;
    }
  }

  /** As `insist`, and it must end in OK. */
  async patiently(request: PtpRequest, patienceMs: number): Promise<PtpReply> {
    const reply = await this.insist(request, patienceMs);
    if (reply.response !== OK) throw this.fault(reply.response, request.operation);
    return reply;
  }

  fault(response: number, operation: number): Fault {
    return faultOfResponse(response, operation, this.#responses);
  }
}
