import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from './bench.ts';
import { LibraryClient } from './library-client.ts';
import { benchMissing } from './missing.ts';
import { PlainDevice } from './plain-device.ts';
import { WireFaults } from './wire-faults.ts';

const IN = 1;
const OUT = 2;
const LONG = 5000;
const SHORT = 100;

describe.skipIf(benchMissing() !== undefined)('a device on a bad wire', () => {
  let bench: Bench;
  let library: LibraryClient;
  let device: PlainDevice;
  let wire: WireFaults;

  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());

  beforeEach(async () => {
    device = new PlainDevice();
    wire = new WireFaults(device);
    bench.plug(wire);
    library = LibraryClient.start(bench);
    await library.list();
    await library.call('P1', 'open');
    await library.call('P1', 'claimInterface', 0);
  });
  afterEach(async () => {
    await library.close();
    bench.unplug(wire);
  });

  const send = (length: number, timeoutMs = LONG) =>
    library.call('P1', 'transferOut', OUT, new Uint8Array(length), timeoutMs);
  const read = (length: number, timeoutMs = LONG) => library.read('P1', 'transferIn', IN, length, timeoutMs);

  it('pulls the cable at a byte of what is sent', async () => {
    wire.unplugAfter('out', 1024);
    await expect(send(4096)).rejects.toThrow('Disconnected');
    expect(device.bytes).toHaveLength(1024);
    expect(bench.isPlugged(wire)).toBe(false);
  });

  it('pulls the cable at a byte of what is received', async () => {
    wire.unplugAfter('in', 512);
    device.give(new Uint8Array(1000));
    await expect(read(4096)).rejects.toThrow('Disconnected');
    expect(bench.isPlugged(wire)).toBe(false);
  });

  it('stalls once, and stays halted until cleared', async () => {
    wire.stallNext('out');
    await expect(send(8)).rejects.toThrow('Stall');
    await expect(send(8)).rejects.toThrow('Stall');
    await library.call('P1', 'clearHalt', 'out', OUT);
    await send(8);
    expect(device.bytes).toHaveLength(8);
  });

  it('says nothing while silent, and goes on from there', async () => {
    wire.silence('in');
    device.give(Uint8Array.of(1));
    await expect(read(512, SHORT)).rejects.toThrow('Cancelled');
    const waiting = read(512);
    wire.silence('in', false);
    expect(await waiting).toEqual(Uint8Array.of(1));
  });

  it('takes nothing while silent', async () => {
    wire.silence('out');
    await expect(send(8, SHORT)).rejects.toThrow('Cancelled');
    expect(device.received).toEqual([]);
  });

  it('splits and pads replies', async () => {
    wire.splitIn = 2;
    device.givePacket(Uint8Array.of(1, 2, 3));
    expect(await read(512)).toEqual(Uint8Array.of(1, 2));
    expect(await read(512)).toEqual(Uint8Array.of(3));
    wire.splitIn = Infinity;
    wire.padIn = 3;
    device.givePacket(Uint8Array.of(4));
    expect(await read(512)).toEqual(Uint8Array.of(4, 0, 0, 0));
  });
});
