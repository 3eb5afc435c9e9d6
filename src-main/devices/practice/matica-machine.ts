import { developPlates, type Face, type Plates } from './matica-film.ts';

/** What is in the practice XID, and what its trainer did to it. */
export interface MaticaState {
  hopper: number;
  doorOpen: boolean;
  /** Type in the ink page: 0 YMCK, 4 YMCKK, 5 YMCKU. */
  inkType: number;
  /** Panel sets on a new ribbon, and left; pictures left on the film, of 1000. */
  inkTotal: number;
  inkLeft: number;
  filmLeft: number;
  /** Warm enough to print; until then it says so. */
  warm: boolean;
  hasMagneticUnit: boolean;
  /** Cards in its life, and cards in the reject tray. */
  cards: number;
  rejected: number;
}

/** Sense codes that the machine itself finds; others are put in by the trainer. */
const sense = {
  noCards: 0x0002d000,
  doorOpen: 0x0002d100,
  busy: 0x0002d400,
  warming: 0x0002da00,
  filmSearch: 0x0003a100,
  magneticHardware: 0x0003ac00,
  magneticWrite: 0x0003ad00,
  inkEnd: 0x0003b200,
  badCommand: 0x00052000,
  cardPosition: 0x00052600,
} as const;

/** A card inside: where, which side is up, and what was transferred onto it. */
interface Card {
  station: number;
  turned: boolean;
  front?: Face;
  back?: Face;
  readonly stripe: Map<number, Uint8Array>;
}

/** A card that left through the output. */
export interface FinishedCard {
  readonly front: Face;
  readonly back?: Face;
  readonly stripe: ReadonlyMap<number, Uint8Array>;
}

export interface MachineShape {
  readonly columns: number;
  readonly rows: number;
  readonly turned: boolean;
}

const REJECT = 4;
const EJECT = 5;

/** The mechanics of a retransfer printer: hopper, stations, film, ribbon. A refusal is a sense code. */
export class MaticaMachine {
  readonly state: MaticaState;
  readonly #shape: MachineShape;
  readonly #finished: (card: FinishedCard) => void;
  #card: Card | undefined;
  #plates: Plates = new Map();
  #film: Face | undefined;

  constructor(state: MaticaState, shape: MachineShape, finished: (card: FinishedCard) => void) {
    this.state = state;
    this.#shape = shape;
    this.#finished = finished;
  }

  /** Station of the card inside. */
  get station(): number | undefined {
    return this.#card?.station;
  }

  /** Why it is not ready; 0 when it is. */
  get standing(): number {
    if (this.state.doorOpen) return sense.doorOpen;
    if (!this.state.warm) return sense.warming;
    return this.state.hopper === 0 ? sense.noCards : 0;
  }

  get plateBytes(): number {
    return this.#shape.columns * this.#shape.rows;
  }

  load(station: number): number {
    if (this.#card !== undefined) return sense.cardPosition;
    if (this.standing !== 0) return this.standing;
    this.state.hopper -= 1;
    this.state.cards += 1;
    this.#card = { station, turned: false, stripe: new Map() };
    return 0;
  }

  move(station: number): number {
    if (this.state.doorOpen) return sense.doorOpen;
    if (this.#card === undefined) return sense.cardPosition;
    this.#card.station = station;
    if (station === REJECT) this.state.rejected += 1;
    if (station === REJECT || station === EJECT) this.#leave();
    return 0;
  }

  /** A panel has arrived whole. */
  take(code: number, data: Uint8Array): number {
    if (data.length !== this.plateBytes) return sense.badCommand;
    this.#plates = new Map(this.#plates).set(code, data);
    return 0;
  }

  /** Panels are named by bits: 2 the dyes, 4 black. */
  print(set: number): number {
    if (this.state.doorOpen) return sense.doorOpen;
    const wanted = [...((set & 2) === 0 ? [] : [3, 2, 1]), ...((set & 4) === 0 ? [] : [0])];
    if (wanted.length === 0 || wanted.some((code) => !this.#plates.has(code))) return sense.badCommand;
    if (this.#card?.station !== 0) return sense.cardPosition;
    if (this.state.filmLeft === 0) return sense.filmSearch;
    // The second K of a YMCKK set is on the set that the front has used.
    const secondBlack = this.state.inkType === 4 && set === 4 && this.#card.turned;
    if (this.state.inkLeft === 0 && !secondBlack) return sense.inkEnd;
    if (!secondBlack) this.state.inkLeft -= 1;
    this.state.filmLeft -= 1;
    const plates = new Map([...this.#plates].filter(([code]) => wanted.includes(code)));
    this.#film = developPlates(plates, this.#shape);
    this.#plates = new Map();
    return 0;
  }

  /** Presses the film's picture onto the side that is up. */
  transfer(then: 'turn' | 'return' | 'eject'): number {
    const card = this.#card;
    if (this.state.doorOpen) return sense.doorOpen;
    if (card === undefined || this.#film === undefined) return sense.cardPosition;
    card[card.turned ? 'back' : 'front'] = this.#film;
    this.#film = undefined;
    if (then === 'turn') card.turned = !card.turned;
    if (then !== 'eject') return 0;
    if (card.front !== undefined) {
      const { front, back, stripe } = card;
      this.#finished({ front, stripe, ...(back === undefined ? {} : { back }) });
    }
    this.#leave();
    return 0;
  }

  writeStripe(data: Uint8Array): number {
    if (!this.state.hasMagneticUnit) return sense.magneticHardware;
    if (this.#card?.station !== 3) return sense.cardPosition;
    for (let at = 0; at + 2 <= data.length;) {
      const [tag = 0, length = 0] = data.subarray(at, at + 2);
      const characters = data.slice(at + 2, at + 2 + length);
      if (characters.length < length) return sense.magneticWrite;
      this.#card.stripe.set(tag, characters);
      at += 2 + length;
    }
    return 0;
  }

  readStripe(tag: number): Uint8Array | undefined {
    const characters = this.#card?.stripe.get(tag);
    return characters && Uint8Array.of(tag, characters.length, ...characters);
  }

  /** A hand took out what was stuck. */
  clear(): void {
    this.#leave();
  }

  #leave(): void {
    this.#card = undefined;
    this.#film = undefined;
    this.#plates = new Map();
  }
}
