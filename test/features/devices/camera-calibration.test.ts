import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ISO_SPEED, SET_PROPERTY } from '../../../src-main/devices/camera/canon/canon-codes.ts';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import { startTestCounter, type TestCounter } from '../../support/counter.ts';
import { greyCardPicture, webcamPicture } from '../../support/device-pictures.ts';
import { apply } from '../../support/flow.ts';
import { journalOf } from '../../support/journal.ts';
import { problemOf } from '../../support/problem.ts';

vi.setConfig({ testTimeout: 60_000 });

const DAY = 86_400_000;
const start = Date.UTC(2026, 10, 21, 5);
let now = start;
let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => now });
  await cameraIs(({ condition }) => condition === 'ready');
  await counter.signIn('supervisor-1');
  await counter.client.stock.receive({ quantity: 50, reference: 'box 1' });
});
beforeEach(() => counter.signIn('technician-1'));
afterAll(() => counter.stop());

const reason = 'yearly check';
/** Canon's code of ISO 1600, and its answer to what it will not do. */
const [OTHER_ISO, REFUSED] = [0x68, 0xa0_05];
const devices = () => counter.client.devices;
const status = () => counter.client.status.now();

async function cameraIs(fits: (camera: CounterStatus['camera']) => boolean): Promise<void> {
  for await (const { camera } of await counter.client.status.watch()) if (fits(camera)) return;
}

describe('a camera', () => {
  test('that was never calibrated is said to be, and nothing is due before its first picture', async () => {
    const { camera } = await devices().overview();
    expect(camera).toMatchObject({
      choice: { source: 'usbCamera' },
      calibration: { state: 'missing', until: null, current: null },
      policy: { validDays: 90, graceDays: 14 },
    });
    expect(camera.driver).not.toBeNull();
    expect(await status()).toMatchObject({ camera: { calibration: { state: 'missing', band: 'warn' } } });
  });

  test('is measured before it is calibrated', async () => {
    expect(await problemOf(devices().calibrateCamera({ reason }))).toMatchObject({ code: 'camera.measureFirst' });
    // The sitter is before the lens.
    expect(await problemOf(devices().measureGreyCard({}))).toMatchObject({ code: 'camera.noGreyCard' });
    expect(await problemOf(devices().calibrateCamera({ reason }))).toMatchObject({ code: 'camera.measureFirst' });
  });

  test('refuses what it does not offer, and takes what it does', async () => {
    const refused = devices().changeCameraSetting({ name: 'iso', value: 999_999 });
    expect(await problemOf(refused)).toMatchObject({ code: 'camera.settingRefused' });
    const before = (await devices().cameraSettings()).find(({ name }) => name === 'iso')!;
    const other = before.choices.find(({ label }) => label === 'ISO 400')!;
    const after = await devices().changeCameraSetting({ name: 'iso', value: other.value });
    expect(after.find(({ name }) => name === 'iso')).toMatchObject({ value: other.value, label: 'ISO 400' });
  });

  test('comes to grey by the advice alone, and keeps what was before and after', async () => {
    await counter.client.practice.set({ scene: 'greyCard' });
    const mode = (await devices().cameraSettings()).find(({ name }) => name === 'mode');
    const manual = mode?.choices.find(({ label }) => label === 'M');
    if (manual !== undefined) await devices().changeCameraSetting({ name: 'mode', value: manual.value });
    const iso = (await devices().cameraSettings()).find(({ name }) => name === 'iso')!;
    const dark = iso.choices.find(({ label }) => label === 'ISO 100')!;
    await devices().changeCameraSetting({ name: 'iso', value: dark.value });
    let reading = await devices().measureGreyCard({});
    const first = reading.measures;
    expect(first.exposureStops).toBeLessThan(-1);
    expect(reading.good).toBe(false);
    for (let round = 0; round < 4 && !reading.good; round += 1) {
      // One of the two ways to more light, and all that is said of colour.
      const brighter = reading.advice.find(({ name }) => name === 'iso' || name === 'shutter');
      const colour = reading.advice.filter(({ name }) => name === 'whiteBalance' || name === 'colourTemperature');
      for (const each of [brighter, ...colour]) {
        if (each !== undefined) await devices().changeCameraSetting({ name: each.name, value: each.value });
      }
      reading = await devices().measureGreyCard({});
    }
    expect(reading.good, JSON.stringify(reading.measures)).toBe(true);
    // What was measured before a setting was touched says nothing of how the camera is set now.
    const set = reading.settings.find(({ name }) => name === 'iso')!;
    await devices().changeCameraSetting({ name: 'iso', value: set.value });
    expect(await problemOf(devices().calibrateCamera({ reason }))).toMatchObject({ code: 'camera.measureFirst' });
    reading = await devices().measureGreyCard({});
    const { camera, history } = await devices().calibrateCamera({ reason });
    const { result } = camera.calibration.current!;
    expect(result).toMatchObject({ kind: 'camera', after: reading.measures });
    expect(result.kind === 'camera' && result.before).not.toBeNull();
    expect(camera.calibration).toMatchObject({ state: 'valid', until: new Date(now + 90 * DAY).toISOString() });
    expect(history[0]).toMatchObject({ by: 'technician-1', reason, at: new Date(now).toISOString() });
    await counter.client.practice.set({ scene: 'sitter' });
    // The readings are used up.
    expect(await problemOf(devices().calibrateCamera({ reason }))).toMatchObject({ code: 'camera.measureFirst' });
  });

  test('that was set otherwise meanwhile gets its calibration when it is plugged in again', async () => {
    const iso = (await devices().cameraSettings()).find(({ name }) => name === 'iso')!;
    const other = iso.choices.find(({ label }) => label === 'ISO 3200') ?? iso.choices.at(-1)!;
    await devices().changeCameraSetting({ name: 'iso', value: other.value });
    await counter.client.practice.set({ cameraPlugged: false });
    await cameraIs(({ condition }) => condition === 'absent');
    expect(await problemOf(devices().cameraSettings())).toMatchObject({ kind: 'FAULT', code: 'camera.absent' });
    expect(await problemOf(devices().measureGreyCard({}))).toMatchObject({ kind: 'FAULT' });
    await counter.client.practice.set({ cameraPlugged: true });
    await cameraIs(({ condition }) => condition === 'ready');
    expect((await devices().cameraSettings()).find(({ name }) => name === 'iso')).toMatchObject({ value: iso.value });
  });
});

describe('a photo', () => {
  test('carries the calibration it was taken with, and the camera its first use', async () => {
    const { id } = (await devices().overview()).camera.calibration.current!;
    await counter.signIn('operator-1');
    const view = await apply(counter.client, { person: sampleApplicant(11), last: 'photo' });
    const [used, photographed] = journalOf(counter).slice(-2);
    expect(used).toMatchObject({ type: 'device.firstUsed', subject: 'devices:GLT-1-1' });
    expect(JSON.parse(photographed!.body)).toMatchObject({ photo: { calibration: id } });
    const { store } = counter.core.counter;
    const row = store.get(store.sql.selectFrom('application').select('photo_calibration').where('id', '=', view.id));
    expect(row).toEqual({ photo_calibration: id });
  });

  test('is taken as calibrated though somebody turned a dial, and names no calibration where the body refuses that', async () => {
    const { id: applicationId } = await openApplication(17);
    const { studio } = counter.client;
    const photo = async () => {
      const { captureId } = await studio.takePhoto({ applicationId });
      await studio.acceptPhoto({ applicationId, captureId });
      return JSON.parse(journalOf(counter).at(-1)!.body).photo;
    };
    const body = counter.practice.camera;
    body.setProperty(ISO_SPEED, OTHER_ISO);
    expect((await photo()).calibration).not.toBeNull();
    await counter.signIn('technician-1');
    expect((await devices().cameraSettings()).find(({ name }) => name === 'iso')!.value).not.toBe(OTHER_ISO);
    await counter.signIn('operator-1');
    body.setProperty(ISO_SPEED, OTHER_ISO);
    body.faults.answer(SET_PROPERTY, REFUSED, 1);
    expect((await photo()).calibration).toBeNull();
    expect((await photo()).calibration).not.toBeNull();
  });

  test('is warned of when the calibration ends soon or has ended, and barred after the grace', async () => {
    const { id: applicationId } = await openApplication(12);
    const shoot = () => counter.client.studio.takePhoto({ applicationId });
    now = start + 84 * DAY;
    expect((await status()).camera.calibration).toMatchObject({ state: 'endsSoon', band: 'warn' });
    now = start + 91 * DAY;
    expect((await status()).camera.calibration).toMatchObject({ state: 'expired', band: 'warn' });
    expect(await shoot()).toHaveProperty('captureId');
    now = start + 105 * DAY;
    expect((await status()).camera.calibration).toEqual({ state: 'blocked', until: null, band: 'stop' });
    expect(await problemOf(shoot())).toEqual({ kind: 'REFUSED', code: 'camera.calibrationNeeded', detail: {} });
    // A clock that is set right again lets work go on.
    now = start + 1 * DAY;
    expect((await status()).camera.calibration).toMatchObject({ state: 'valid', band: 'ok' });
  });
});

describe('a webcam', () => {
  const webcam = { kind: 'camera', source: 'webcam', label: 'Front camera' } as const;
  const blob = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes], { type: 'image/jpeg' });

  test('is chosen by the technician, has a name in the status, and its own calibration', async () => {
    const { camera } = await devices().choose({ choice: webcam, reason: 'studio camera is at the workshop' });
    expect(camera).toMatchObject({ choice: webcam, calibration: { state: 'missing', current: null } });
    expect((await status()).camera).toMatchObject({ source: 'webcam', model: 'Front camera', condition: 'ready' });
    expect(await problemOf(devices().measureGreyCard({}))).toMatchObject({ code: 'camera.noPicture' });
    expect(await problemOf(devices().cameraSettings())).toMatchObject({ code: 'camera.notChosen' });
    const bad = devices().measureGreyCard({ picture: blob(new Uint8Array(8)) });
    expect(await problemOf(bad)).toMatchObject({ code: 'camera.badPicture' });
    const drawn = Buffer.from('<svg width="640" height="480"><rect width="640" height="480" fill="#777"/></svg>');
    const other = devices().measureGreyCard({ picture: blob(new Uint8Array(drawn)) });
    expect(await problemOf(other)).toMatchObject({ code: 'camera.badPicture' });
    const grey = await greyCardPicture({ r: 119, g: 119, b: 119 });
    const reading = await devices().measureGreyCard({ picture: blob(grey) });
    expect(reading).toMatchObject({ good: true, advice: [], settings: [] });
    const after = await devices().calibrateCamera({ reason });
    expect(after.camera.calibration.current).toMatchObject({
      device: { kind: 'camera', serial: 'Front camera' },
      result: { kind: 'camera', settings: [], before: null },
    });
  });

  test('takes photos, and the studio camera none', async () => {
    const { id: applicationId } = await openApplication(13);
    const { studio } = counter.client;
    expect(await problemOf(studio.takePhoto({ applicationId }))).toMatchObject({ code: 'camera.notChosen' });
    const taken = await studio.takeWebcamPhoto({ applicationId, picture: blob(await webcamPicture(1280, 720)) });
    expect(taken).toMatchObject({ width: 768, height: 988 });
    const view = await studio.acceptPhoto({ applicationId, captureId: taken.captureId });
    expect(view.photo).not.toBeNull();
    const [used, photographed] = journalOf(counter).slice(-2);
    expect(JSON.parse(used!.body)).toMatchObject({ device: { serial: 'Front camera' } });
    expect(JSON.parse(photographed!.body)).toMatchObject({ photo: { camera: 'Front camera' } });
    expect(JSON.parse(photographed!.body).photo.calibration).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each<[string, () => Promise<Uint8Array<ArrayBuffer>>]>([
    ['no picture at all', async () => new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
    ['half of one', async () => (await webcamPicture(1280, 720)).slice(0, 4000)],
    ['one too small', () => webcamPicture(320, 240)],
    ['one too narrow', () => webcamPicture(300, 900)],
  ])('is refused %s', async (_what, picture) => {
    const { id: applicationId } = await openApplication(13, true);
    const taking = counter.client.studio.takeWebcamPhoto({ applicationId, picture: blob(await picture()) });
    expect(await problemOf(taking)).toMatchObject({ code: 'camera.badPicture' });
  });

  test('stays chosen over a restart, until the studio camera is chosen again', async () => {
    await counter.restart();
    await counter.signIn('technician-1');
    expect((await devices().overview()).camera.choice).toEqual(webcam);
    await devices().choose({ choice: { kind: 'camera', source: 'usbCamera' }, reason: 'back from the workshop' });
    expect((await status()).camera).toMatchObject({ source: 'usbCamera' });
    const { id: applicationId } = await openApplication(13, true);
    const taking = counter.client.studio.takeWebcamPhoto({
      applicationId,
      picture: blob(await webcamPicture(640, 480)),
    });
    expect(await problemOf(taking)).toMatchObject({ code: 'camera.notChosen' });
    await counter.signIn('technician-1');
    await cameraIs(({ condition }) => condition === 'ready');
    const measuring = devices().measureGreyCard({ picture: blob(await webcamPicture(640, 480)) });
    expect(await problemOf(measuring)).toMatchObject({ code: 'camera.notChosen' });
  });
});

async function openApplication(number: number, known = false) {
  await counter.signIn('operator-1');
  const person = sampleApplicant(number);
  if (!known) return apply(counter.client, { person, last: 'documents' });
  const found = await counter.client.people.find({ cnic: person.cnic });
  return { id: found.openApplication!.id };
}
