import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import type { ApplicationView } from '../../src-shared/contract/counter/views.ts';
import type { CounterStatus } from '../../src-shared/contract/counter/status.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { apply } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import { problemOf } from '../support/problem.ts';

const nobody = '01900000-0000-7000-8000-000000000001';
vi.setConfig({ testTimeout: 60_000 });

let served = 0;
let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter();
});
beforeEach(async () => {
  await counter.signIn('operator-1');
  await plugIn();
});
afterAll(() => counter.stop());

const shoot = (view: ApplicationView) => counter.client.studio.takePhoto({ applicationId: view.id });
const keep = ({ id: applicationId }: { id: string }, { captureId }: { captureId: string }) =>
  counter.client.studio.acceptPhoto({ applicationId, captureId });

/** An applicant whose documents are seen. */
function applicant(): Promise<ApplicationView> {
  served += 1;
  return apply(counter.client, { person: sampleApplicant(served), last: 'documents' });
}

/** Waits for the status bar to say something of the camera, as a screen would. */
async function cameraIs(fits: (camera: CounterStatus['camera']) => boolean): Promise<void> {
  for await (const { camera } of await counter.client.status.watch()) if (fits(camera)) return;
}

async function plugIn(): Promise<void> {
  await counter.client.practice.set({ cameraPlugged: true });
  await cameraIs(({ condition }) => condition === 'ready' || condition === 'live');
}

async function unplug(): Promise<void> {
  await counter.client.practice.set({ cameraPlugged: false });
  await cameraIs(({ condition }) => condition === 'absent');
}

describe('live view', () => {
  test('hands out the newest frame after the one the screen has', async () => {
    const { studio } = counter.client;
    await studio.start();
    const first = await studio.nextFrame({ after: 0 });
    const next = await studio.nextFrame({ after: first.number });
    expect(next.number).toBeGreaterThan(first.number);
    for (const { jpeg } of [first, next]) {
      expect(jpeg.type).toBe('image/jpeg');
      const bytes = Buffer.from(await jpeg.arrayBuffer());
      expect([bytes.subarray(0, 3), bytes.subarray(-2)]).toEqual([
        Buffer.from('ffd8ff', 'hex'),
        Buffer.from('ffd9', 'hex'),
      ]);
    }
    await studio.stop();
    expect(await problemOf(studio.nextFrame({ after: 0 }))).toMatchObject({ code: 'camera.notInLiveView' });
  });

  test('ends when the person signs out', async () => {
    await counter.client.studio.start();
    await counter.client.session.signOut();
    await cameraIs(({ condition }) => condition === 'ready');
  });

  test('in which the cable comes out says so, and comes back with the cable', async () => {
    const { studio } = counter.client;
    await studio.start();
    const { number } = await studio.nextFrame({ after: 0 });
    const waiting = problemOf(studio.nextFrame({ after: number + 1_000 }));
    await unplug();
    expect(await waiting).toEqual({ kind: 'FAULT', code: 'usb.unplugged', detail: {} });
    expect(await problemOf(studio.start())).toMatchObject({ kind: 'FAULT', code: 'camera.absent' });
    expect(await problemOf(studio.nextFrame({ after: 0 }))).toMatchObject({ code: 'camera.absent' });
    await plugIn();
    await studio.start();
    expect((await studio.nextFrame({ after: 0 })).number).toBeGreaterThan(0);
  });
});

describe('a picture', () => {
  test('is recorded with its application and its camera, and every screen may see it', async () => {
    const view = await applicant();
    const taken = await shoot(view);
    const before = journalOf(counter).length;
    const accepted = await keep(view, taken);
    expect(accepted).toMatchObject({ step: 'fee' });
    const [used, entry] = journalOf(counter).slice(before);
    expect(used).toMatchObject({ type: 'device.firstUsed' });
    const shown = Buffer.from(await taken.jpeg.arrayBuffer());
    expect(entry).toMatchObject({
      type: 'application.photographed',
      blobs: [{ sha256: accepted.photo, size: shown.length }],
    });
    const { camera, width, height } = (JSON.parse(entry!.body) as { photo: Record<string, unknown> }).photo;
    expect({ camera, width, height }).toEqual({
      camera: expect.stringContaining('Canon') as string,
      width: taken.width,
      height: taken.height,
    });
    await counter.signIn('supervisor-1');
    const stored = await counter.client.studio.photo({ sha256: accepted.photo! });
    expect(Buffer.from(await stored.arrayBuffer())).toEqual(shown);
    // Once.
    await counter.signIn('operator-1');
    expect(await problemOf(keep(view, taken))).toMatchObject({ code: 'camera.noPicture' });
  });

  test('of one applicant is not accepted for another, and a retaken one for nobody', async () => {
    const [one, other] = [await applicant(), await applicant()];
    const first = await shoot(one);
    const before = journalOf(counter).length;
    const refused = { kind: 'FAULT', code: 'camera.noPicture', detail: {} };
    expect(await problemOf(keep(other, first))).toEqual(refused);
    const second = await shoot(one);
    expect(second.captureId).not.toBe(first.captureId);
    expect(await problemOf(keep(one, first))).toEqual(refused);
    expect(await problemOf(keep(one, { captureId: '6f1ed002-ab5e-4b1a-9d5c-0d9f6ad0c0de' }))).toEqual(refused);
    expect(journalOf(counter)).toHaveLength(before);
    // It is gone with whoever took it, also when it was not ready before they left.
    const late = problemOf(shoot(one));
    await cameraIs(({ condition }) => condition === 'capturing');
    await counter.client.session.signOut();
    await counter.signIn('operator-1');
    expect(await late).toEqual(refused);
    expect(await problemOf(keep(one, second))).toEqual(refused);
  });

  test('is not taken for an application nobody knows', async () => {
    const unknown = counter.client.studio.takePhoto({ applicationId: nobody });
    expect(await problemOf(unknown)).toMatchObject({ kind: 'REFUSED', code: 'application.unknown' });
  });

  test('without a camera is refused as a fault of the device', async () => {
    const view = await applicant();
    await unplug();
    expect(await problemOf(shoot(view))).toEqual({ kind: 'FAULT', code: 'camera.absent', detail: {} });
  });

  test('during whose download the cable comes out is lost, the next one is not', async () => {
    const view = await applicant();
    counter.practice.camera.faults.unplugAtByte = 1_000_000;
    const before = journalOf(counter).length;
    expect(await problemOf(shoot(view))).toEqual({ kind: 'FAULT', code: 'usb.unplugged', detail: {} });
    await cameraIs(({ condition }) => condition === 'absent');
    expect(journalOf(counter)).toHaveLength(before);
    counter.practice.camera.faults.unplugAtByte = undefined;
    await plugIn();
    expect(await keep(view, await shoot(view))).toMatchObject({ step: 'fee' });
  });

  test('that is saved is reported as saved, also when the camera went away meanwhile', async () => {
    const view = await applicant();
    await counter.client.studio.start();
    const taken = await shoot(view);
    // The driver hears of the cable at its next transfer, which is the one that ends live view.
    counter.practice.bus.unplug(counter.practice.camera);
    expect(await keep(view, taken)).toMatchObject({ step: 'fee' });
  });

  test('on which the lens found nothing is no picture', async () => {
    const view = await applicant();
    counter.practice.camera.faults.noFocus = true;
    try {
      expect(await problemOf(shoot(view))).toMatchObject({ kind: 'FAULT', code: 'camera.noFocus' });
    } finally {
      counter.practice.camera.faults.noFocus = false;
    }
  });

  test('nobody holds is refused', async () => {
    const unknown = counter.client.studio.photo({ sha256: '0'.repeat(64) });
    expect(await problemOf(unknown)).toMatchObject({ kind: 'REFUSED', code: 'photo.notHere' });
  });
});
