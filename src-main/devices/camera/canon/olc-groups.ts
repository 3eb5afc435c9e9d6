import type { FocusReport } from './canon-event.ts';

/**
 * Bytes of each group of an OLC record, by version of the layout (property 0xD199). Group n is
 * present when bit n of the mask is set; groups follow each other without padding. Between two
 * versions listed here the older one holds. Source: libgphoto2, camlibs/ptp2/ptp-pack.c, where the
 * versions 0x07, 0x08, 0x0b, 0x0f, 0x11, 0x12, 0x13 and 0x14 are marked as confirmed on bodies.
 */
const groupSizes: readonly { readonly since: number; readonly bytes: readonly number[] }[] = [
  { since: 0x14, bytes: [2, 9, 9, 7, 4, 6, 8, 5, 7] },
  { since: 0x13, bytes: [2, 7, 9, 7, 4, 6, 8, 5, 7] },
  { since: 0x12, bytes: [2, 7, 9, 6, 4, 6, 8, 5, 7] },
  { since: 0x11, bytes: [2, 7, 6, 6, 4, 6, 8, 4, 6] },
  { since: 0x0f, bytes: [2, 7, 6, 4, 4, 6, 8, 4, 6] },
  { since: 0x0b, bytes: [2, 6, 5, 4, 4, 6, 8, 4, 6] },
  { since: 0x07, bytes: [2, 6, 5, 4, 4, 6, 7, 4, 6] },
];

const FOCUS_GROUP = 8;

/**
 * What the focus group of an OLC record says, `undefined` when the mask has none or the layout is
 * not known. Its fifth byte is 1 for found and 2 for failed, its sixth 1 while the lens moves.
 */
export function focusOfOlcGroups(mask: number, groups: Uint8Array, version: number): FocusReport | undefined {
  if ((mask & (1 << FOCUS_GROUP)) === 0) return undefined;
  const sizes = groupSizes.find((known) => version >= known.since)?.bytes;
  if (sizes === undefined) return undefined;
  let offset = 0;
  for (const [group, bytes] of sizes.slice(0, FOCUS_GROUP).entries()) {
    if ((mask & (1 << group)) !== 0) offset += bytes;
  }
  const result = groups[offset + 4];
  const moving = groups[offset + 5];
  if (result === undefined || moving === undefined) return undefined;
  if (result === 1) return 'found';
  if (result === 2) return 'failed';
  return moving === 0 ? 'idle' : 'searching';
}
