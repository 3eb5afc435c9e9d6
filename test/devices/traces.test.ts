import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { observeBus } from '../../src-main/devices/usb/observed-bus.ts';
import { TraceBus } from '../../src-main/devices/usb/trace/trace-bus.ts';
import { readTrace, type Trace, type TraceTransfer } from '../../src-main/devices/usb/trace/trace-line.ts';
import { TraceRecorder } from '../../src-main/devices/usb/trace/trace-recorder.ts';
import { STILL_IMAGE, type UsbBus } from '../../src-main/devices/usb/usb-device.ts';
import { PlainDevice } from './bench/plain-device.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { container } from './scripted-device.ts';
import { recordTask, smallPicture, tasks } from './traces/recording.ts';

function saved(name: string): Trace {
  return readTrace(gunzipSync(readFileSync(join(import.meta.dirname, 'traces', name))).toString());
}

/** Where these fail because a driver says other things now: `node test/devices/traces/make-traces.ts`. */
describe('a recorded trace, replayed through the real drivers', { timeout: 20_000 }, () => {
  it('takes the picture again', async () => {
    const bus = new TraceBus(saved('practice-capture.jsonl.gz'));
    expect(Buffer.compare(await tasks.capture(bus), await smallPicture())).toBe(0);
    // What is left over are polls of which a quicker run needs fewer.
    expect(bus.left.filter((line) => line.do === 'bulkIn' && (line.length ?? 0) > 400)).toEqual([]);
  });

  it('prints the card again, every byte of every panel as it was', async () => {
    const bus = new TraceBus(saved('practice-print.jsonl.gz'));
    expect((await tasks.print(bus)).at(-1)).toBe('done');
    expect(bus.left.filter((line) => line.do === 'bulkOut')).toEqual([]);
  });

  it.each(['capture', 'print'] as const)('%s: recorded now, the replay of it records the same', async (name) => {
    const first = readTrace(await recordTask(name));
    const lines: string[] = [];
    const recorder = new TraceRecorder({ task: name, data: true, write: (line) => lines.push(line) });
    await tasks[name](observeBus(new TraceBus(first), recorder));
    const second = readTrace(lines.join('\n'));
    expect(second.header.devices).toEqual(first.header.devices);
    const sent = ({ lines: all }: Trace) => all.flatMap((line) => (line.do === 'bulkOut' ? [line.length] : []));
    if (name === 'print') expect(sent(second)).toEqual(sent(first));
    else expect(Math.max(...sent(second).map(Number))).toBe(Math.max(...sent(first).map(Number)));
  });

  it('fails where the driver says what was not recorded', async () => {
    const { header, lines } = saved('practice-print.jsonl.gz');
    const other = lines.map((line) =>
      line.do === 'bulkOut' && (line.length ?? 0) > 100
        ? { ...line, bytes: Buffer.alloc(200).toString('base64') }
        : line,
    );
    await expect(tasks.print(new TraceBus({ header, lines: other }))).rejects.toMatchObject({ code: 'usb.fault' });
  });
});

describe('a replayed device', () => {
  const command = (tid: number, code = 0x1001) => container(1, code, { tid });
  const response = (tid: number) => container(3, 0x2001, { tid });
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const line = (kind: TraceTransfer['do'], bytes: Uint8Array): TraceTransfer => ({
    t: 0,
    device: 1,
    do: kind,
    length: bytes.length,
    bytes: text(bytes),
    ms: 0,
  });

  async function replay(...lines: TraceTransfer[]) {
    const names = { vendorId: 1, productId: 2, manufacturer: '', product: '', serialNumber: '' };
    const bus: UsbBus = new TraceBus({
      header: {
        trace: 1,
        at: '2027-01-15T09:00:00Z',
        task: 'capture',
        versions: {},
        data: true,
        devices: [{ ...names, place: '001:002', interfaces: [] }],
      },
      lines: [
        { t: 0, device: 1, do: 'open', place: '001:002', identity: { ...names, packetSize: 512 }, ms: 0 },
        ...lines,
      ],
    });
    const [candidate] = await bus.list();
    return candidate!.open(STILL_IMAGE);
  }

  it('passes over polls that are not repeated, and answers with the number that a command has now', async () => {
    const device = await replay(
      line('bulkOut', command(7, 0x9116)),
      line('bulkIn', response(7)),
      line('bulkOut', command(8)),
      line('bulkIn', response(8)),
    );
    await device.bulkOut(command(5), 100);
    expect(await device.bulkIn(512, 100)).toEqual(response(5));
    await expect(device.bulkIn(512, 100)).rejects.toMatchObject({ code: 'usb.unplugged' });
  });

  it('lets an event come when what was before it has come, not sooner', async () => {
    const device = await replay(line('bulkOut', command(1)), line('interruptIn', Uint8Array.of(9)));
    expect(await device.interruptIn(30)).toBeUndefined();
    const event = device.interruptIn(5_000);
    await device.bulkOut(command(1), 100);
    expect(await event).toEqual(Uint8Array.of(9));
  });

  it('fails again where it failed', async () => {
    const device = await replay({ t: 0, device: 1, do: 'bulkIn', asked: 512, ms: 100, fault: 'usb.stall' });
    await expect(device.bulkIn(512, 100)).rejects.toMatchObject({ code: 'usb.stall' });
  });
});

describe('a trace without data', () => {
  it('holds how transfers begin, and no more', async () => {
    const lines: string[] = [];
    const recorder = new TraceRecorder({ task: 'print', data: false, write: (each) => lines.push(each) });
    const practice = new PracticeBus();
    const model = new PlainDevice({ interfaceClass: 6 });
    practice.plug(model);
    const [candidate] = await observeBus(practice, recorder).list();
    const device = await candidate!.open(STILL_IMAGE);
    await device.bulkOut(new Uint8Array(2_000).fill(0x41), 1_000);
    await device.classOut(0x66, 0, new Uint8Array(100).fill(0x42), 1_000);
    await device.close();
    const trace = readTrace(lines.join('\n'));
    expect(trace.lines).toMatchObject([
      { do: 'open' },
      { do: 'bulkOut', length: 2_000, begin: Buffer.alloc(12, 0x41).toString('base64') },
      { do: 'classOut', length: 100, begin: Buffer.alloc(12, 0x42).toString('base64') },
      { do: 'close' },
    ]);
    expect(() => new TraceBus(trace)).toThrow('input.malformed');
  });
});
