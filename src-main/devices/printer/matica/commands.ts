/*
 * Command blocks of the Matica XID 8600 and XID 580i/9300. The maker publishes none; these are the ones
 * that a public print server for these printers (A. Kennard, Andrews & Arnold) sends, found by watching the wire.
 * Blocks have 6 bytes, or 10 where a parameter beyond the fourth is used and for everything that moves.
 */

/** Stations a card can be at. */
export const stations = { print: 0, contact: 1, radio: 2, magnetic: 3, reject: 4, eject: 5 } as const;
export type Station = keyof typeof stations;

/** Panel codes of the send command. */
export const panelCodes = { y: 3, m: 2, c: 1, k: 0 } as const;
export type PanelLetter = keyof typeof panelCodes;

/** The two standard length rules of a block. */
function short(...bytes: readonly number[]): Uint8Array {
  return padded(6, bytes);
}

function long(...bytes: readonly number[]): Uint8Array {
  return padded(10, bytes);
}

function padded(length: number, bytes: readonly number[]): Uint8Array {
  const block = new Uint8Array(length);
  block.set(bytes);
  return block;
}

export const testReady = (): Uint8Array => short(0x00);
export const requestSense = (length: number): Uint8Array => short(0x03, 0, 0, 0, length);
export const inquiry = (length: number): Uint8Array => short(0x12, 0, 0, 0, length);
export const modeSense = (page: number, length: number): Uint8Array => short(0x1a, 0, page, 0, length);
export const readCounters = (length: number): Uint8Array => long(0x4d, 0, 0x78, 0, 0, 0, 0, 0, length);
export const readPosition = (): Uint8Array => long(0x34);

/** Takes a card from the hopper to a station. */
export const loadCard = (to: Station): Uint8Array => long(0x31, 0x01, 0, 0, 0, 0, 0, stations[to]);
/** Moves the card inside to a station; to the reject or eject tray it leaves the printer. */
export const moveCard = (to: Station): Uint8Array => long(0x31, 0x0b, 0, 0, 0, 0, 0, stations[to]);
/** Prints panels that were sent onto the transfer film. */
export const printPanels = (panels: 'colour' | 'resin'): Uint8Array =>
  long(0x31, 0x08, panels === 'colour' ? 0x06 : 0x04);
/** Transfers the film's picture onto the card, then turns the card over and brings it back. */
export const transferAndTurn = (): Uint8Array => long(0x31, 0x0a);
/** Transfers the film's picture onto the card and puts the card out. */
export const transferAndEject = (): Uint8Array => long(0x31, 0x09);

/** Announces a panel of `length` bytes. */
export function sendPanel(panel: PanelLetter, length: number): Uint8Array {
  const { buffer } = new DataView(new ArrayBuffer(4));
  new DataView(buffer).setUint32(0, length);
  return long(0x2a, 0, panelCodes[panel], 0, 0, ...new Uint8Array(buffer));
}

/** `tags` has one byte a track, 0 for a track that is left alone; `length` is of all that follows. */
export const writeStripe = (tags: readonly number[], length: number): Uint8Array =>
  long(0x2d, 0, 0, ...tags, 0, 0, length);
/** `track` counts from 0; `length` is the longest answer wanted. */
export function readStripe(track: number, tag: number, length: number): Uint8Array {
  const block = long(0x2c);
  block[3 + track] = tag;
  block[6 + track] = length;
  return block;
}
