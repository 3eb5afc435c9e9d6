import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from './bench.ts';
import { LibraryClient } from './library-client.ts';
import { benchMissing } from './missing.ts';
import { PlainDevice } from './plain-device.ts';

const IN = 1;
const OUT = 2;
const INTERRUPT = 3;
const P1 = 'P1';
const LONG = 5000;

/**
 * The published npm `usb`, untouched, against the bench. What it does here it did on a real kernel
 * (`npm run test:kernel` asks the same of real usbfs); a new version of it has to pass this.
 */
describe.skipIf(benchMissing() !== undefined)('npm usb on the virtual bench', () => {
  let bench: Bench;
  let library: LibraryClient;
  let device: PlainDevice;

  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench.close());

  beforeEach(async () => {
    device = new PlainDevice();
    bench.plug(device);
    library = LibraryClient.start(bench);
    await library.list();
  });
  afterEach(async () => {
    await library.close();
    bench.unplug(device);
  });

  async function claimed(): Promise<void> {
    await library.call(P1, 'open');
    await library.call(P1, 'claimInterface', 0);
  }

  describe('finding a device', () => {
    it('lists it with the names of its descriptors', async () => {
      expect(await library.list()).toEqual([
        { vendorId: 0x1209, productId: 1, productName: 'Plain device', manufacturerName: 'Bench', serialNumber: P1 },
      ]);
    });

    it('reads its configuration when it is open', async () => {
      await library.call(P1, 'open');
      const configuration = (await library.call(P1, 'configuration')) as USBConfiguration;
      expect(configuration.interfaces[0]!.alternate).toMatchObject({
        interfaceClass: 0xff,
        interfaceSubclass: 1,
        endpoints: [
          { endpointNumber: IN, direction: 'in', type: 'bulk', packetSize: 512 },
          { endpointNumber: OUT, direction: 'out', type: 'bulk', packetSize: 512 },
          { endpointNumber: INTERRUPT, direction: 'in', type: 'interrupt', packetSize: 64 },
        ],
      });
    });

    it('sees a super-speed device with packets of 1024 bytes', async () => {
      const fast = new PlainDevice({ serialNumber: 'fast', packetSize: 1024 });
      bench.plug(fast);
      await library.list();
      await library.call('fast', 'open');
      expect(await library.call('fast', 'speed')).toBe('super');
      expect(await library.call('fast', 'usbVersionMajor')).toBe(3);
      const configuration = (await library.call('fast', 'configuration')) as USBConfiguration;
      expect(configuration.interfaces[0]!.alternate.endpoints[0]!.packetSize).toBe(1024);
      bench.unplug(fast);
    });

    it('finds none on a machine that has no USB', async () => {
      const empty = ['-m', 'sh', '-c', 'mount -t tmpfs none /sys/bus && exec "$@"', 'without'];
      const child = bench.spawn(
        'unshare',
        [
          ...empty,
          process.execPath,
          '-e',
          'import("usb").then(({usb})=>usb.getDevices()).catch(e=>console.log(e.message))',
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const said = (await child.stdout!.toArray()).join('');
      expect(said).toContain('/sys/bus/usb/devices/ not found (errno 2)');
    });
  });

  describe('transfers', () => {
    beforeEach(claimed);

    it('carries bytes both ways', async () => {
      const bytes = randomBytes(1300);
      expect(await library.call(P1, 'transferOut', OUT, bytes, LONG)).toMatchObject({ bytesWritten: 1300 });
      expect(device.received.map((packet) => packet.length)).toEqual([512, 512, 276]);
      expect(Buffer.from(device.bytes)).toEqual(bytes);
      device.give(bytes);
      expect(Buffer.from(await library.read(P1, 'transferIn', IN, 4096, LONG))).toEqual(bytes);
    });

    it('carries a mebibyte in one transfer, both ways', async () => {
      const bytes = randomBytes(1024 * 1024);
      await library.call(P1, 'transferOut', OUT, bytes, LONG);
      expect(Buffer.compare(device.bytes, bytes)).toBe(0);
      device.give(bytes);
      expect(Buffer.compare(await library.read(P1, 'transferIn', IN, bytes.length, LONG), bytes)).toBe(0);
    });

    it('ends a read at an empty packet, and sends one where asked to', async () => {
      device.give(new Uint8Array(512));
      expect(await library.read(P1, 'transferIn', IN, 1024, LONG)).toHaveLength(512);
      await library.call(P1, 'transferOut', OUT, new Uint8Array(512), LONG);
      await library.call(P1, 'transferOut', OUT, new Uint8Array(0), LONG);
      expect(device.received.map((packet) => packet.length)).toEqual([512, 0]);
    });

    it('reads interrupts while a bulk read waits', async () => {
      const waiting = library.read(P1, 'transferIn', IN, 512, LONG);
      device.interrupt(Uint8Array.of(7, 7));
      expect(await library.read(P1, 'transferIn', INTERRUPT, 64, LONG)).toEqual(Uint8Array.of(7, 7));
      device.give(Uint8Array.of(1));
      expect(await waiting).toEqual(Uint8Array.of(1));
    });

    it('makes class requests of the interface', async () => {
      const setup = { requestType: 'class', recipient: 'interface', request: 0x64, value: 3, index: 0 };
      await library.call(P1, 'controlTransferOut', setup, Uint8Array.of(1, 2), LONG);
      expect(device.classRequests).toEqual([{ request: 0x64, value: 3, data: Uint8Array.of(1, 2) }]);
      expect(await library.read(P1, 'controlTransferIn', setup, 9, LONG)).toEqual(Uint8Array.of(0x64, 3, 9));
      await expect(library.call(P1, 'controlTransferIn', { ...setup, request: 0xee }, 9, LONG)).rejects.toThrow(
        'endpoint stalled',
      );
    });

    it('says that a transfer was cancelled when its time is over, and loses what came of it', async () => {
      device.givePacket(new Uint8Array(512));
      await expect(library.call(P1, 'transferIn', IN, 1024, 50)).rejects.toThrow('transferIn error: Cancelled');
      device.give(Uint8Array.of(9));
      expect(await library.read(P1, 'transferIn', IN, 1024, LONG)).toEqual(Uint8Array.of(9));
    });

    it('tells a stall, and clears the halt', async () => {
      device.givePacket('stall');
      await expect(library.call(P1, 'transferIn', IN, 512, LONG)).rejects.toThrow('Stall');
      await library.call(P1, 'clearHalt', 'in', IN);
      expect(device.cleared).toEqual(['in']);
      device.give(Uint8Array.of(5));
      expect(await library.read(P1, 'transferIn', IN, 512, LONG)).toEqual(Uint8Array.of(5));
    });
  });

  describe('its quirks, which the transport works around', () => {
    beforeEach(claimed);

    it('throws away what goes beyond a length that is no multiple of the packet size', async () => {
      device.give(new Uint8Array(600).fill(1));
      expect(await library.read(P1, 'transferIn', IN, 100, LONG)).toHaveLength(100);
      expect(await library.read(P1, 'transferIn', IN, 512, LONG)).toHaveLength(88);
    });

    it('refuses a second transfer on an endpoint with the words of a missing one', async () => {
      // Which of the two comes first is for the library's threads to say.
      const both = [1, 2].map(() => library.read(P1, 'transferIn', IN, 512, LONG));
      await expect(Promise.race(both)).rejects.toThrow('endpoint not found');
      device.give(Uint8Array.of(1));
      expect(await Promise.any(both)).toEqual(Uint8Array.of(1));
    });

    it('can neither close nor read a name while a transfer is under way', async () => {
      const first = library.read(P1, 'transferIn', IN, 512, LONG);
      await expect(library.call(P1, 'close')).rejects.toThrow('cannot be borrowed mutably');
      await expect(library.call(P1, 'productName')).rejects.toThrow('cannot be borrowed');
      device.give(Uint8Array.of(1));
      await first;
      await library.call(P1, 'close');
    });
  });

  describe('holding the interface', () => {
    it('finds it busy when another process has it, and free when that one is done', async () => {
      const other = LibraryClient.start(bench);
      await other.list();
      await other.call(P1, 'open');
      await other.call(P1, 'claimInterface', 0);
      await library.call(P1, 'open');
      await expect(library.call(P1, 'claimInterface', 0)).rejects.toThrow('interface is busy (errno 16)');
      await other.close();
      await library.call(P1, 'claimInterface', 0);
    });

    it('keeps it when closed without releasing', async () => {
      await claimed();
      await library.call(P1, 'close');
      await library.list();
      await library.call(P1, 'open');
      await expect(library.call(P1, 'claimInterface', 0)).rejects.toThrow('interface is busy (errno 16)');
    });

    it('sends the printer driver of the kernel away', async () => {
      bench.claimUsblp(device);
      await library.call(P1, 'open');
      await expect(library.call(P1, 'claimInterface', 0)).rejects.toThrow('interface is busy (errno 16)');
      await library.call(P1, 'detachKernelDriver', 0);
      await library.call(P1, 'claimInterface', 0);
    });

    it('would send another program away too: the kernel makes no difference', async () => {
      const other = bench.holdByOtherProgram(device);
      await library.call(P1, 'open');
      await library.call(P1, 'detachKernelDriver', 0);
      expect(other.wasRobbed).toBe(true);
    });
  });

  describe('pulling the cable', () => {
    it('ends what is under way, and every later call', async () => {
      await claimed();
      const reading = library.call(P1, 'transferIn', IN, 512, LONG);
      const listening = library.call(P1, 'transferIn', INTERRUPT, 64, LONG);
      device.give(Uint8Array.of(1));
      await reading;
      const pulled = library.call(P1, 'transferIn', IN, 512, LONG);
      // Both were submitted before the cable comes out: the next call is answered after them.
      await library.call(
        P1,
        'controlTransferOut',
        { requestType: 'class', recipient: 'interface', request: 1, value: 0, index: 0 },
        new Uint8Array(0),
        LONG,
      );
      bench.unplug(device);
      await Promise.all([pulled, listening].map((each) => expect(each).rejects.toThrow('Disconnected')));
      await expect(library.call(P1, 'transferOut', OUT, new Uint8Array(8), LONG)).rejects.toThrow('Disconnected');
    });

    it('calls what fails before the hub has noticed a fault', async () => {
      await claimed();
      const reading = library.call(P1, 'transferIn', IN, 512, LONG);
      await library.call(P1, 'transferOut', OUT, new Uint8Array(8), LONG);
      bench.loosen(device);
      await expect(reading).rejects.toThrow('transferIn error: Fault');
      await expect(library.call(P1, 'transferOut', OUT, new Uint8Array(8), LONG)).rejects.toThrow('Fault');
      bench.unplug(device);
      await expect(library.call(P1, 'transferOut', OUT, new Uint8Array(8), LONG)).rejects.toThrow('Disconnected');
    });

    it('raises the events of plugging and pulling, and gives a new address', async () => {
      await library.listen();
      const gone = library.event('disconnect');
      bench.unplug(device);
      expect(await gone).toBe('Plain device');
      expect(await library.list()).toEqual([]);
      const come = library.event('connect');
      bench.plug(device);
      expect(await come).toBe('Plain device');
      await library.list();
      await claimed();
      device.give(Uint8Array.of(3));
      expect(await library.read(P1, 'transferIn', IN, 512, LONG)).toEqual(Uint8Array.of(3));
    });
  });
});
