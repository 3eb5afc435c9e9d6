import { Fault } from '../../../../src-shared/errors.ts';
import type { MagneticTracks } from '../printer-port.ts';
import type { EvolisLink } from './evolis-link.ts';

type Track = 1 | 2 | 3;

/**
 * What a track can hold (ISO/IEC 7811-2): letters and signs on track 1, digits and the separator on 2 and 3. The
 * sentinels are the encoder's; the field separator of the printer's command language is left out as well.
 */
const alphabets: Readonly<Record<Track, RegExp>> = {
  1: /^[\x20-\x24\x26-\x3a\x3c-\x3e\x40-\x5f]{1,76}$/,
  2: /^[\d=]{1,37}$/,
  3: /^[\d=]{1,104}$/,
};

export interface MagneticOptions {
  /** High coercivity (the usual black stripe) or low (the brown one). */
  readonly coercivity: 'h' | 'l';
  /** Bits per inch for all tracks instead of what ISO says for each: `Pmd`. */
  readonly density?: 75 | 210;
}

/** The tracks of a job that carry something, in order. */
function tracksOf(magnetic: MagneticTracks): (readonly [Track, string])[] {
  const numbers = [1, 2, 3] as const;
  return numbers.flatMap((track) => {
    const data = magnetic[track];
    return data === undefined ? [] : [[track, data] as const];
  });
}

/**
 * Sets the encoder while the blank is still in the feeder: `Pmc` coercivity, `Pmt` format of each track
 * (Evolis Programming Guide A5013, chapter 10). Errors: `printer.notCapable` from a printer without an encoder,
 * `printer.magneticFailed` for data that the track cannot hold, `usb.*`.
 */
export async function prepareMagnetic(
  link: EvolisLink,
  magnetic: MagneticTracks,
  { coercivity, density }: MagneticOptions,
): Promise<void> {
  const tracks = tracksOf(magnetic);
  for (const [track, data] of tracks) {
    if (!alphabets[track].test(data)) throw new Fault('printer.magneticFailed', { track });
  }
  try {
    await link.command(`Pmc;${coercivity}`);
    if (density !== undefined) await link.command(`Pmd;${density}`);
    for (const [track] of tracks) await link.command(`Pmt;${track};${track}`);
  } catch (error) {
    const refused = error instanceof Fault && error.code === 'printer.rejected';
    throw refused ? new Fault('printer.notCapable', { what: 'magnetic' }, { cause: error }) : error;
  }
}

/**
 * Writes the tracks of the card inside and reads each back: `Dm`, `Smw`, `Smr`. Errors: `printer.magneticFailed`
 * also when something else is read than was written; `printer.*`, `usb.*`.
 */
export async function encodeMagnetic(link: EvolisLink, magnetic: MagneticTracks): Promise<void> {
  const tracks = tracksOf(magnetic);
  for (const [track, data] of tracks) await link.command(`Dm;${track};${data}`);
  await link.command('Smw');
  for (const [track, data] of tracks) {
    const read = bare(await link.query(`Smr;${track}`));
    if (read !== data) throw new Fault('printer.magneticFailed', { track });
  }
}

/** Encoders give a track with or without its sentinels. */
function bare(reply: string): string {
  return reply
    .trim()
    .replace(/^[%;+]/, '')
    .replace(/\?.?$/, '');
}
