import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { apply, fromFile, license } from '../support/flow.ts';
import { journalOf } from '../support/journal.ts';
import { startBenchCounter, type BenchCounter } from './bench-counter.ts';
import { press, startingWith, type } from './operator.ts';
import { lookInBoth, words } from './screen.ts';

/** A technician sets up camera and printer by the keyboard alone; photos and cards from then on name the calibration. */
test.describe.serial('a technician at the benches', () => {
  const t = words('en');
  let bench: BenchCounter;
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    bench = await startBenchCounter({ misaligned: () => ({ x: 1, y: -0.5 }) });
    await bench.counter.signIn('supervisor-1');
    await bench.counter.client.stock.receive({ quantity: 200, reference: 'Box 7' });
    page = await (await browser.newContext()).newPage();
    await bench.open(page, 'technician-1');
  });
  test.afterAll(() => bench.stop());

  const button = (key: string) => page.getByRole('button', { name: startingWith(t(key)) });
  const option = (key: string) => page.getByRole('option').filter({ hasText: t(key) });
  const recorded = (kind: string): Record<string, unknown>[] =>
    journalOf(bench.counter)
      .filter((entry) => entry.type === kind)
      .map((entry) => JSON.parse(entry.body) as Record<string, unknown>);
  /** The printed card cut to its edges and laid on something dark, as a scanner sees it. */
  const scanOfCard = async (number: number): Promise<Buffer> => {
    // After the counter has named its fonts: this loads the drawing library.
    const { default: sharp } = await import('sharp');
    const file = join(bench.counter.dataDir, 'printed-cards', `card-${String(number).padStart(6, '0')}-front.png`);
    const card = await sharp(file).extract({ left: 2, top: 5, width: 1011, height: 638 }).toBuffer();
    const dark = { top: 80, bottom: 80, left: 80, right: 80, background: '#1e1e1e' };
    return sharp(card).extend(dark).flatten().png().toBuffer();
  };
  const save = async (reason: string): Promise<void> => {
    await page.keyboard.press('Control+Enter');
    await expect(page.getByLabel(t('devices.reason'))).toBeFocused();
    await page.keyboard.type(reason);
  };

  test('sees what is plugged in and what to do first', async () => {
    await expect(page.getByRole('region', { name: t('devices.camera') })).toContainText('Canon EOS');
    await expect(page.getByRole('region', { name: t('devices.printer') })).toContainText('Evolis');
    await expect(page.getByRole('row')).toHaveCount(3);
    await expect(page.getByText(t('devices.calibrationNote.missing'))).toBeVisible();
    await lookInBoth(page, 'devices');
    const download = page.waitForEvent('download');
    await press(page, 'd');
    const file = await (await download).path();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ versions: expect.anything() });
    await press(page, 'Control+Enter');
    await expect(page.getByRole('tab', { selected: true })).toContainText(t('devices.bench.camera'));
  });

  test('sees the live picture at 15 frames a second and more, with guide, histogram and sharpness', async () => {
    await expect(page.getByRole('img', { name: t('studio.live') })).toBeVisible();
    const rate = page.getByText(/^\d+ pictures a second$/);
    await expect(async () => expect(Number.parseInt(await rate.innerText(), 10)).toBeGreaterThanOrEqual(15)).toPass();
    test.info().annotations.push({ type: 'live view', description: await rate.innerText() });
    await expect(page.getByRole('meter', { name: t('devices.sharpness') })).toHaveAttribute('aria-valuenow', /[1-9]/);
    await lookInBoth(page, 'camera-bench');
  });

  test('changes settings and focus by keys', async () => {
    await expect(option('devices.setting.shutter')).toContainText('1/125');
    await press(page, 'ArrowDown', 'ArrowDown', 'ArrowRight');
    await expect(option('devices.setting.shutter')).not.toContainText('1/125');
    await expect(option('devices.setting.shutter')).toContainText('1/160');
    for (const faster of ['1/200', '1/250', '1/320']) {
      await press(page, 'ArrowRight');
      await expect(option('devices.setting.shutter')).toContainText(faster);
    }
    await press(page, 'f');
    await expect(button('devices.autofocus')).toBeEnabled();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('checks the size of a head by three marks', async () => {
    await press(page, 'h');
    await expect(page.getByRole('slider', { name: t('devices.mark.crown') })).toBeFocused();
    await expect(page.getByText(t('devices.headAdvice.good'))).toBeVisible();
    await press(page, '3', 'PageUp', 'PageUp', 'PageUp');
    await expect(page.getByText(t('devices.headAdvice.nearer'))).toBeVisible();
    await press(page, 'PageDown', 'PageDown', 'ArrowUp');
    await expect(page.getByText(t('devices.headAdvice.good'))).toBeVisible();
    await lookInBoth(page, 'head-check');
    await press(page, 'Escape');
  });

  test('measures the grey card, follows the advice, and saves with a reason', async () => {
    await press(page, 'F2');
    await button('practice.holdGreyCard').press('Enter');
    await expect(button('practice.seatSitter')).toBeVisible();
    await press(page, 'Escape', 'g');
    await expect(page.getByText(t('devices.greyNotGood'))).toBeVisible();
    await press(page, 'a');
    await expect(page.getByText(t('devices.greyGood'))).toBeVisible();
    await expect(page.getByRole('figure')).toHaveCount(2);
    await expect(page.getByRole('figure').first()).toContainText(t('devices.before'));
    await lookInBoth(page, 'grey-card');
    await save('New lamps');
    await lookInBoth(page, 'save-calibration');
    await press(page, 'Enter');
    await expect(page.getByText(t('devices.cameraSaved'))).toBeVisible();
    expect(recorded('device.calibrated')).toMatchObject([{ reason: 'New lamps', result: { kind: 'camera' } }]);
    await press(page, 'F2');
    await button('practice.seatSitter').press('Enter');
    await press(page, 'Escape');
  });

  test('prints an alignment card, sets it right, prints again, and saves', async () => {
    await press(page, 'Alt+KeyP');
    await expect(button('devices.printAlignment')).toBeEnabled();
    await lookInBoth(page, 'printer-bench');
    await press(page, 'a');
    await expect(page.getByText(t('devices.cardOut.alignment'))).toBeVisible();
    await expect(page.getByLabel(t('devices.offsetRight'))).toBeFocused();
    await type(page, '10');
    await type(page, '-5');
    await expect(page.getByRole('row').filter({ hasText: t('devices.nextCard') })).toContainText('−12 / +6');
    await press(page, 'a');
    // A new card is out: its rulers are to be read.
    await expect(page.getByText(t('devices.measureCard'))).toBeVisible();
    await expect(page.getByLabel(t('devices.offsetRight'))).toBeFocused();
    // The card that really came out, on a scanner: what it shows is what was set right.
    const chooser = page.waitForEvent('filechooser');
    await press(page, 'Alt+KeyS');
    await (await chooser).setFiles({ name: 'scan.png', mimeType: 'image/png', buffer: await scanOfCard(2) });
    await expect(page.getByLabel(t('devices.offsetDown'))).toHaveValue(/^-?[01]$/);
    await press(page, 'Enter', 'Enter');
    await expect(page.getByText(t('devices.inPlace'))).toBeVisible();
    await lookInBoth(page, 'printer-measured');
    await save('After the first card');
    await press(page, 'Enter');
    await expect(page.getByText(t('devices.printerSaved'))).toBeVisible();
    expect(recorded('device.calibrated')[1]).toMatchObject({
      result: {
        settings: { offset: { x: -12, y: 6 } },
        before: { offsetX: 10, offsetY: -5 },
        after: { offsetX: expect.any(Number), offsetY: expect.any(Number) },
      },
    });
  });

  test('sets a contrast, prints a colour card with it, records ribbon and cleaning', async () => {
    await page.getByLabel(t('devices.panel.y')).focus();
    await press(page, 'Control+KeyA');
    await page.keyboard.type('-2');
    await press(page, 'Enter');
    await expect(button('devices.save')).toBeVisible();
    await press(page, 'c');
    await expect(page.getByText(t('devices.cardOut.colours'))).toBeVisible();
    await press(page, 'r');
    await expect(page.getByText(t('devices.ribbonRecorded'))).toBeVisible();
    await press(page, 'F2');
    await button('practice.layCleaningCard').press('Enter');
    await expect(button('practice.putRibbonIn')).toBeVisible();
    await press(page, 'Escape', 'l');
    await expect(page.getByText(t('devices.cleaningRecorded'))).toBeVisible();
    await press(page, 'F2');
    await button('practice.putRibbonIn').press('Enter');
    await expect(button('practice.layCleaningCard')).toBeVisible();
    await press(page, 'Escape');
  });

  test('finds every calibration in the history, with who, why and until when', async () => {
    await press(page, 'Alt+KeyH');
    await expect(page.getByRole('option')).toHaveCount(2);
    await press(page, 'ArrowDown');
    await expect(page.getByText('New lamps')).toBeVisible();
    await lookInBoth(page, 'calibration-history');
    await press(page, 'Alt+KeyO');
    await expect(page.getByText(t('devices.allWell'))).toBeVisible();
  });

  test('every photo and card from now on names its calibration', async () => {
    const [camera, printer] = recorded('device.calibrated').map((each) => each['calibrationId']);
    const { counter } = bench;
    await license(counter, { photo: fromFile(counter) });
    const { cnic } = await apply(counter.client, { person: sampleApplicant(2), last: 'documents' });
    await bench.open(page, 'operator-1');
    await type(page, cnic);
    await expect(button('studio.take')).toBeFocused();
    await expect(page.getByText(t('studio.starting'))).toBeHidden();
    await press(page, 'Space');
    await expect(button('studio.keep')).toBeFocused();
    await press(page, 'Enter');
    await expect(page.getByLabel(t('till.tendered'))).toBeFocused();
    expect(recorded('application.photographed').at(-1)).toMatchObject({ photo: { calibration: camera } });

    await press(page, 'Alt+Digit2');
    await expect(button('cards.print')).toBeEnabled();
    await press(page, 'Control+Enter');
    await expect(page.getByText(t('cards.cameOut'))).toBeVisible();
    expect(recorded('card.started').at(-1)).toMatchObject({ calibration: printer });
  });
});
