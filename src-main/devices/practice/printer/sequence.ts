import type { ReceivedCommand } from './command-parser.ts';
import { composeFace } from './card-composer.ts';
import { burnCard, feedCard, type Mechanics } from './mechanics.ts';

/** The two sides as a person would see them, raw; a side that got no panel is missing. */
export interface BurntFaces {
  readonly front: Uint8Array;
  readonly back?: Uint8Array;
}

export const REFUSED_COMMAND = 'ERR COMMAND';

/** One print sequence, from `Ss` to `Se` (Evolis Programming Guide A5013). */
export class Sequence {
  readonly #mechanics: Mechanics;
  #sides: { readonly front: Map<string, Uint8Array>; readonly back: Map<string, Uint8Array> } | undefined;
  #side: 'front' | 'back' = 'front';

  constructor(mechanics: Mechanics) {
    this.#mechanics = mechanics;
  }

  /** Forgets what was received; a card that was fed stays where it is. */
  abandon(): void {
    this.#sides = undefined;
  }

  /** Carries a sequence command out: the reply, or the faces of the card that is coming out. */
  execute(command: ReceivedCommand): string | BurntFaces {
    if (command.name === 'Ss') return this.#start();
    const sides = this.#sides;
    if (sides === undefined) return REFUSED_COMMAND;
    if (command.name === 'Sr' || command.name === 'Sv') {
      this.#side = command.name === 'Sr' ? 'front' : 'back';
      return 'OK';
    }
    if (command.name === 'Db') return this.#take(command, sides[this.#side]);
    if (command.name === 'Se') return this.#end(sides);
    return REFUSED_COMMAND;
  }

  #start(): string {
    this.abandon();
    const refusal = feedCard(this.#mechanics);
    if (refusal !== undefined) return refusal;
    this.#sides = { front: new Map(), back: new Map() };
    this.#side = 'front';
    return 'OK';
  }

  #take({ parameters: [letter], data }: ReceivedCommand, panels: Map<string, Uint8Array>): string {
    if (letter === undefined || data === undefined) return REFUSED_COMMAND;
    if (this.#mechanics.coverOpen) {
      this.abandon();
      return 'COVER OPEN';
    }
    panels.set(letter, data);
    return 'OK';
  }

  #end({
    front,
    back,
  }: {
    readonly front: Map<string, Uint8Array>;
    readonly back: Map<string, Uint8Array>;
  }): string | BurntFaces {
    this.abandon();
    const refusal = burnCard(this.#mechanics, { front: front.size, back: back.size });
    if (refusal !== undefined) return refusal;
    return { front: composeFace(front), ...(back.size === 0 ? {} : { back: composeFace(back) }) };
  }
}
