import type { DeviceChoice, DevicesView } from '../../../../src-shared/contract/counter/devices.ts';
import type { DeviceKind } from '../../../../src-shared/devices/calibration.ts';

interface Offered {
  readonly devices: Pick<DevicesView, 'queues' | 'camera' | 'printer'>;
  readonly webcams: readonly string[];
}

/** All there is to choose from; what is chosen now stays in the list while it is away. */
export function choicesOf(kind: DeviceKind, { devices, webcams }: Offered): readonly DeviceChoice[] {
  const found: readonly DeviceChoice[] =
    kind === 'camera'
      ? [
          { kind: 'camera', source: 'usbCamera' },
          ...webcams.map((label) => ({ kind: 'camera', source: 'webcam', label }) as const),
        ]
      : [
          { kind: 'printer', source: 'usbPrinter' },
          ...devices.queues.map((queue) => ({ kind: 'printer', source: 'queue', queue }) as const),
        ];
  const now = devices[kind].choice;
  return found.some((each) => keyOfChoice(each) === keyOfChoice(now)) ? found : [...found, now];
}

export function keyOfChoice(choice: DeviceChoice): string {
  switch (choice.source) {
    case 'webcam':
      return `webcam ${choice.label}`;
    case 'queue':
      return `queue ${choice.queue}`;
    case 'usbCamera':
    case 'usbPrinter':
      return choice.source;
  }
}
