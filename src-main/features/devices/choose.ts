import type { DeviceChoice } from '../../../src-shared/contract/counter/devices.ts';
import { devicesSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import { act } from '../act.ts';
import { deny } from '../handlers.ts';
import { printerChoice } from './device-in-use.ts';

/** Which device the counter works with from now on. Refuses with `printer.queueUnknown`, `printer.busy`. */
export async function chooseDevice(counter: Counter, choice: DeviceChoice, reason: string): Promise<void> {
  if (choice.source === 'queue' && !(await counter.queues.list()).includes(choice.queue)) {
    deny('printer.queueUnknown', { queue: choice.queue });
  }
  if (choice.kind === 'printer' && counter.prints.isBusy) deny('printer.busy');
  const { kind, source } = choice;
  const data = { kind, source, name: nameOf(choice), reason };
  act(counter, { type: 'device.chosen', subject: devicesSubject(counter.identity.place.stream), data });
  if (choice.kind === 'camera') await counter.photos.forget();
  else await chooseQueue(counter);
}

/** Works with the printer that the journal says was chosen. */
export async function chooseQueue(counter: Counter): Promise<void> {
  const choice = printerChoice(counter);
  await counter.queues.choose(choice.source === 'queue' ? choice.queue : undefined);
}

function nameOf(choice: DeviceChoice): string {
  if (choice.source === 'webcam') return choice.label;
  return choice.source === 'queue' ? choice.queue : '';
}
