/**
 * The bench as somebody who is not root: run as such a user, it makes its namespaces, plugs in a device,
 * lets npm `usb` move bytes both ways and hear of a pulled cable, and says so on its channel.
 */
import { openBench } from './bench.ts';
import { LibraryClient } from './library-client.ts';
import { benchMissing } from './missing.ts';
import { PlainDevice } from './plain-device.ts';

export interface UnprivilegedReport {
  readonly uid: number;
  readonly missing: string | undefined;
  readonly sent?: string;
  readonly received?: string;
  readonly pulled?: string;
}

const uid = process.getuid?.() ?? -1;
const missing = benchMissing();
process.send?.(missing === undefined ? await report() : ({ uid, missing } satisfies UnprivilegedReport));
process.disconnect?.();

async function report(): Promise<UnprivilegedReport> {
  const bench = await openBench();
  const device = new PlainDevice();
  bench.plug(device);
  const library = LibraryClient.start(bench);
  await library.list();
  await library.call('P1', 'open');
  await library.call('P1', 'claimInterface', 0);
  await library.call('P1', 'transferOut', 2, Buffer.from('to the device'), 5000);
  device.give(Buffer.from('from the device'));
  const received = Buffer.from(await library.read('P1', 'transferIn', 1, 512, 5000)).toString();
  await library.listen();
  const gone = library.event('disconnect');
  bench.unplug(device);
  const pulled = await gone;
  await library.close();
  await bench.close();
  return { uid, missing, sent: Buffer.from(device.bytes).toString(), received, pulled };
}
