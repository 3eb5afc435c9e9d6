import type { Mechanics } from '../../src-main/devices/practice/printer/mechanics.ts';
import type { CardWhereabouts } from '../../src-main/devices/printer/printer-port.ts';

/** A state in which a card does not come out, and what the driver has to make of it. */
export interface State {
  readonly name: string;
  readonly spoil: (mechanics: Mechanics) => void;
  readonly code: string;
  readonly card: CardWhereabouts;
  /** Blanks that left the feeder. */
  readonly fed: number;
  /** What a person does before the next card; the state ends by itself where nothing is said. */
  readonly mend?: (mechanics: Mechanics) => void;
}

/** All of them, for every bus that a printer may hang on. */
export const states: readonly State[] = [
  {
    name: 'ribbon at its end',
    spoil: (m) => (m.setsLeft = 0),
    code: 'printer.ribbonOut',
    card: 'inFeeder',
    fed: 0,
    mend: (m) => (m.setsLeft = 9),
  },
  {
    name: 'ribbon taken out',
    spoil: (m) => (m.ribbonIn = false),
    code: 'printer.ribbonOut',
    card: 'inFeeder',
    fed: 0,
    mend: (m) => (m.ribbonIn = true),
  },
  {
    name: 'ribbon of another kind',
    spoil: (m) => (m.ribbon = 'HOLO'),
    code: 'printer.ribbonWrong',
    card: 'inFeeder',
    fed: 0,
    mend: (m) => (m.ribbon = 'YMCKO'),
  },
  {
    name: 'ribbon without dyes',
    spoil: (m) => (m.ribbon = 'KO'),
    code: 'printer.ribbonWrong',
    card: 'inFeeder',
    fed: 0,
    mend: (m) => (m.ribbon = 'YMCKO'),
  },
  {
    name: 'ribbon torn',
    spoil: (m) => (m.ribbonEndsNext = true),
    code: 'printer.ribbonOut',
    card: 'look',
    fed: 1,
    mend: (m) => (m.setsLeft = 9),
  },
  {
    name: 'feeder empty',
    spoil: (m) => (m.feeder = 0),
    code: 'printer.feederEmpty',
    card: 'inFeeder',
    fed: 0,
    mend: (m) => (m.feeder = 5),
  },
  {
    name: 'cover open',
    spoil: (m) => (m.coverOpen = true),
    code: 'printer.coverOpen',
    card: 'inFeeder',
    fed: 0,
    mend: (m) => (m.coverOpen = false),
  },
  {
    name: 'cover opened during the card',
    spoil: (m) => (m.coverOpensNext = true),
    code: 'printer.coverOpen',
    card: 'look',
    fed: 1,
    mend: (m) => (m.coverOpen = false),
  },
  {
    name: 'jam',
    spoil: (m) => (m.jamNext = true),
    code: 'printer.jam',
    card: 'look',
    fed: 1,
    mend: (m) => (m.path = 'empty'),
  },
  {
    name: 'hopper full',
    spoil: (m) => (m.hopperFull = true),
    code: 'printer.hopperFull',
    card: 'look',
    fed: 0,
    mend: (m) => (m.hopperFull = false),
  },
  {
    name: 'head hot',
    spoil: (m) => (m.headHot = true),
    code: 'printer.headHot',
    card: 'look',
    fed: 0,
    mend: (m) => (m.headHot = false),
  },
  {
    name: 'cleaning needed',
    spoil: (m) => (m.needsCleaning = true),
    code: 'printer.cleaningNeeded',
    card: 'inFeeder',
    fed: 0,
    mend: (m) => (m.needsCleaning = false),
  },
];
