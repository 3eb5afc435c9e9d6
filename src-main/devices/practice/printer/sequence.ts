import { bitsOf, type ReceivedCommand } from './command-parser.ts';
import type { PrintedCard } from './card-images.ts';
import { composeFace, type PrintedHow } from './card-composer.ts';
import { burnCard, cleanRollers, feedCard, rejectCard, type Mechanics } from './mechanics.ts';
import { drawOwnTestCard } from './own-test-card.ts';
import { decodePanel } from './panel-decoder.ts';
import { expandPanel } from './panel-expander.ts';
import { Stripe } from './stripe.ts';

export const REFUSED_COMMAND = 'ERR COMMAND';
const REFUSED_DATA = 'ERR PARAMETRES';

/** The panels that the sides of a card received. */
interface Sides {
  readonly front: Map<string, Uint8Array>;
  readonly back: Map<string, Uint8Array>;
}

/** What moves cards: one print sequence, from `Ss` to `Se`, cleaning, test card (Evolis Programming Guide A5013). */
export class Sequence {
  readonly #mechanics: Mechanics;
  readonly #stripe: Stripe;
  readonly #how: () => PrintedHow;
  #sides: Sides | undefined;
  #side: 'front' | 'back' = 'front';

  constructor(mechanics: Mechanics, how: () => PrintedHow) {
    this.#mechanics = mechanics;
    this.#stripe = new Stripe(mechanics);
    this.#how = how;
  }

  /** Forgets what was received; a card that was fed stays where it is. */
  abandon(): void {
    this.#sides = undefined;
  }

  /** Carries a sequence command out: the reply, or the card that is coming out. */
  execute(command: ReceivedCommand): string | PrintedCard {
    if (command.name === 'Ss') return this.#start();
    if (command.name === 'St') return this.#testCard();
    if (command.name === 'Scp') return cleanRollers(this.#mechanics) ?? 'OK';
    const sides = this.#sides;
    if (sides === undefined) return REFUSED_COMMAND;
    if (command.name === 'Sr' || command.name === 'Sv') {
      this.#side = command.name === 'Sr' ? 'front' : 'back';
      return 'OK';
    }
    if (command.name === 'Db' || command.name === 'Dbc') return this.#take(command, sides[this.#side]);
    if (command.name === 'Se') return this.#end(sides);
    if (command.name === 'Ser' || command.name === 'Seb') return this.#reject();
    return this.#stripe.execute(command) ?? REFUSED_COMMAND;
  }

  #start(): string {
    this.abandon();
    const refusal = feedCard(this.#mechanics);
    if (refusal !== undefined) return refusal;
    this.#stripe.clear();
    this.#sides = { front: new Map(), back: new Map() };
    this.#side = 'front';
    return 'OK';
  }

  #take({ name, parameters: [letter, levels], data }: ReceivedCommand, panels: Map<string, Uint8Array>): string {
    const bits = bitsOf(levels);
    if (letter === undefined || data === undefined || bits === undefined) return REFUSED_COMMAND;
    if (this.#mechanics.coverOpen) {
      this.abandon();
      return 'COVER OPEN';
    }
    const panel = name === 'Dbc' ? expandPanel(bits, data) : data;
    if (panel === undefined) return REFUSED_DATA;
    panels.set(letter, panel);
    return 'OK';
  }

  #end({ front, back }: Sides): string | PrintedCard {
    this.abandon();
    const refusal = burnCard(this.#mechanics, { front: front.size, back: back.size });
    if (refusal !== undefined) return refusal;
    const how = this.#how();
    const magnetic = this.#stripe.tracks;
    return {
      front: composeFace(front, how),
      ...(back.size === 0 ? {} : { back: composeFace(back, how) }),
      varnish: { ...varnish('front', front), ...varnish('back', back) },
      ...(magnetic === undefined ? {} : { magnetic }),
    };
  }

  #reject(): string {
    this.abandon();
    return rejectCard(this.#mechanics) ?? 'OK';
  }

  #testCard(): string | PrintedCard {
    this.abandon();
    const refusal = feedCard(this.#mechanics) ?? burnCard(this.#mechanics, { front: 5, back: 0 });
    return refusal ?? { front: drawOwnTestCard() };
  }
}

function varnish(side: 'front' | 'back', panels: Map<string, Uint8Array>): { [Side in 'front' | 'back']?: Uint8Array } {
  const data = panels.get('o');
  return data === undefined ? {} : { [side]: decodePanel(data) };
}
