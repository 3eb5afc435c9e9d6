import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../src-shared/errors.ts';
import { readDescriptors } from '../../src-main/devices/usb/usb-descriptors.ts';
import { chooseInterface, summarise } from '../../src-main/devices/usb/usb-interfaces.ts';
import type { UsbInterfaceMatch } from '../../src-main/devices/usb/usb-device.ts';
import type { UsbProcessBus } from '../../src-main/devices/usb/usb-process-bus.ts';
import { type Bench, openBench } from './bench/bench.ts';
import { encodeDescriptors } from './bench/descriptors.ts';
import { benchMissing } from './bench/missing.ts';
import { PlainDevice } from './bench/plain-device.ts';

const VENDOR: UsbInterfaceMatch = { interfaceClass: 0xff };
const honest = encodeDescriptors(new PlainDevice().descriptor);

/** Places in the descriptors of a plain device: USB 2.0, tables 9-8 to 9-13. */
const at = { configuration: 18, interface: 27, bulkIn: 36, bulkOut: 43 } as const;

/** Descriptors with some bytes changed. */
function changed(...changes: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = honest.slice();
  for (const [index, value] of changes) bytes[index] = value;
  return bytes;
}

const lies: Readonly<Record<string, readonly [Uint8Array, string]>> = {
  'packets of no bytes': [changed([at.bulkIn + 4, 0], [at.bulkIn + 5, 0]), 'usb.fault'],
  'packets of 2047 bytes': [changed([at.bulkIn + 4, 0xff], [at.bulkIn + 5, 0xff]), 'usb.fault'],
  'packets of 500 bytes': [changed([at.bulkOut + 4, 0xf4], [at.bulkOut + 5, 1]), 'usb.fault'],
  'endpoints that are none of bulk': [changed([at.bulkIn + 3, 1], [at.bulkOut + 3, 0]), 'usb.fault'],
  'endpoint number 0': [changed([at.bulkIn + 2, 0x80]), 'usb.fault'],
  'both endpoints going out': [changed([at.bulkIn + 2, 0x01]), 'usb.fault'],
  'no endpoints at all': [honest.slice(0, at.bulkIn), 'usb.fault'],
  'another class than it had': [changed([at.interface + 5, 3]), 'usb.absent'],
  'a descriptor without length': [changed([at.interface, 0]), 'usb.absent'],
  'a descriptor longer than all of them': [changed([at.configuration, 255]), 'usb.absent'],
  'nothing but a device': [honest.slice(0, 18), 'usb.absent'],
  'half a device': [honest.slice(0, 7), 'usb.absent'],
};

describe('descriptors that lie, read by themselves', () => {
  it.each(Object.entries(lies))('%s: refused', (_, [bytes, code]) => {
    expect(() => chooseInterface(readDescriptors(bytes), VENDOR)).toThrow(code);
  });

  it('are read to their end whatever they hold, and opened or refused with a fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.constantFrom(undefined, 6, 7, 255), (bytes, interfaceClass) => {
        const settings = readDescriptors(Buffer.concat([honest.subarray(0, 27), bytes]));
        expect(settings.length).toBeLessThanOrEqual(bytes.length);
        expect(summarise(settings).length).toBeLessThanOrEqual(settings.length);
        try {
          const { endpoints } = chooseInterface(settings, interfaceClass === undefined ? {} : { interfaceClass });
          for (const each of [endpoints.in, endpoints.out]) {
            expect([8, 16, 32, 64, 128, 256, 512, 1024]).toContain(each.packetSize);
            expect(each.endpointNumber).toBeGreaterThan(0);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe.skipIf(benchMissing() !== undefined)('devices that lie, through the library', { timeout: 60_000 }, () => {
  let bench: Bench;
  let bus: UsbProcessBus;
  const crashed = vi.fn<() => void>();
  beforeAll(async () => {
    bench = await openBench();
    bus = bench.bus({ crashed });
  });
  afterAll(async () => {
    await bench.close();
    expect(crashed).not.toHaveBeenCalled();
  });

  /** What comes of opening it: `opened`, or the code of the fault. */
  async function outcome(descriptors: Uint8Array, match = VENDOR): Promise<string> {
    const model = new PlainDevice();
    bench.plug(model, { descriptors });
    try {
      const candidates = await bus.list();
      if (candidates.length === 0) return 'not listed';
      const device = await candidates[0]!.open(match);
      await device.close();
      return 'opened';
    } catch (error) {
      if (error instanceof Fault) return error.code;
      throw error;
    } finally {
      bench.unplug(model);
    }
  }

  it('are refused, each with its fault, and no process ends', async () => {
    const outcomes: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const [lie, [bytes, code]] of Object.entries(lies)) {
      outcomes[lie] = await outcome(bytes);
      expected[lie] = code;
    }
    // Where no interface can be read the library is asked, and reads none either.
    for (const lie of ['half a device', 'nothing but a device', 'a descriptor longer than all of them']) {
      expected[lie] = 'usb.fault';
    }
    expect(outcomes).toEqual(expected);
  });

  it('have odd endpoint numbers, 30 interfaces, more settings, and are opened all the same', async () => {
    expect(await outcome(changed([at.bulkIn + 2, 0x8f], [at.bulkOut + 2, 0x0e]))).toBe('opened');
    const others = Buffer.concat(
      Array.from({ length: 29 }, (_, index) => Buffer.from([9, 4, index + 1, 0, 0, 3, 0, 0, 9])),
    );
    expect(await outcome(Buffer.concat([honest, others]))).toBe('opened');
  });

  it('say anything at all, and are opened or refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(honest.length - at.configuration - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        async (places) => {
          const bytes = changed(...places.map(([place, value]) => [at.configuration + place, value] as const));
          expect(await outcome(bytes, {})).toMatch(/^(opened|not listed|usb\.(fault|absent|busy|stall|timeout))$/);
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
  });
});
