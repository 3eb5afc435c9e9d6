import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import config from '../../playwright.config.ts';
import { readCredential, writeCredential } from '../../src-shared/credential/credential-text.ts';
import { newKeyPair, signerOf } from '../../src-main/features/trust/node-crypto.ts';
import type { LicenceNumber } from '../../src-shared/ids.ts';
import { pressOf } from '../support/us-keyboard.ts';
import { benchOn, type CheckBench } from '../features/verify/check-bench.ts';
import { startBenchCounter, type BenchCounter } from './bench-counter.ts';
import { press, startingWith } from './operator.ts';
import { lookInBoth, words } from './screen.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';

/** A person at the door of a test track, with a scanner in one hand and a card in the other; no mouse. */
test.describe.serial('the page that checks cards', () => {
  const t = words('en');
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  let bench: BenchCounter;
  let checks: CheckBench;
  let browser: Browser;
  let page: Page;
  let number: LicenceNumber;
  let text: string;

  test.beforeAll(async () => {
    bench = await startBenchCounter({ rules: sampleCatalogues() });
    checks = await benchOn(bench.counter, () => Date.now());
    ({ number, text } = await checks.licensed());
    const { default: sharp } = await import('sharp');
    const back = await bench.counter.client.cards.preview({ licenceNumber: number, side: 'back' });
    const png = Buffer.from(await back.arrayBuffer());
    writeFileSync(join(folder, 'card.png'), png);
    const { launchOptions = {} } = config.use ?? {};
    const film = join(folder, 'card.mjpeg');
    writeFileSync(
      film,
      await sharp(png).resize(1_280, 720, { fit: 'contain', background: '#776' }).jpeg({ quality: 92 }).toBuffer(),
    );
    browser = await chromium.launch({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ],
    });
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, permissions: ['camera'] });
    page = await context.newPage();
  });
  test.afterAll(async () => {
    await browser.close();
    await bench.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const verdict = () => page.getByRole('alert');
  const field = () => page.getByLabel(t('verify.field'));
  const forged = () => {
    const found = readCredential(text);
    if (!found.ok) throw new Error(found.why);
    return writeCredential(found.value.credential, signerOf(newKeyPair('EdDSA').secret));
  };

  /** As a handheld scanner types: every key at once, then Enter. */
  async function scan(code: string): Promise<void> {
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
  }

  test('is one key away, and says at once how old the status list is', async () => {
    await bench.open(page, 'operator-1');
    await press(page, 'Alt+KeyV');
    await expect(page.getByRole('heading', { name: t('verify.waiting') })).toBeVisible();
    await expect(field()).toBeFocused();
    await expect(page.getByText(t('verify.statusList'))).toBeVisible();
    await lookInBoth(page, 'verify');
  });

  test('takes a scanner from wherever the focus is, and no key is stolen', async () => {
    await page.getByRole('button', { name: startingWith(t('verify.picture')) }).focus();
    await scan(text);
    await expect(verdict()).toContainText(t('verify.verdict.genuine'));
    await expect(verdict()).toContainText(number);
    await expect(field()).toHaveValue('');
    await expect(page.getByRole('img', { name: t('verify.faceCard') })).toBeVisible();
    await expect(page.getByRole('img', { name: t('verify.faceRegister') })).toBeVisible();
    expect(checks.checks().at(-1)).toMatchObject({ by: 'scanner', verdict: 'genuine', licenceNumber: number });
    await lookInBoth(page, 'verify-genuine');
  });

  test('takes it with an Urdu layout and Caps Lock too, where every key gives another letter', async () => {
    await press(page, 'Escape');
    const typed = Array.from(text, (letter) => ({
      ...pressOf(letter),
      key: /[A-Z]/.test(letter) ? 'ض' : /\d/.test(letter) ? '۵' : '؛',
    }));
    await page.evaluate((keys) => {
      for (const each of keys) {
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { ...each, bubbles: true, cancelable: true }),
        );
      }
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { code: 'Enter', key: 'Enter', bubbles: true, cancelable: true }),
      );
    }, typed);
    await expect(verdict()).toContainText(t('verify.verdict.genuine'));
  });

  test('says fake of a card that somebody else signed, and marks nothing as believed', async () => {
    await scan(forged());
    await expect(verdict()).toContainText(t('verify.verdict.fake'));
    await expect(page.getByText(t('verify.reason.key.unknown'))).toBeVisible();
    await lookInBoth(page, 'verify-fake');
  });

  test('checks a typed number by its digit and the register', async () => {
    await press(page, 'Escape');
    await expect(verdict()).toHaveCount(0);
    await expect(field()).toBeFocused();
    await page.keyboard.type('GLT-0000001-9', { delay: 90 });
    await press(page, 'Enter');
    await expect(verdict()).toContainText(t('error.verify.numberWrong.cause'));
    await press(page, 'Escape');
    await page.keyboard.type(number, { delay: 90 });
    await press(page, 'Enter');
    await expect(verdict()).toContainText(t('verify.verdict.cannotSay'));
    await expect(page.getByText(t('verify.reason.register.inForce'))).toBeVisible();
    await lookInBoth(page, 'verify-number');
  });

  test('reads a picture file, by the key and by dropping it', async () => {
    const chooser = page.waitForEvent('filechooser');
    await press(page, 'Alt+KeyO');
    await (await chooser).setFiles(join(folder, 'card.png'));
    await expect(verdict()).toContainText(t('verify.verdict.genuine'));
    expect(checks.checks().at(-1)).toMatchObject({ by: 'picture', verdict: 'genuine' });
    const again = page.waitForEvent('filechooser');
    await press(page, 'Alt+KeyO');
    await (await again).setFiles({ name: 'card.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
    await expect(verdict()).toContainText(t('error.verify.notAPicture.cause'));
    await lookInBoth(page, 'verify-no-picture');
  });

  test('reads a card held to the webcam, and lets the webcam go', async () => {
    const before = checks.checks().length;
    await press(page, 'Escape', 'Alt+KeyW');
    await expect(verdict()).toContainText(t('verify.verdict.genuine'));
    await expect(page.getByRole('img', { name: t('verify.webcamLive') })).toHaveCount(0);
    expect(checks.checks().slice(before)).toEqual([expect.objectContaining({ by: 'webcam', verdict: 'genuine' })]);
  });

  test('says what to do where the browser may not look, and asks again by a key', async () => {
    await page.context().clearPermissions();
    await press(page, 'Escape', 'Alt+KeyW');
    await expect(verdict()).toContainText(t('error.camera.denied.cause'));
    await lookInBoth(page, 'verify-webcam-denied');
    await page.context().grantPermissions(['camera']);
    await press(page, 'Alt+KeyA');
    await expect(verdict()).toContainText(t('verify.verdict.genuine'));
  });

  test('says cancelled by an old list, and that the list is old', async () => {
    await checks.counter.signIn('supervisor-1');
    const other = await checks.licensed();
    await bench.open(page, 'supervisor-1');
    await bench.counter.client.register.cancel({
      licenceNumber: other.number,
      reason: 'Obtained by fraud',
      reference: 'Order 12/2026',
    });
    bench.passDays(3);
    await press(page, 'Alt+KeyV');
    await scan(other.text);
    await expect(verdict()).toContainText(t('verify.verdict.cancelled'));
    await expect(page.getByText(t('verify.statusOld'))).toBeVisible();
    await lookInBoth(page, 'verify-cancelled');
  });

  test('is there for the technician as well, without personal data of a bare number', async () => {
    await bench.open(page, 'technician-1');
    await press(page, 'Alt+KeyV');
    await page.keyboard.type(number, { delay: 90 });
    await press(page, 'Enter');
    await expect(verdict()).toContainText(t('verify.verdict.cannotSay'));
    await expect(page.getByRole('table')).toHaveCount(0);
  });
});
