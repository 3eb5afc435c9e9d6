import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../src-shared/errors.ts';
import { ContainerReader } from '../../src-main/devices/camera/ptp/container-reader.ts';
import {
  decodeHeader,
  decodeParameters,
  encodeContainer,
  encodeParameters,
} from '../../src-main/devices/camera/ptp/container.ts';
import { container, hex, packets, ScriptedDevice } from './scripted-device.ts';

async function readerOf(...offered: (Uint8Array | 'stall')[]): Promise<ContainerReader> {
  const device = new ScriptedDevice([]);
  const reader = new ContainerReader(await device.open());
  device.offer(...offered);
  return reader;
}

const payloadOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index * 7);

describe('a container', () => {
  it('is written as the standard has it: OpenSession(1), transaction 0', () => {
    const bytes = encodeContainer({ type: 1, code: 0x1002, transactionId: 0, payload: encodeParameters([1]) });
    expect(bytes).toEqual(hex('10000000 0100 0210 00000000 01000000'));
  });

  it('is read back: response OK with a parameter', () => {
    const bytes = hex('10000000 0300 0120 05000000 efbeadde');
    expect(decodeHeader(bytes)).toEqual({ length: 16, type: 3, code: 0x2001, transactionId: 5 });
    expect(decodeParameters(bytes.subarray(12))).toEqual([0xdeadbeef]);
  });

  it.each([
    ['shorter than a header', '0b000000 0300 0120 00000000'],
    ['longer than any picture', 'ffffff7f 0300 0120 00000000'],
    ['of no known type', '0c000000 0500 0120 00000000'],
  ])('is refused when its length field is %s', (_, bytes) => {
    expect(() => decodeHeader(hex(bytes))).toThrow(expect.objectContaining({ code: 'camera.protocol' }));
  });
});

describe('reading containers', () => {
  it.each([0, 1, 499, 500, 501, 1011, 1012, 1013, 1524, 5000])(
    'reads a payload of %i bytes and the response after it',
    async (length) => {
      const payload = payloadOf(length);
      const reader = await readerOf(...packets(container(2, 0x1009, { payload })), container(3, 0x2001));
      expect((await reader.read(500)).payload).toEqual(payload);
      expect(await reader.read(500)).toMatchObject({ type: 3, code: 0x2001 });
    },
  );

  it('keeps what came behind a container in the same transfer', async () => {
    const both = Buffer.concat([container(2, 0x1009, { payload: payloadOf(20) }), container(3, 0x2001, { tid: 9 })]);
    const reader = await readerOf(new Uint8Array(both));
    expect((await reader.read(500)).payload).toHaveLength(20);
    expect(await reader.read(500)).toMatchObject({ type: 3, transactionId: 9 });
  });

  it('keeps the beginning of a longer one', async () => {
    const first = container(3, 0x2001);
    const second = container(2, 0x1009, { payload: payloadOf(3000) });
    const reader = await readerOf(...packets(new Uint8Array(Buffer.concat([first, second]))));
    await reader.read(500);
    expect((await reader.read(500)).payload).toEqual(payloadOf(3000));
  });

  it('passes over padding too short to be a header', async () => {
    const reader = await readerOf(
      new Uint8Array([...container(3, 0x2001), 0, 0, 0, 0]),
      container(3, 0x2019, { tid: 1 }),
    );
    await reader.read(500);
    expect(await reader.read(500)).toMatchObject({ code: 0x2019 });
  });

  it('passes over empty transfers before a response', async () => {
    const reader = await readerOf(new Uint8Array(0), new Uint8Array(0), container(3, 0x2001));
    expect(await reader.read(500)).toMatchObject({ type: 3 });
  });

  it('gives up on a camera that sends nothing but empty transfers', async () => {
    const reader = await readerOf(...Array.from({ length: 40 }, () => new Uint8Array(0)));
    await expect(reader.read(500)).rejects.toMatchObject({ code: 'camera.protocol' });
  });

  it('accepts a header in a transfer of its own', async () => {
    const bytes = container(2, 0x1009, { payload: payloadOf(700) });
    const reader = await readerOf(bytes.subarray(0, 12), ...packets(bytes.subarray(12)));
    expect((await reader.read(500)).payload).toEqual(payloadOf(700));
  });

  it.each([100, 500, 2000])('reads a container of unknown length to the short packet (%i bytes)', async (length) => {
    const bytes = container(2, 0x1009, { payload: payloadOf(length), length: 0xffff_ffff });
    const reader = await readerOf(...packets(bytes), container(3, 0x2001));
    expect((await reader.read(500)).payload).toEqual(payloadOf(length));
    expect(await reader.read(500)).toMatchObject({ type: 3 });
  });

  it('says so when a container ends too early, and is in step again at the next', async () => {
    const bytes = container(2, 0x1009, { payload: payloadOf(3000) });
    const reader = await readerOf(...packets(bytes.subarray(0, 1700)), container(3, 0x2001));
    await expect(reader.read(500)).rejects.toMatchObject({ code: 'camera.protocol' });
    expect(await reader.read(500)).toMatchObject({ type: 3 });
  });

  it('waits no longer than it was told to', async () => {
    const reader = await readerOf();
    await expect(reader.read(30)).rejects.toMatchObject({ code: 'usb.timeout' });
  });

  it('clears a halt once, and reports the second one', async () => {
    const device = new ScriptedDevice([]);
    const reader = new ContainerReader(await device.open());
    device.offer('stall', container(3, 0x2001));
    expect(await reader.read(500)).toMatchObject({ type: 3 });
    expect(device.cleared).toEqual(['in']);
    device.offer('stall', 'stall', container(3, 0x2001));
    await expect(reader.read(500)).rejects.toMatchObject({ code: 'usb.stall' });
  });

  it('ends in a container or a fault whatever the camera sends', async () => {
    const packet = fc.uint8Array({ maxLength: 512 });
    const header = fc
      .record({ length: fc.nat(4000), type: fc.nat(6), payload: fc.uint8Array({ maxLength: 600 }) })
      .map(({ length, type, payload }) => container(type, 0x1009, { payload, length }).subarray(0, 512));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(packet, header), { maxLength: 12 }), async (offered) => {
        const reader = await readerOf(...offered);
        for (let reads = 0; reads < 3; reads += 1) {
          try {
            const read = await reader.read(1);
            expect(read.payload.length).toBeLessThan(10_000);
          } catch (error) {
            expect(error).toBeInstanceOf(Fault);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
