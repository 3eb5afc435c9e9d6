import type { PtpEvent } from '../ptp/event-pipe.ts';

const MOST_PARAMETERS = 5;

/**
 * Events of GetEvent (0x90C7): u16 count, then {u16 code, u32 parameter}. What the list does not hold in
 * full does not count. Never throws. Source: libgphoto2, camlibs/ptp2/ptp-pack.c.
 */
export function decodeEvents(bytes: Uint8Array): readonly PtpEvent[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length < 2 ? 0 : Math.min(view.getUint16(0, true), Math.floor((bytes.length - 2) / 6));
  return Array.from({ length: count }, (_, index) => {
    const at = 2 + index * 6;
    return { code: view.getUint16(at, true), parameters: [view.getUint32(at + 2, true)] };
  });
}

/**
 * Events of GetEventEx (0x941C): u16 count, two bytes of padding, then {u16 code, u16 number of parameters,
 * u32 each}. As `decodeEvents` otherwise.
 */
export function decodeEventsEx(bytes: Uint8Array): readonly PtpEvent[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const events: PtpEvent[] = [];
  let left = bytes.length < 4 ? 0 : view.getUint16(0, true);
  let at = 4;
  for (; left > 0 && bytes.length - at >= 4; left -= 1) {
    const count = view.getUint16(at + 2, true);
    if (count > MOST_PARAMETERS || bytes.length - at < 4 + count * 4) break;
    const from = at + 4;
    const parameters = Array.from({ length: count }, (_, index) => view.getUint32(from + index * 4, true));
    events.push({ code: view.getUint16(at, true), parameters });
    at = from + count * 4;
  }
  return events;
}
