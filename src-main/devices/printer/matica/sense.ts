import { Fault, type ErrorCode } from '../../../../src-shared/errors.ts';

/** Bytes of a sense report: fixed format of SCSI Primary Commands (T10), 4.5.3. */
export const SENSE_BYTES = 20;

/**
 * What a sense report says: key and additional sense code, as `0x00KKCC00`, e.g. 0x0003B200; 0 is "all well".
 * Errors: `printer.protocol` when the report is too short to hold them.
 */
export function decodeSense(report: Uint8Array): number {
  const flags = report[2];
  const code = report[12];
  if (flags === undefined || code === undefined)
    throw new Fault('printer.protocol', { what: 'sense', length: report.length });
  return ((flags & 0x0f) << 16) | (code << 8);
}

/**
 * ready: go on; wait: passes by itself; person: a hand is needed, nothing is broken; fatal: this job is over.
 * Keys are those of SCSI: 2 not ready, 3 medium error, 5 illegal request, 6 unit attention (told once, then gone).
 */
export interface SenseVerdict {
  readonly kind: 'ready' | 'wait' | 'person' | 'fatal';
  readonly code: ErrorCode;
  /** Is it in the table below? */
  readonly known: boolean;
}

export const NO_CARDS = 0x0002d000;

/** Sense codes by what a person has to do. Seen on the wire by the authors of the command list, see `commands.ts`. */
const meanings: ReadonlyMap<number, readonly [SenseVerdict['kind'], ErrorCode]> = new Map([
  [0x0002c100, ['person', 'printer.hardware']], // cam
  [0x0002c200, ['wait', 'printer.headHot']], // heat roller too hot
  [0x0002c300, ['person', 'printer.hardware']], // power was interrupted
  [NO_CARDS, ['person', 'printer.feederEmpty']],
  [0x0002d100, ['person', 'printer.coverOpen']],
  [0x0002d300, ['wait', 'printer.busy']],
  [0x0002d400, ['wait', 'printer.busy']], // printing
  [0x0002d800, ['person', 'printer.hardware']],
  [0x0002da00, ['wait', 'printer.warmingUp']],
  [0x0002db00, ['wait', 'printer.warmingUp']], // starting
  [0x0002f000, ['wait', 'printer.headHot']], // transfer roller too hot
  [0x0002f100, ['person', 'printer.hardware']], // its heater
  [0x0002f200, ['person', 'printer.hardware']], // its thermistor
  [0x0002f300, ['wait', 'printer.headHot']], // straightening roller too hot
  [0x0002f400, ['person', 'printer.hardware']], // its heater
  [0x0002f500, ['person', 'printer.hardware']], // its thermistor
  [0x0002f600, ['wait', 'printer.warmingUp']], // too cold
  [0x0002f800, ['wait', 'printer.headHot']],
  [0x00034400, ['fatal', 'printer.hardware']],
  [0x00039000, ['fatal', 'printer.jam']], // hopper
  [0x00039100, ['fatal', 'printer.jam']], // turning unit
  [0x00039200, ['fatal', 'printer.jam']], // magnetic unit
  [0x00039300, ['fatal', 'printer.jam']], // transfer
  [0x00039400, ['fatal', 'printer.jam']], // output
  [0x00039500, ['fatal', 'printer.jam']], // retransfer
  [0x0003a100, ['fatal', 'printer.filmOut']], // the film's next picture is not found
  [0x0003a800, ['fatal', 'printer.magneticFailed']], // magnetic test
  [0x0003ab00, ['fatal', 'printer.magneticFailed']], // magnetic unit, mechanics
  [0x0003ac00, ['fatal', 'printer.magneticFailed']], // magnetic unit, electronics
  [0x0003ad00, ['fatal', 'printer.magneticFailed']], // written, but reads otherwise
  [0x0003b000, ['fatal', 'printer.ribbonWrong']],
  [0x0003b100, ['fatal', 'printer.ribbonOut']], // the ribbon's next panel is not found
  [0x0003b200, ['fatal', 'printer.ribbonOut']],
  [0x00052000, ['fatal', 'printer.protocol']], // command unknown
  [0x00052600, ['fatal', 'printer.jam']], // a card is where none should be, or the other way round
  [0x00062800, ['ready', 'printer.busy']], // medium changed, or it was reset
]);

export function judgeSense(sense: number): SenseVerdict {
  const meaning = meanings.get(sense);
  if (meaning !== undefined) return { kind: meaning[0], code: meaning[1], known: true };
  const key = sense >> 16;
  // 0 no sense, 1 recovered by itself, 6 unit attention.
  if (key === 0 || key === 1 || key === 6) return { kind: 'ready', code: 'printer.busy', known: key === 0 };
  return key === 2
    ? { kind: 'wait', code: 'printer.busy', known: false }
    : { kind: 'fatal', code: 'printer.hardware', known: false };
}

/** As it is printed in logs and service manuals. */
export function nameSense(sense: number): string {
  return sense.toString(16).toUpperCase().padStart(8, '0');
}

/** The fault of a sense; its detail `sense` shows that the printer said so itself. */
export function senseFault(sense: number): Fault {
  return new Fault(judgeSense(sense).code, { sense: nameSense(sense) });
}
