import type { CanonEvent } from './canon-event.ts';
import { OLC_VERSION } from './canon-codes.ts';
import { EventRecord } from './event-record.ts';
import { focusOfOlcGroups } from './olc-groups.ts';

const RECORD_HEADER = 8;

/**
 * Splits the payload of GetEvent: records of u32 size, u32 code, body; ended by size 8, code 0.
 * A record whose size cannot be true ends the list, and what came before it counts. Never throws.
 * `olcVersion` is property 0xD199 as last reported, 0 if never. Layout: libgphoto2, ptp-pack.c.
 */
export function decodeEventList(payload: Uint8Array, olcVersion = 0): readonly CanonEvent[] {
  const events: CanonEvent[] = [];
  let version = olcVersion;
  let offset = 0;
  while (payload.length - offset >= RECORD_HEADER) {
    const rest = new EventRecord(payload.subarray(offset));
    const size = rest.u32(0);
    const code = rest.u32(4);
    if (size < RECORD_HEADER || size > payload.length - offset || code === 0) break;
    const event = decodeRecord(code, new EventRecord(payload.subarray(offset, offset + size)), version);
    if (event.kind === 'property' && event.property === OLC_VERSION) version = event.value;
    events.push(event);
    offset += size;
  }
  return events;
}

function decodeRecord(code: number, record: EventRecord, olcVersion: number): CanonEvent {
  switch (code) {
    case 0xc189:
      return { kind: 'property', property: record.u32(8), value: record.number(12), bytes: record.from(12) };
    case 0xc18a:
      return { kind: 'choices', property: record.u32(8), values: record.u32List(20) };
    case 0xc181: // object added to the card
      return picture(record, { on: 'card', format: 16, size: 28, name: 40 });
    case 0xc1a7: // the same, 64-bit sizes
      return picture(record, { on: 'card', format: 16, size: 28, name: 44 });
    case 0xc186: // transfer requested
    case 0xc1a9: // the same, 64-bit sizes
      return picture(record, { on: 'pc', format: 12, size: 20, name: 28 });
    case 0xc1b8: // the same on the newest bodies, without a name
      return picture(record, { on: 'pc', format: 12, size: 20 });
    case 0xc18b:
      return { kind: 'status', busy: record.u32(8) !== 0 };
    case 0xc18d:
      return { kind: 'shutdown' };
    case 0xc1a5: {
      const focus = focusOfOlcGroups(record.u16(12), record.from(16), olcVersion);
      return focus === undefined ? { kind: 'other', code } : { kind: 'focus', focus };
    }
    default:
      return { kind: 'other', code };
  }
}

/** Offsets from the start of the record. */
interface PictureLayout {
  readonly on: 'pc' | 'card';
  readonly format: number;
  readonly size: number;
  readonly name?: number;
}

function picture(record: EventRecord, layout: PictureLayout): CanonEvent {
  return {
    kind: 'picture',
    picture: {
      handle: record.u32(8),
      format: record.u16(layout.format),
      size: record.u32(layout.size),
      name: layout.name === undefined ? '' : record.text(layout.name),
      on: layout.on,
    },
  };
}
