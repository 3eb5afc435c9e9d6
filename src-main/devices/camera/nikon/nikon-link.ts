import { EventInbox } from '../ptp/event-inbox.ts';
import { DatasetReader } from '../ptp/dataset-reader.ts';
import { GET_DEVICE_PROPERTY_VALUE, SET_DEVICE_PROPERTY_VALUE } from '../ptp/operations.ts';
import { PtpLink } from '../ptp/ptp-link.ts';
import type { PtpBody } from '../ptp/ptp-family.ts';
import type { PtpRequest } from '../ptp/ptp-session.ts';
import { DEVICE_BUSY, OK } from '../ptp/response.ts';
import {
  DEVICE_READY,
  GET_EVENT,
  GET_EVENT_EX,
  GET_VENDOR_PROPERTIES,
  nikonResponses,
  RECORDING_MEDIA,
  releaseBusy,
} from './nikon-codes.ts';
import { decodeEvents, decodeEventsEx } from './nikon-events.ts';

const NOT_READY: ReadonlySet<number> = new Set([DEVICE_BUSY, ...releaseBusy]);

/** The session with one Nikon body and the events it has told. */
export class NikonLink extends PtpLink {
  readonly inbox = new EventInbox();

  constructor(body: PtpBody) {
    super(body, nikonResponses);
  }

  /** Waits until what was begun has ended. Errors: how it ended, `camera.busy` when it does not end. */
  async untilReady(patienceMs: number): Promise<void> {
    if (!this.offers(DEVICE_READY)) return;
    const { response } = await this.insist({ operation: DEVICE_READY }, patienceMs, NOT_READY);
    if (response !== OK) throw this.fault(response, DEVICE_READY);
  }

  /** Fetches the events that the body has kept. A body that will not tell them now is asked again later. */
  async readEvents(): Promise<void> {
    const extended = this.offers(GET_EVENT_EX);
    const { response, data } = await this.transact({ operation: extended ? GET_EVENT_EX : GET_EVENT });
    if (response !== OK) return;
    for (const event of extended ? decodeEventsEx(data) : decodeEvents(data)) this.inbox.put(event);
  }

  /** Properties beyond the standard's: most bodies leave them out of DeviceInfo. */
  async vendorProperties(): Promise<readonly number[]> {
    if (!this.offers(GET_VENDOR_PROPERTIES)) return [];
    const { response, data } = await this.transact({ operation: GET_VENDOR_PROPERTIES });
    return response === OK ? new DatasetReader(data).u16Array() : [];
  }

  /** A number of one, two or four bytes; `undefined` where the body does not tell. */
  async property(property: number): Promise<number | undefined> {
    const request = { operation: GET_DEVICE_PROPERTY_VALUE, parameters: [property] };
    const { response, data } = await this.transact(request);
    if (response !== OK) return undefined;
    const reader = new DatasetReader(data);
    if (data.length >= 4) return reader.u32();
    return data.length >= 2 ? reader.u16() : data[0];
  }

  /** Where pictures and frames go. Bodies without the choice refuse, and need none. */
  recordTo(place: 'card' | 'memory'): PtpRequest {
    const data = Uint8Array.of(place === 'memory' ? 1 : 0);
    return { operation: SET_DEVICE_PROPERTY_VALUE, parameters: [RECORDING_MEDIA], data };
  }
}
