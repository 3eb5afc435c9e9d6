import type { DevicesState } from '../../src-shared/ledger/devices-state.ts';
import { unexplainedOf } from '../../src-shared/ledger/fold/printer.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';

export const deviceActs = [
  'device.firstUsed',
  'device.chosen',
  'device.calibrated',
  'printer.counted',
  'printer.ribbonChanged',
  'printer.cleaned',
  'printer.serviceCardPrinted',
  'printer.cardsUnexplained',
  'printer.cardsUnexplained',
  'printer.cardsExplained',
] as const;
export type DeviceAct = (typeof deviceActs)[number];

export function isDeviceAct(type: string): type is DeviceAct {
  return (deviceActs as readonly string[]).includes(type);
}

/** Who does such a thing at a good counter. */
export function roleFor(type: DeviceAct): 'technician' | 'supervisor' | 'operator' {
  if (type === 'printer.cardsExplained') return 'supervisor';
  return type.startsWith('device.c') ? 'technician' : 'operator';
}

export interface DeviceWish {
  readonly pick: number;
  /** An id nobody has used yet, or on purpose one that was. */
  readonly fresh: string;
  readonly state: SubjectState | undefined;
}

/** The body of a device act; odd picks are what a broken client would send. */
export function deviceBody(type: DeviceAct, { pick, fresh, state }: DeviceWish): Record<string, unknown> {
  const serial = `printer ${pick % 2}`;
  const device = { kind: pick % 2 === 0 ? 'camera' : 'printer', model: 'practice', serial: `device ${pick % 3}` };
  const reading = { serial, cardsInserted: 100 + pick, panelsPrinted: null };
  switch (type) {
    case 'device.firstUsed':
      return { device };
    case 'device.chosen':
      return { kind: 'camera', source: pick % 2 === 0 ? 'webcam' : 'usbCamera', name: 'front', reason: 'new lamps' };
    case 'device.calibrated':
      return {
        calibrationId: fresh,
        device,
        result: resultOf(pick % 5 === 0 ? 'camera' : device.kind),
        rules: `sample-20${['25-02', '24-01', '99-01'][pick % 3]}`,
        reason: 'new lamps',
      };
    case 'printer.counted':
      return { reading };
    case 'printer.ribbonChanged':
      return { reading, ribbon: 'YMCKO', cardsLeft: pick };
    case 'printer.cleaned':
      return { reading, by: pick % 2 === 0 ? 'printer' : 'hand', cards: pick % 3 };
    case 'printer.serviceCardPrinted':
      return { jobId: fresh, card: pick % 2 === 0 ? 'alignment' : 'colours', reading };
    case 'printer.cardsUnexplained': {
      const cards = (pick % 5) - 2;
      return { reading, expected: 100 + pick - cards, cards, backwards: cards < 0 };
    }
    case 'printer.cardsExplained': {
      const open = unexplainedOf(state as DevicesState | undefined, serial).cards;
      return { serial, cards: open + (pick % 7 === 0 ? 1 : 0), blanks: pick % 4, reason: 'fed by hand' };
    }
  }
}

function resultOf(kind: string): Record<string, unknown> {
  const after = {
    grey: { red: 118, green: 118, blue: 118 },
    exposureStops: 0,
    castShare: 0,
    burnt: 0,
    drowned: 0,
    sharpness: 12.5,
  };
  if (kind === 'camera')
    return { kind, settings: [{ name: 'iso', value: 0x60, label: 'ISO 800' }], before: null, after };
  return { kind, settings: { offset: { x: 1, y: -2 }, contrast: { y: 1 } }, before: null, after: null };
}
