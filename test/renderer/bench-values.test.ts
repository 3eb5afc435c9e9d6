import { describe, expect, it } from 'vitest';
import type { CameraSettingView, DevicesView } from '../../src-shared/contract/counter/devices.ts';
import { castWord, signed } from '../../src-renderer/features/devices/camera/measure-words.ts';
import { neighbourOf } from '../../src-renderer/features/devices/camera/setting-steps.ts';
import { choicesOf, keyOfChoice } from '../../src-renderer/features/devices/overview/device-choices.ts';
import { measure, newTrial, printed, setContrast } from '../../src-renderer/features/devices/printer/trial.ts';
import { printersToExplain } from '../../src-renderer/features/stock/unexplained.ts';
import { toFault } from '../../src-renderer/features/studio/webcam.ts';

describe('a step of a camera setting', () => {
  const shutter: CameraSettingView = {
    name: 'shutter',
    value: 0x70,
    label: '1/125',
    choices: [0x68, 0x70, 0x78].map((value) => ({ value, label: String(value) })),
  };

  it('goes to the neighbour and ends at the ends', () => {
    expect(neighbourOf(shutter, 1)).toBe(0x78);
    expect(neighbourOf(shutter, -1)).toBe(0x68);
    expect(neighbourOf({ ...shutter, value: 0x78 }, 1)).toBeUndefined();
  });

  it('leads back among the choices from a value outside, and nowhere where there is no choice', () => {
    expect(neighbourOf({ ...shutter, value: 1 }, 1)).toBe(0x68);
    expect(neighbourOf({ ...shutter, value: 1 }, -1)).toBe(0x78);
    expect(neighbourOf({ ...shutter, choices: [] }, 1)).toBeUndefined();
  });
});

describe('what a grey card showed', () => {
  it('is said with its sign, but for nothing', () => {
    expect([0.334, -1.2, -0.004, 5].map((value) => signed(value, 2))).toEqual(['+0.33', '−1.20', '0.00', '+5.00']);
  });

  it('names the colour that stands out, or the complement of the one that lags', () => {
    expect(castWord({ red: 118, green: 118, blue: 119 })).toBe('none');
    expect(castWord({ red: 140, green: 118, blue: 110 })).toBe('red');
    expect(castWord({ red: 120, green: 120, blue: 80 })).toBe('yellow');
    expect(castWord({ red: 80, green: 120, blue: 120 })).toBe('cyan');
    expect(castWord({ red: 120, green: 80, blue: 120 })).toBe('magenta');
  });
});

describe('the cameras and printers to choose from', () => {
  const devices = {
    queues: ['Zebra'],
    camera: { choice: { kind: 'camera', source: 'webcam', label: 'Old one' } },
    printer: { choice: { kind: 'printer', source: 'usbPrinter' } },
  } as unknown as DevicesView;

  it('are those on USB, every webcam and every queue', () => {
    expect(choicesOf('printer', { devices, webcams: [] }).map(keyOfChoice)).toEqual(['usbPrinter', 'queue Zebra']);
    const here = choicesOf('camera', { devices, webcams: ['Old one', 'New one'] }).map(keyOfChoice);
    expect(here).toEqual(['usbCamera', 'webcam Old one', 'webcam New one']);
  });

  it('keep the one in use while it is away', () => {
    expect(choicesOf('camera', { devices, webcams: ['New one'] }).map(keyOfChoice)).toContain('webcam Old one');
  });
});

describe('a trial at the printer', () => {
  const start = newTrial({ offset: { x: 0, y: 0 }, contrast: { k: 2 } });

  it('sets each card right by what the one before showed, as that one was printed', () => {
    const first = measure(printed(start), { offsetX: 10, offsetY: -5 });
    expect(first).toMatchObject({ waiting: false, settings: { offset: { x: -12, y: 6 }, contrast: { k: 2 } } });
    const second = measure(printed(first), { offsetX: 0, offsetY: 2 });
    expect(second.settings.offset).toEqual({ x: -12, y: 4 });
    expect(second.cards.map((card) => card.settings.offset)).toEqual([
      { x: 0, y: 0 },
      { x: -12, y: 6 },
    ]);
  });

  it('keeps a contrast that was changed meanwhile', () => {
    const changed = setContrast(printed(start), 'y', -3);
    expect(measure(changed, { offsetX: 0, offsetY: 0 }).settings.contrast).toEqual({ k: 2, y: -3 });
    expect(changed.printedWith.contrast).toEqual({ k: 2 });
  });
});

describe('cards to explain', () => {
  it('are added up by printer, in the order in which they came up', () => {
    const found = { expected: 0, counted: 0, backwards: false, at: '2026-11-21T09:00:00.000Z' };
    const all = [
      { ...found, serial: 'B', cards: 1 },
      { ...found, serial: 'A', cards: -1 },
      { ...found, serial: 'B', cards: 2 },
    ];
    expect(printersToExplain(all)).toEqual([
      { serial: 'B', cards: 3 },
      { serial: 'A', cards: -1 },
    ]);
  });
});

describe('what a browser says of a webcam', () => {
  it.each([
    ['NotAllowedError', 'camera.denied'],
    ['SecurityError', 'camera.denied'],
    ['NotReadableError', 'usb.busy'],
    ['AbortError', 'usb.busy'],
    ['OverconstrainedError', 'camera.badPicture'],
    ['NotFoundError', 'camera.absent'],
    ['SomethingNewError', 'camera.absent'],
  ])('%s is %s', (name, code) => {
    expect(toFault(new DOMException('', name))).toMatchObject({ code });
  });
});
