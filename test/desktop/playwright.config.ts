import { defineConfig } from '@playwright/test';

/**
 * The desktop app in real Electron: `npx playwright test -c test/desktop`, on a machine that has a display and
 * Electron's runtime (`npx install-electron`), after `node scripts/setup.mjs --screen` and
 * `npx electron-vite build`.
 */
export default defineConfig({ testDir: '.', testMatch: '*.spec.ts', workers: 1, timeout: 120_000, reporter: 'list' });
