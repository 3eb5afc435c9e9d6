import { describe, expect, it } from 'vitest';
import { assembleDiagnostics, type DiagnosticParts } from '../../src-main/devices/diagnostics.ts';
import { PracticeBus } from '../../src-main/devices/practice/practice-bus.ts';
import { observeBus } from '../../src-main/devices/usb/observed-bus.ts';
import { STILL_IMAGE } from '../../src-main/devices/usb/usb-device.ts';
import { UsbDiary } from '../../src-main/devices/usb/usb-diary.ts';
import { PlainDevice } from './bench/plain-device.ts';

/** What a device carried, in every way in which it could turn up in a text. */
const secret = 'Ayesha Siddiqui 35202-1234567-8';
const secretBytes = new Uint8Array(Buffer.from(secret.repeat(20)));

async function usedBus() {
  const diary = new UsbDiary();
  const practice = new PracticeBus();
  const model = new PlainDevice({ interfaceClass: 6 });
  practice.plug(model);
  const [candidate] = await observeBus(practice, diary).list();
  return { diary, model, device: await candidate!.open(STILL_IMAGE) };
}

function assemble(diary: DiagnosticParts['diary'], log: string[] = []): string {
  return assembleDiagnostics({
    at: new Date('2027-01-15T09:00:00Z'),
    practice: false,
    diary,
    busFault: null,
    camera: { condition: 'ready', model: 'EOS 250D', serialNumber: '1' },
    printer: { condition: 'absent', fault: 'printer.absent' },
    log,
    usb: '3.1.0',
  });
}

describe('diagnostics', () => {
  it('hold versions, devices and the last transfers with their faults, and nothing that was in them', async () => {
    const { diary, model, device } = await usedBus();
    model.give(secretBytes);
    await device.bulkIn(1_048_576, 1_000);
    await device.bulkOut(secretBytes, 1_000);
    await device.classOut(0x66, 0, secretBytes.subarray(0, 60), 1_000);
    model.interrupt(secretBytes.subarray(0, 60));
    await device.interruptIn(1_000);
    expect(await device.interruptIn(5)).toBeUndefined();
    await expect(device.bulkIn(512, 5)).rejects.toMatchObject({ code: 'usb.timeout' });
    const text = assemble(diary);
    const length = secretBytes.length;
    expect(JSON.parse(text)).toMatchObject({
      versions: { parwana: '0.1.0', usb: '3.1.0', node: process.versions.node },
      devices: [{ product: 'Plain device', interfaces: [{ interfaceClass: 6 }] }],
      transfers: [
        { what: 'open' },
        { what: 'bulkIn', asked: 1_048_576, length },
        { what: 'bulkOut', length },
        { what: 'classOut', length: 60 },
        { what: 'interruptIn', length: 60 },
        { what: 'bulkIn', asked: 512, fault: 'usb.timeout' },
      ],
      faults: [{ what: 'bulkIn', fault: 'usb.timeout' }],
    });
    const [base64, hex] = [Buffer.from(secret).toString('base64').slice(0, 16), Buffer.from('Ayesha').toString('hex')];
    for (const trace of ['Ayesha', '1234567', base64, hex, '65,121,101']) expect(text).not.toContain(trace);
  });

  it('keep the last 500 transfers, and faults for longer', async () => {
    const { diary, device } = await usedBus();
    await expect(device.bulkIn(512, 1)).rejects.toMatchObject({ code: 'usb.timeout' });
    for (let count = 0; count < 600; count += 1) await device.bulkOut(Uint8Array.of(1), 1_000);
    expect(diary.transfers).toHaveLength(500);
    expect(diary.transfers.some(({ fault }) => fault !== undefined)).toBe(false);
    expect(diary.faults).toHaveLength(1);
  });

  it('take of the log what says what happened, and leave what names people', async () => {
    const { diary } = await usedBus();
    const log = [
      JSON.stringify({ level: 40, time: 1, msg: 'not printed', code: 'printer.jam', name: 'Ayesha', cnic: '35202' }),
      JSON.stringify({ level: 30, time: 2, msg: 'saved', applicant: { name: 'Ayesha' }, fault: { name: 'Ayesha' } }),
      '{"level":30,"msg":"cut o',
    ];
    const text = assemble(diary, log);
    expect((JSON.parse(text) as { log: unknown }).log).toEqual([
      { level: 40, time: 1, msg: 'not printed', code: 'printer.jam' },
      { level: 30, time: 2, msg: 'saved' },
    ]);
    expect(text).not.toContain('Ayesha');
  });
});
