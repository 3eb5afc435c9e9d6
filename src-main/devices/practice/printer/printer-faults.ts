/** Bad luck on the wire that a practice printer can be told to have. Everything is off at first. */
export class PrinterFaults {
  /** So many commands from now on are answered with BUSY, and not carried out. */
  busy = 0;
  /** How long a card takes from the feeder, milliseconds. */
  feedMs = 0;
  /** Answers ACK, or NACK and a letter, instead of texts. */
  letters = false;
  /** Commands and queries that this printer does not know, e.g. `Rco;n` or `Px`. */
  readonly unknown = new Set<string>();
  /** The same, by a printer that says nothing to them. */
  readonly mute = new Set<string>();
  /** The next answer to that command is this text, and the command is not carried out; once. */
  readonly answers = new Map<string, string>();
}

const letters: readonly (readonly [RegExp, string])[] = [
  [/^OK$/, '\u0006'],
  [/COMMAND/, '\u00151'],
  [/PARAM/, '\u00152'],
  [/COVER/, '\u0015C'],
  [/FEEDER/, '\u0015F'],
  [/RIBBON/, '\u0015R'],
  [/WRITE/, '\u0015W'],
  [/READ/, '\u0015D'],
  [/^ERR|FULL|COOLING/, '\u0015T'],
];

/** A reply as a printer writes it that answers in letters (`Pem` bit 4); answers to queries stay texts. */
export function inLetters(text: string): string {
  return letters.find(([pattern]) => pattern.test(text))?.[1] ?? text;
}
