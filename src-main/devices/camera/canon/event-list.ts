import type { CanonEvent } from './canon-event.ts';
import { IMAGE_FORMAT, OLC_VERSION } from './canon-codes.ts';
import { EventRecord } from './event-record.ts';
import { readFormat } from './image-format.ts';
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
      return property(record);
    case 0xc18a:
      return { kind: 'choices', property: record.u32(8), values: choices(record) };
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
    case 0xc184: // storage changed
    case 0xc185: // storage information changed
    case 0xc192: // store added
    case 0xc193: // store removed
      return { kind: 'storage' };
    case 0xc1a5: {
      const focus = focusOfOlcGroups(record.u16(12), record.from(16), olcVersion);
      return focus === undefined ? { kind: 'other', code } : { kind: 'focus', focus };
    }
    default:
      return { kind: 'other', code };
  }
}

function property(record: EventRecord): CanonEvent {
  const code = record.u32(8);
  const format = isFormat(code) ? readFormat((at) => record.u32(at), 12) : undefined;
  const value = format?.code ?? record.number(12);
  return { kind: 'property', property: code, value, bytes: record.from(12) };
}

/** The values offered: u32 each, but for image formats, whose records differ in length. */
function choices(record: EventRecord): readonly number[] {
  if (!isFormat(record.u32(8))) return record.u32List(20).slice(0, record.u32(16));
  const values: number[] = [];
  let offset = 20;
  for (;;) {
    const format = readFormat((at) => record.u32(at), offset);
    if (format === undefined || offset + format.bytes > record.length) return values;
    values.push(format.code);
    offset += format.bytes;
  }
}

function isFormat(code: number): boolean {
  return code === IMAGE_FORMAT;
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
