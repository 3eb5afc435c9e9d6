import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test';

let dataDir: string;
let app: ElectronApplication;
let page: Page;

test.beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'parwana-desktop-'));
  app = await _electron.launch({ args: ['.', '--practice', '--data-dir', dataDir] });
  page = await app.firstWindow();
});
test.afterEach(async () => {
  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('shows the first screen, from the core over its port', async () => {
  expect(page.url()).toBe('app://parwana/');
  await expect(page.getByRole('heading').first()).toBeVisible();
});

test('gives the page nothing of Node or Electron', async () => {
  const seen = await page.evaluate(() => ['require', 'process', 'module', 'electron'].filter((name) => name in window));
  expect(seen).toEqual([]);
});

test('opens no window, leaves for no other page, reaches no network', async () => {
  expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true);
  await page.evaluate(() => void (location.href = 'https://example.org/'));
  expect(
    await page.evaluate(() =>
      fetch('https://example.org/').then(
        () => 'reached',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
  expect(page.url()).toBe('app://parwana/');
});

test('starts the core again when it was killed, and the screen goes on', async () => {
  await expect(page.getByRole('heading').first()).toBeVisible();
  const killed = await app.evaluate(({ app: main }) => {
    const core = main.getAppMetrics().find(({ name }) => name === 'Parwana core');
    if (core !== undefined) process.kill(core.pid, 'SIGKILL');
    return core?.pid;
  });
  await expect
    .poll(() => app.evaluate(({ app: main }) => main.getAppMetrics().find(({ name }) => name === 'Parwana core')?.pid))
    .not.toBe(killed);
  await expect(page.getByRole('heading').first()).toBeVisible();
});

test('has a USB process, starts it again when it was killed, and keeps the screen', async () => {
  const launched = await _electron.launch({ args: ['.', '--data-dir', `${dataDir}-real`] });
  const pid = (): Promise<number | undefined> =>
    launched.evaluate(({ app: main }) => main.getAppMetrics().find(({ name }) => name === 'Parwana USB')?.pid);
  await expect.poll(pid).toBeDefined();
  const killed = await pid();
  await launched.evaluate((_, victim) => void process.kill(victim, 'SIGKILL'), killed ?? 0);
  await expect.poll(pid).not.toBe(killed);
  await expect((await launched.firstWindow()).getByRole('heading').first()).toBeVisible();
  await launched.close();
  rmSync(`${dataDir}-real`, { recursive: true, force: true });
});

test('runs once for each data folder', async () => {
  const second = await _electron.launch({ args: ['.', '--practice', '--data-dir', dataDir] }).catch(() => undefined);
  expect(second?.windows() ?? []).toEqual([]);
});
