import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { apply } from '../../support/flow.ts';

vi.setConfig({ testTimeout: 60_000 });

let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter();
});
afterAll(() => counter.stop());

test('diagnostics tell of a day of work what the devices did, and of nobody whom they did it for', async () => {
  await counter.signIn('operator-1');
  const person = sampleApplicant(1);
  const view = await apply(counter.client, { person, last: 'documents' });
  counter.core.counter.log.warn('something about a person', { code: 'person.known', name: person.nameEn, who: person });
  await vi.waitFor(() => expect(counter.core.counter.camera.state.condition).toBe('ready'), { timeout: 20_000 });
  const { captureId } = await counter.client.studio.takePhoto({ applicationId: view.id });
  await counter.client.studio.acceptPhoto({ applicationId: view.id, captureId });
  await counter.signIn('technician-1');
  const text = await (await counter.client.devices.diagnostics()).text();
  const said = JSON.parse(text) as { transfers: { what: string; length?: number }[]; log: object[] };
  expect(said).toMatchObject({
    practice: true,
    versions: { usb: '3.1.0' },
    busFault: null,
    camera: { model: 'Canon EOS 250D' },
    devices: expect.arrayContaining([
      expect.objectContaining({ vendorId: 0x04a9 }),
      expect.objectContaining({ vendorId: 0x0f49 }),
    ]) as unknown,
  });
  expect(said.transfers.some(({ what, length = 0 }) => what === 'bulkIn' && length > 100_000)).toBe(true);
  expect(said.log).toContainEqual(expect.objectContaining({ msg: 'something about a person', code: 'person.known' }));
  const { nameEn, nameUr, cnic, phone } = person as unknown as Record<string, string>;
  for (const part of [nameEn, nameUr, cnic, phone, view.id]) {
    if (part !== undefined && part !== '') expect(text).not.toContain(part);
  }
  expect(text).not.toMatch(/[A-Za-z0-9+/]{60}/);
});
