import { Fault } from '../../../../src-shared/errors.ts';
import type { MagneticTracks } from '../printer-port.ts';

/**
 * A track as ISO/IEC 7811-2 and 7811-6 define it: track 1 has 6-bit characters from 0x20 on, tracks 2 and 3 have
 * 4-bit characters from 0x30 on; lengths are without sentinels. `tag` names track and character width on the wire.
 */
const tracks = [
  { name: 1, tag: 0xa6, base: 0x20, mask: 0x3f, longest: 76, pattern: /^[\x20-\x5f]*$/ },
  { name: 2, tag: 0xb4, base: 0x30, mask: 0x0f, longest: 37, pattern: /^[0-?]*$/ },
  { name: 3, tag: 0xc4, base: 0x30, mask: 0x0f, longest: 104, pattern: /^[0-?]*$/ },
] as const;

/** A track to be written or read: its tag, its place among the three, its characters as the printer counts them. */
export interface EncodedTrack {
  readonly index: number;
  readonly tag: number;
  readonly longest: number;
  readonly characters: Uint8Array;
}

/** Errors: `printer.magneticFailed` for text that no stripe can carry. */
export function encodeTracks(magnetic: MagneticTracks): readonly EncodedTrack[] {
  return tracks.flatMap(({ name, tag, base, longest, pattern }, index) => {
    const text = magnetic[name];
    if (text === undefined) return [];
    if (text.length > longest || !pattern.test(text)) throw new Fault('printer.magneticFailed', { track: name });
    return [{ index, tag, longest, characters: Uint8Array.from(text, (each) => each.charCodeAt(0) - base) }];
  });
}

/** The data of the write command: tag, length and characters of each track. */
export function stripeData(encoded: readonly EncodedTrack[]): Uint8Array {
  return Uint8Array.from(encoded.flatMap(({ tag, characters }) => [tag, characters.length, ...characters]));
}

/** One byte a track: its tag, or 0 where it is left alone. */
export function stripeTags(encoded: readonly EncodedTrack[]): readonly number[] {
  return tracks.map((_, index) => encoded.find((track) => track.index === index)?.tag ?? 0);
}

/** Does what the printer read hold this track as it was written? */
export function readsBack({ index, characters }: EncodedTrack, report: Uint8Array): boolean {
  const { tag, mask } = tracks[index] ?? tracks[0];
  const length = report[1] ?? -1;
  if (report[0] !== tag || length !== characters.length || report.length < 2 + length) return false;
  return characters.every((character, at) => ((report[2 + at] ?? 0) & mask) === character);
}
