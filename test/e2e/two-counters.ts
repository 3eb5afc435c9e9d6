import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startPracticeCentral } from '../../scripts/practice/practice-central.ts';
import { createEnrolmentCode } from '../../src-central/enrolment/codes.ts';
import { practicePins } from '../../src-central/enrolment/practice.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { startLoopbackServer } from '../../src-main/hosts/loopback/server.ts';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { StaffId } from '../../src-shared/ids.ts';
import type { CounterStatus } from '../../src-shared/contract/counter/status.ts';
import { removeCounter, startTestCounter, type TestCounter } from '../support/counter.ts';
import { signIn } from './operator.ts';
import type { Language } from './screen.ts';

type Who = 'operator-1' | 'operator-2' | 'technician-1' | 'supervisor-1';

/** One counter of the centre: the real core and its real screens, with a cable a test may pull. */
export interface Seat {
  readonly counter: TestCounter;
  /** Opens a screen on it and signs somebody in there. */
  open(page: Page, who: Who, language?: Language): Promise<void>;
  /** Signs somebody in for what a test does over the contract. */
  signIn(who: Who): Promise<void>;
  link(up: boolean): Promise<void>;
  /** From now on it is so many days later at this counter. */
  passDays(days: number): void;
  /** Waits for the status to be so. */
  until(fits: (status: CounterStatus) => boolean): Promise<void>;
}

/** A centre of two counters and the central they both replay to. */
export interface TwoCounters {
  readonly central: RunningCentral;
  readonly seats: readonly [Seat, Seat];
  /** A code for a counter, as the authority gives one. */
  code(counter: number): Promise<string>;
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
const SCREENS = join(import.meta.dirname, '../../out/renderer');

/** `rules` makes what each counter starts with; those of papers alone unless told otherwise. */
export async function startTwoCounters({ rules }: { rules?: () => Catalogues } = {}): Promise<TwoCounters> {
  const folder = mkdtempSync(join(tmpdir(), 'two-counters-'));
  const central = await startPracticeCentral(join(folder, 'central'), { register: false });
  const code = async (counter: number): Promise<string> =>
    createEnrolmentCode(central.central.db, { centre: 'GLT', counter, now: new Date() });
  const stops: (() => Promise<void>)[] = [];

  async function seat(number: number): Promise<Seat> {
    let later = 0;
    const counter = await startTestCounter({
      enrolled: false,
      now: () => Date.now() + later,
      ...(rules === undefined ? {} : { rules: rules() }),
    });
    const { client, core } = counter;
    await client.enrolment.enrol({ centralUrl: central.url, code: await code(number), language: 'en' });
    const server = await startLoopbackServer(core, { port: 0, root: SCREENS });
    stops.push(async () => {
      await server.stop();
      await core.stop();
      // Not before: the drawing library keeps the fonts of the first counter for all that follow here.
      process.once('exit', () => removeCounter(counter.dataDir));
    });
    const until = async (fits: (status: CounterStatus) => boolean): Promise<void> => {
      for await (const status of await client.status.watch()) if (fits(status)) return;
    };
    await until(({ link }) => link.state === 'up');
    return {
      counter,
      until,
      signIn: async (who) => {
        await client.session.signIn({ staffId: StaffId.parse(who), pin: practicePins[who] ?? '' });
      },
      passDays: (days) => {
        later += days * DAY_MS;
        core.counter.status.refresh();
      },
      link: async (up) => {
        await client.practice.set({ linkUp: up });
        await until(({ link }) => (link.state === 'up') === up);
      },
      open: async (page, who, language = 'en') => {
        await client.enrolment.setLanguage({ language });
        await client.session.signOut();
        // Another token alone would not load the page anew.
        await page.goto('about:blank');
        await page.goto(server.newUrl());
        await signIn(page, { id: who, pin: practicePins[who] ?? '' }, language);
      },
    };
  }

  return {
    central,
    seats: [await seat(1), await seat(2)],
    code,
    stop: async () => {
      for (const stop of stops) await stop();
      await central.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
