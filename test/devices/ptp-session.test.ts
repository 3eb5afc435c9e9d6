import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { PtpSession } from '../../src-main/devices/camera/ptp/ptp-session.ts';
import { container, hex, packets, ScriptedDevice } from './scripted-device.ts';

const ok = (tid: number): Uint8Array => container(3, 0x2001, { tid });

/** A session already open: its next transaction is number 1. */
async function sessionWith(
  ...answers: (Uint8Array | 'stall')[][]
): Promise<{ device: ScriptedDevice; session: PtpSession }> {
  const device = new ScriptedDevice([[ok(0)], ...answers]);
  const session = new PtpSession(await device.open());
  await session.open();
  return { device, session };
}

describe('a session', () => {
  it('opens with transaction 0 and counts from there', async () => {
    const { device, session } = await sessionWith([ok(1)]);
    await session.request({ operation: 0x9114, parameters: [1] });
    expect(device.sent).toEqual([
      hex('10000000 0100 0210 00000000 01000000'),
      hex('10000000 0100 1491 01000000 01000000'),
    ]);
  });

  it('takes over a session that the camera kept open', async () => {
    const device = new ScriptedDevice([[container(3, 0x201e)]]);
    await new PtpSession(await device.open()).open();
  });

  it('returns the data phase', async () => {
    const data = container(2, 0x1009, { tid: 1, payload: hex('0102030405') });
    const { session } = await sessionWith([data, ok(1)]);
    expect((await session.request({ operation: 0x1009 })).data).toEqual(hex('0102030405'));
  });

  it('takes a response instead of the data for what it is: a refusal', async () => {
    const { session } = await sessionWith([container(3, 0x2009, { tid: 1 })], [ok(2)]);
    await expect(session.request({ operation: 0x1009 })).rejects.toMatchObject({
      code: 'camera.noPicture',
      detail: { response: '0x2009', operation: '0x1009' },
    });
    await session.request({ operation: 0x9116 });
  });

  it('ends a data phase that fills its last packet with an empty one, and no other', async () => {
    const { device, session } = await sessionWith([ok(1)], [ok(2)]);
    await session.request({ operation: 0x9110, data: new Uint8Array(500) });
    expect(device.sent.slice(2).map((packet) => packet.length)).toEqual([512, 0]);
    await session.request({ operation: 0x9110, data: new Uint8Array(499) });
    expect(device.sent.slice(5).map((packet) => packet.length)).toEqual([511]);
  });

  it('reads past answers to an earlier transaction and past events', async () => {
    const event = container(4, 0xc101, { tid: 0 });
    const stale = packets(container(2, 0x1009, { tid: 0, payload: new Uint8Array(600) }));
    const { session } = await sessionWith([event, ...stale, ok(0), ok(1)]);
    expect(await session.request({ operation: 0x9116 })).toMatchObject({ response: 0x2001 });
  });

  it('refuses an answer to a transaction that was never begun', async () => {
    const { session } = await sessionWith([ok(8)]);
    await expect(session.request({ operation: 0x9116 })).rejects.toMatchObject({ code: 'camera.protocol' });
  });

  it('does not listen for ever to stale answers', async () => {
    const { session } = await sessionWith(Array.from({ length: 60 }, () => ok(0)));
    await expect(session.request({ operation: 0x9116 })).rejects.toMatchObject({ code: 'camera.protocol' });
  });

  it('accepts transaction 0 in the answer to closing', async () => {
    const { session } = await sessionWith([ok(0)]);
    await session.close();
  });

  it('clears a halt on the way out and sends again', async () => {
    const { device, session } = await sessionWith([ok(1)]);
    device.stallNextOut = true;
    await session.request({ operation: 0x9116 });
    expect(device.cleared).toEqual(['out']);
  });

  it('runs one transaction at a time', async () => {
    const { device, session } = await sessionWith([ok(1)], [ok(2)], [ok(3)]);
    await Promise.all([1, 2, 3].map((value) => session.request({ operation: 0x9114, parameters: [value] })));
    expect(device.sent.slice(1).map((packet) => packet[8])).toEqual([1, 2, 3]);
  });
});

describe('transactions in a row', () => {
  const piece = (tid: number, byte: number): Uint8Array =>
    container(2, 0x101b, { tid, payload: new Uint8Array(100).fill(byte) });
  const requests = [1, 2, 3].map((offset) => ({ operation: 0x101b, parameters: [7, offset, 100], expects: 100 }));

  it('are answered one after another', async () => {
    const { session } = await sessionWith([piece(1, 1), ok(1)], [piece(2, 2), ok(2)], [piece(3, 3), ok(3)], [ok(4)]);
    const bytes: number[] = [];
    await session.inRow(requests, ({ data }) => bytes.push(data[0]!) > 0);
    expect(bytes).toEqual([1, 2, 3]);
    await session.request({ operation: 0x9116 });
  });

  it('end at the answer that is not liked, and what was begun behind it is forgotten', async () => {
    const { device, session } = await sessionWith(
      [piece(1, 1), ok(1)],
      [container(3, 0x2019, { tid: 2 })],
      [piece(3, 3), ok(3)],
      [ok(4)],
    );
    const responses: number[] = [];
    await session.inRow(requests, ({ response }) => {
      responses.push(response);
      return response === 0x2001;
    });
    expect(responses).toEqual([0x2001, 0x2019]);
    expect(await session.request({ operation: 0x9116 })).toMatchObject({ response: 0x2001 });
    expect(device.sent.at(-1)![8]).toBe(4);
  });

  it('go one by one to a camera that sends its headers apart', async () => {
    const apart = (tid: number): Uint8Array[] => {
      const bytes = container(2, 0x101b, { tid, payload: new Uint8Array(2_000) });
      return [bytes.subarray(0, 12), ...packets(bytes.subarray(12))];
    };
    const { device, session } = await sessionWith([...apart(1), ok(1)], apart(2).slice(0, 3), [...apart(3), ok(3)]);
    await session.request({ operation: 0x101b, parameters: [7, 0, 2_000] });
    const long = requests.map((request) => ({ ...request, expects: 2_000 }));
    const row = session.inRow(long.slice(0, 2), () => true);
    await vi.waitFor(() => expect(device.sent).toHaveLength(3));
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    // The second half of the first answer is not there yet.
    expect(device.sent).toHaveLength(3);
    device.offer(...apart(2).slice(3), ok(2));
    await row;
    expect(device.sent).toHaveLength(4);
  });

  it('send no command before the answer to the one before was read', async () => {
    const { device, session } = await sessionWith([], [piece(2, 2), ok(2)]);
    const row = session.inRow(requests.slice(0, 2), () => true);
    await vi.waitFor(() => expect(device.sent).toHaveLength(2));
    device.offer(piece(1, 1));
    // More turns of the event loop than a transfer takes.
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    expect(device.sent).toHaveLength(2);
    device.offer(ok(1));
    await row;
    expect(device.sent).toHaveLength(3);
  });
});
