import { chromium, expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { apply } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import config from '../../playwright.config.ts';
import { startBenchCounter, type BenchCounter } from './bench-counter.ts';
import { press, startingWith, type } from './operator.ts';
import { lookInBoth, words } from './screen.ts';

/** A centre without a studio camera: Chromium's own fake webcam, chosen by the technician, used by the operator. */
test.describe.serial('a webcam', () => {
  const t = words('en');
  let bench: BenchCounter;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  test.beforeAll(async () => {
    const { args = [], ...launch } = config.use?.launchOptions ?? {};
    browser = await chromium.launch({
      ...launch,
      args: [...args, '--use-fake-device-for-media-stream=device-count=2'],
    });
    // After the browser: the counter names the fonts of its cards in the environment.
    bench = await startBenchCounter();
    context = await browser.newContext({ viewport: { width: 1366, height: 768 }, permissions: ['camera'] });
    page = await context.newPage();
  });
  test.afterAll(async () => {
    await browser.close();
    await bench.stop();
  });

  const button = (key: string) => page.getByRole('button', { name: startingWith(t(key)) });
  const tracks = () =>
    page.evaluate(() =>
      (globalThis as unknown as { streams: MediaStream[] }).streams.flatMap((each) =>
        each.getTracks().map((track) => track.readyState),
      ),
    );
  const photos = () => journalOf(bench.counter).filter((entry) => entry.type === 'application.photographed');

  test('is chosen like any camera, with a reason', async () => {
    await page.addInitScript(() => {
      // Remembers what is opened, so that the test sees it closed again.
      const { mediaDevices } = navigator;
      const streams: MediaStream[] = [];
      Object.assign(globalThis, { streams });
      const ask = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (wanted) => {
        const stream = await ask(wanted);
        streams.push(stream);
        return stream;
      };
    });
    await bench.open(page, 'technician-1');
    await expect(button('devices.chooseCamera')).toBeVisible();
    await press(page, 'c');
    await expect(page.getByRole('radio')).toHaveCount(3);
    await press(page, 'ArrowDown', 'Enter');
    await page.keyboard.type('No studio camera here');
    await lookInBoth(page, 'choose-camera');
    await press(page, 'Enter');
    await expect(page.getByRole('region', { name: t('devices.camera') })).toContainText('fake_device_0');
    expect(await tracks()).not.toContain('live');
  });

  test('shows its live picture to the technician, at 15 frames a second and more', async () => {
    await press(page, 'Alt+KeyC');
    await expect(page.getByText(t('devices.noSettings'))).toBeVisible();
    const rate = page.getByText(/^\d+ pictures a second$/);
    await expect(async () => expect(Number.parseInt(await rate.innerText(), 10)).toBeGreaterThanOrEqual(15)).toPass();
    test.info().annotations.push({ type: 'live view', description: await rate.innerText() });
    expect(await tracks()).toContain('live');
    await lookInBoth(page, 'webcam-bench');
    // The fake scene holds no grey card, and says so.
    await press(page, 'g');
    await expect(page.getByText(t('error.camera.noGreyCard.action'))).toBeVisible();
    await press(page, 'Alt+KeyO');
    await expect.poll(tracks).not.toContain('live');
  });

  test('takes the photo by the same keys, and is let go afterwards', async () => {
    await bench.counter.signIn('operator-1');
    const { cnic } = await apply(bench.counter.client, { person: sampleApplicant(1), last: 'documents' });
    await bench.open(page, 'operator-1');
    await type(page, cnic);
    await expect(button('studio.take')).toBeFocused();
    await expect(page.getByText(t('studio.starting'))).toBeHidden();
    expect(await page.evaluate(() => document.querySelector('canvas')!.width)).toBe(960);
    expect(await tracks()).toContain('live');
    await lookInBoth(page, 'photo-webcam');
    await press(page, 'Space');
    await expect(button('studio.keep')).toBeFocused();
    expect(await tracks()).not.toContain('live');
    await press(page, 'Enter');
    // The first fee of a day comes after its float.
    await expect(page.getByLabel(t('till.float'))).toBeFocused();
    const [photo] = photos();
    expect(JSON.parse(photo!.body)).toMatchObject({ photo: { camera: 'fake_device_0', width: 768, height: 988 } });
  });

  test('that the browser does not give is told with one next action, and asked for again by a key', async () => {
    await bench.counter.signIn('operator-1');
    const { cnic } = await apply(bench.counter.client, { person: sampleApplicant(2), last: 'documents' });
    await context.clearPermissions();
    await bench.open(page, 'operator-1');
    await type(page, cnic);
    await expect(page.getByText(t('error.camera.denied.cause'))).toBeVisible();
    await lookInBoth(page, 'webcam-denied');
    await context.grantPermissions(['camera']);
    await press(page, 'Space');
    await expect(page.getByRole('img', { name: t('studio.live') })).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('that is pulled out is told, and comes back by itself', async () => {
    await page.evaluate(() => {
      const { streams } = globalThis as unknown as { streams: MediaStream[] };
      for (const track of streams.at(-1)!.getTracks()) {
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    });
    await expect(page.getByText(t('error.usb.unplugged.cause'))).toBeVisible();
    await page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')));
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByRole('img', { name: t('studio.live') })).toBeVisible();
    expect(await tracks()).toContain('live');
    await page.keyboard.press('Alt+KeyL');
    await expect.poll(tracks).not.toContain('live');
  });
});
