import type { MagneticTracks } from '../../printer/printer-port.ts';
import type { ReceivedCommand } from './command-parser.ts';
import type { Mechanics } from './mechanics.ts';

type Tracks = { -readonly [Track in keyof MagneticTracks]: MagneticTracks[Track] };

const REFUSED = 'ERR PARAMETRES';

/** The magnetic encoder and the stripe of the card that is inside. */
export class Stripe {
  readonly #mechanics: Mechanics;
  #received: Tracks = {};
  #written: Tracks = {};

  constructor(mechanics: Mechanics) {
    this.#mechanics = mechanics;
  }

  /** What is on the stripe; `undefined` while nothing was written. */
  get tracks(): MagneticTracks | undefined {
    return Object.keys(this.#written).length === 0 ? undefined : { ...this.#written };
  }

  /** Another card is inside. */
  clear(): void {
    this.#received = {};
    this.#written = {};
  }

  /** The reply to `Dm`, `Smw` or `Smr`; `undefined` for any other command. */
  execute({ name, parameters: [first, data] }: ReceivedCommand): string | undefined {
    if (name === 'Smw') return this.#write();
    if (name !== 'Dm' && name !== 'Smr') return undefined;
    const track = trackOf(first);
    if (track === undefined) return REFUSED;
    if (name === 'Smr') return this.#read(track);
    if (data === undefined) return REFUSED;
    this.#received[track] = data;
    return 'OK';
  }

  #write(): string {
    if (this.#mechanics.stripe === 'cannotWrite') return 'ERR WRITE';
    this.#written = { ...this.#written, ...this.#received };
    return 'OK';
  }

  #read(track: keyof MagneticTracks): string {
    const data = this.#written[track];
    if (data === undefined) return 'ERR READ';
    // A bit lost on the way: another digit, or another letter.
    return this.#mechanics.stripe === 'misreads' ? `${data.slice(0, -1)}${data.endsWith('0') ? '1' : '0'}` : data;
  }
}

function trackOf(text: string | undefined): keyof MagneticTracks | undefined {
  return ([1, 2, 3] as const).find((track) => String(track) === text);
}
