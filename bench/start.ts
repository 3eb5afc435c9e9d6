import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { connectToCounter } from '../scripts/practice/counter-client.ts';
import { getChromium } from '../src-main/hosts/loopback/chromium.ts';
import { quantile, report, type Figure } from './harness.ts';
import { memoryBelow, type Memory } from './start/memory.ts';
import { startApp, startBarePage, type StartedApp } from './start/started-app.ts';

/**
 * The second `npm start` of a practice centre, as a person waits for it: from the command to the counter's
 * first answer, and to the PIN field in headless Chromium, whose profile is kept as the counter's window
 * keeps its own. Beside it, in the same rounds, bare Node with one bare page in the same browser: what
 * starting anything costs on this machine. Memory is read after a person has signed in.
 */
const ROUNDS = 3;
const MOST_ROUNDS = 9;

const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
const times = { answers: [] as number[], usable: [] as number[], bare: [] as number[] };
let memory: Memory | undefined;

const first = await startApp(join(folder, 'centre'));
await enrol(first);
await first.stop();
// Somebody who edits the screens meanwhile makes the next start build them: that one does not count.
for (let round = 0; times.usable.length < ROUNDS; round += 1) {
  const bare = await startBarePage();
  times.bare.push((await timesOf(bare)).usable);
  await bare.stop();
  const app = await startApp(join(folder, 'centre'));
  const { answers, usable } = await timesOf(app, async (page) => {
    if (process.platform === 'linux') memory ??= await memoryAfterSignIn(app, page);
  });
  await app.stop();
  if (app.prepared === '') {
    times.answers.push(answers);
    times.usable.push(usable);
  } else if (round > MOST_ROUNDS) throw new Error(`not a second start: ${app.prepared}`);
}
rmSync(folder, { recursive: true });

const signInPage = quantile(times.usable, 0.5);
const mb = (figure: string, value: number): Figure => ({ figure, value, unit: 'MB' });
report('start', [
  { figure: 'http_answers', value: quantile(times.answers, 0.5), unit: 'ms' },
  { figure: 'sign_in_page', value: signInPage, unit: 'ms' },
  { figure: 'bare_page', value: quantile(times.bare, 0.5), unit: 'ms' },
  { figure: 'sign_in_vs_bare', value: signInPage / quantile(times.bare, 0.5), unit: 'x' },
  ...(memory === undefined
    ? []
    : [
        mb('rss_core', memory.core),
        mb('rss_central', memory.central),
        mb('rss_postgres', memory.postgres),
        mb('pss_postgres', memory.postgresOnce),
        { figure: 'postgres_processes', value: memory.postgresProcesses, unit: '' },
      ]),
]);

async function enrol({ url }: StartedApp): Promise<void> {
  const counter = await connectToCounter(url);
  const { suggested } = await counter.client.enrolment.status();
  if (suggested === null) throw new Error('a new practice centre suggests its enrolment');
  await counter.client.enrolment.enrol({ ...suggested, language: 'en' });
  counter.close();
}

/** Milliseconds since the program was started: to its first answer, and to a PIN field that takes input. */
async function timesOf(
  { url, spawned }: StartedApp,
  then?: (page: Page) => Promise<void>,
): Promise<{ answers: number; usable: number }> {
  await (await fetch(new URL('/', url))).arrayBuffer();
  const answers = performance.now() - spawned;
  const browser = await chromium.launchPersistentContext(join(folder, 'browser'), {
    executablePath: getChromium(),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--no-first-run'],
  });
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator('input[type=password]:enabled').waitFor({ state: 'visible' });
    const usable = performance.now() - spawned;
    await then?.(page);
    return { answers, usable };
  } finally {
    await browser.close();
  }
}

/** Signs in the first person of the list, whose practice PIN the page shows. */
async function memoryAfterSignIn({ pid }: StartedApp, page: Page): Promise<Memory> {
  await page.getByRole('combobox').press('Enter');
  const pin =
    /\d{4,}/.exec(
      await page
        .getByText(/\d{4,}/)
        .first()
        .innerText(),
    )?.[0] ?? '';
  await page.locator('input[type=password]').fill(pin);
  await page.keyboard.press('Enter');
  await page.locator('input[type=password]').waitFor({ state: 'detached' });
  return memoryBelow(pid);
}
