import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEventList } from '../../src-main/devices/camera/canon/event-list.ts';
import { readFormat } from '../../src-main/devices/camera/canon/image-format.ts';
import { focusOfOlcGroups } from '../../src-main/devices/camera/canon/olc-groups.ts';
import { jpegOfViewfinder } from '../../src-main/devices/camera/canon/viewfinder-frame.ts';
import { isJpeg, jpegWithin } from '../../src-main/devices/camera/jpeg-bytes.ts';
import { decodeEvents, decodeEventsEx } from '../../src-main/devices/camera/nikon/nikon-events.ts';
import type { TetheredCamera } from '../../src-main/devices/camera/camera-driver.ts';
import { ptpCamera } from '../../src-main/devices/camera/ptp-camera.ts';
import { decodeHeader, decodeParameters } from '../../src-main/devices/camera/ptp/container.ts';
import type { DeviceInfo } from '../../src-main/devices/camera/ptp/device-info.ts';
import { decodeDeviceInfo } from '../../src-main/devices/camera/ptp/device-info.ts';
import { EventPipe, type PtpEvent } from '../../src-main/devices/camera/ptp/event-pipe.ts';
import { decodeObjectInfo } from '../../src-main/devices/camera/ptp/object-info.ts';
import { choicesOf, decodePropertyDesc } from '../../src-main/devices/camera/ptp/property-desc.ts';
import { standardProperties } from '../../src-main/devices/camera/ptp/property-words.ts';
import { decodeValue } from '../../src-main/devices/camera/ptp/property-value.ts';
import { cameraInfo } from '../../src-main/devices/practice/camera-identity.ts';
import { CameraModel } from '../../src-main/devices/practice/camera-model.ts';
import type { DeviceModel } from '../../src-main/devices/practice/device-model.ts';
import { GenericModel } from '../../src-main/devices/practice/generic-model.ts';
import { NikonModel } from '../../src-main/devices/practice/nikon-model.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { Fault } from '../../src-shared/errors.ts';
import { BabblingCamera } from './babbling-camera.ts';
import { TestSource } from './camera-bench.ts';
import { GarbledWire } from './garbled-wire.ts';
import { hurriedClock } from './managed-camera.ts';
import { ScriptedDevice } from './scripted-device.ts';

/** Bytes, often with the counts and lengths in them that a liar would choose. */
const words = fc.array(fc.constantFrom(0, 1, 2, 6, 8, 0x4002, 0xffff, 0x7fff_ffff, 0xffff_ffff), { maxLength: 40 });
const liar = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  words.map((list) => new Uint8Array(Uint32Array.from(list).buffer)),
  words.map((list) => new Uint8Array(Uint16Array.from(list.map((word) => word & 0xffff)).buffer)),
);
const jpegs = fc
  .array(fc.constantFrom(0xff, 0xd8, 0xd9, 0, 0x11), { maxLength: 60 })
  .map((list) => Uint8Array.from(list));

const decoders: readonly (readonly [name: string, decode: (bytes: Uint8Array) => unknown])[] = [
  ['a container header', decodeHeader],
  ['parameters', decodeParameters],
  ['DeviceInfo', decodeDeviceInfo],
  ['ObjectInfo', decodeObjectInfo],
  ['a property description', (bytes) => choicesOf(decodePropertyDesc(bytes))],
  ['a property value', (bytes) => decodeValue(bytes.subarray(2), (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8))],
  ['events of a Nikon', decodeEvents],
  ['events of a newer Nikon', decodeEventsEx],
  ['events of a Canon', (bytes) => decodeEventList(bytes, bytes[0] ?? 0)],
  [
    'a picture format of a Canon',
    (bytes) => readFormat((at) => (at + 4 <= bytes.length ? view(bytes).getUint32(at, true) : 0), 0),
  ],
  ['focus of a Canon', (bytes) => focusOfOlcGroups(0x1fff, bytes, bytes[0] ?? 0)],
  ['a viewfinder of a Canon', jpegOfViewfinder],
  ['a live view frame', jpegWithin],
  ['a picture', isJpeg],
];

describe('whatever a camera says', () => {
  it.each(decoders)('%s is decoded or refused, and what comes of it is no larger than what was sent', (_, decode) => {
    fc.assert(
      fc.property(fc.oneof(liar, jpegs), (bytes) => {
        let decoded: unknown;
        try {
          decoded = decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
          expect(error).toMatchObject({ code: 'camera.protocol' });
        }
        expect(lengthOf(decoded)).toBeLessThanOrEqual(Math.max(1_000, bytes.length));
      }),
      { numRuns: 400 },
    );
  });

  it('a setting has words, whatever its value', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(0xffff), fc.integer({ min: -0x8000_0000, max: 0xffff_ffff })), (value) => {
        for (const { label } of standardProperties) expect(label(value)).toMatch(/^.{1,40}$/);
      }),
    );
  });

  it('the interrupt endpoint yields events with five parameters at most, and can be left', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const bus = new PracticeBus();
        bus.plug(new BabblingCamera(cameraInfo, seed));
        const [candidate] = await bus.list();
        const device = await candidate!.open({ interfaceClass: 6 });
        const heard: PtpEvent[] = [];
        const enough = new Promise<void>((resolve) => {
          const pipe = new EventPipe(device, (event) => {
            heard.push(event);
            if (heard.length >= 20) resolve(pipe.stop());
          });
          pipe.start();
        });
        await enough;
        await device.close();
        expect(heard.every((event) => event.parameters.length <= 5)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('a length of 4 GB costs one read, not 4 GB', async () => {
    const asked: number[] = [];
    const scripted = new ScriptedDevice([]);
    const device = await scripted.open();
    const bulkIn = device.bulkIn.bind(device);
    device.bulkIn = (maxBytes, timeoutMs) => {
      asked.push(maxBytes);
      return bulkIn(maxBytes, timeoutMs);
    };
    const { ContainerReader } = await import('../../src-main/devices/camera/ptp/container-reader.ts');
    for (const length of [0xffff_fffe, 0x0800_0001, 128 * 1024 * 1024, 100_000_000]) {
      const header = new Uint8Array(512);
      view(header).setUint32(0, length, true);
      header[4] = 2;
      scripted.offer(header, new Uint8Array(512), new Uint8Array(512), new Uint8Array(3));
      await expect(new ContainerReader(device).read(200)).rejects.toMatchObject({ code: 'camera.protocol' });
      // What a refused header left on the wire.
      while ((await device.bulkIn(4_096, 20).catch(() => undefined)) !== undefined);
    }
    expect(Math.max(...asked)).toBeLessThanOrEqual(1024 * 1024 + 1024);
  });
});

describe('a camera that is not to be trusted', () => {
  const source = TestSource.make(10_000);
  const models: readonly (readonly [string, () => Promise<DeviceModel>, DeviceInfo | undefined])[] = [
    ['Canon EOS', async () => new CameraModel(await source), cameraInfo],
    ['Nikon', async () => new NikonModel(await source), undefined],
    ['generic PTP', async () => new GenericModel(await source), undefined],
  ];

  it.each(models)('%s on a wire that changes what is said: every call ends, well or in a fault', async (_, model) => {
    const ends: string[] = [];
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(6, 12, 40), async (seed, oneIn) => {
        ends.push(...(await useAll(new GarbledWire(await model(), seed, oneIn))));
      }),
      // The first changes nothing: else nothing behind the connection might have been tried.
      { numRuns: 12, examples: [[1, 1e9]] },
    );
    for (const call of ['settings well', 'capture well', 'keepAwake well']) expect(ends).toContain(call);
  });

  it.each(models)(
    '%s that answers anything to everything: every call ends, well or in a fault',
    async (_, model, info) => {
      const said = info ?? ((await model()) as NikonModel | GenericModel).body.info;
      await fc.assert(
        fc.asyncProperty(fc.nat(), async (seed) => void (await useAll(new BabblingCamera(said, seed)))),
        { numRuns: 60 },
      );
    },
  );
});

/** Connects and makes every call there is; how each ended. */
async function useAll(model: DeviceModel): Promise<readonly string[]> {
  const bus = new PracticeBus();
  bus.plug(model);
  const [candidate] = await bus.list();
  const device = await candidate!.open({ interfaceClass: 6 });
  const ends: string[] = [];
  const end = async (name: string, call: () => Promise<unknown>): Promise<void> => {
    try {
      await call();
      ends.push(`${name} well`);
    } catch (error) {
      expect(error).toBeInstanceOf(Fault);
      const { code } = error as Fault;
      expect(code).toMatch(/^(camera|usb)\./);
      ends.push(`${name} ${code}`);
    }
  };
  let camera: TetheredCamera | undefined;
  await end('connect', async () => {
    camera = await ptpCamera.connect(device, hurriedClock());
  });
  if (camera !== undefined) {
    const all = camera;
    await end('settings', () => all.settings());
    await end('changeSetting', () => all.changeSetting('iso', 400));
    await end('startLiveView', () => all.startLiveView());
    await end('liveFrame', () => all.liveFrame());
    await end('capture', () => all.capture());
    await end('focus', () => all.focus());
    await end('moveFocus', () => all.moveFocus(-2));
    await end('keepAwake', () => all.keepAwake());
    await end('stopLiveView', () => all.stopLiveView());
    await all.leave();
  }
  await device.close();
  return ends;
}

function lengthOf(value: unknown): number {
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Math.max(0, ...Object.values(value).map(lengthOf));
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
