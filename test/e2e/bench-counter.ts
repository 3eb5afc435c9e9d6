import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startLoopbackServer } from '../../src-main/hosts/loopback/server.ts';
import { PIN, removeCounter, startTestCounter, type TestCounter, type TestCounterOptions } from '../support/counter.ts';
import { signIn } from './operator.ts';
import type { Language } from './screen.ts';

/** A practice counter in this process, served to a browser: a test may turn its clock and read its journal. */
export interface BenchCounter {
  readonly counter: TestCounter;
  /** Opens a screen on it and signs somebody in. */
  open(
    page: Page,
    who: 'operator-1' | 'operator-2' | 'technician-1' | 'supervisor-1',
    language?: Language,
  ): Promise<void>;
  /** From now on it is so many days later. */
  passDays(days: number): void;
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
const SCREENS = join(import.meta.dirname, '../../out/renderer');

export async function startBenchCounter(
  options: Pick<TestCounterOptions, 'misaligned' | 'rules' | 'policy'> = {},
): Promise<BenchCounter> {
  let later = 0;
  const counter = await startTestCounter({ now: () => Date.now() + later, ...options });
  const server = await startLoopbackServer(counter.core, { port: 0, root: SCREENS });
  return {
    counter,
    open: async (page, id, language = 'en') => {
      await counter.client.enrolment.setLanguage({ language });
      await counter.client.session.signOut();
      // Another token alone would not load the page anew.
      await page.goto('about:blank');
      await page.goto(server.newUrl());
      await signIn(page, { id, pin: PIN }, language);
    },
    passDays: (days) => {
      later += days * DAY_MS;
      counter.core.counter.status.refresh();
    },
    stop: async () => {
      await server.stop();
      await counter.core.stop();
      // Not before: the drawing library keeps the fonts of the first counter for all that follow here.
      process.once('exit', () => removeCounter(counter.dataDir));
    },
  };
}
