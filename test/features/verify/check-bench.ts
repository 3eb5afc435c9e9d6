import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { credentialText } from '../../../src-main/features/trust/credential-text.ts';
import type { CredentialKeyPair } from '../../../src-main/features/trust/node-crypto.ts';
import { sampleCatalogues } from '../../../src-shared/catalogue/sample-catalogues.ts';
import type { CheckedCard } from '../../../src-shared/contract/counter/verify.ts';
import type { LicenceNumber } from '../../../src-shared/ids.ts';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';
import { Authority } from '../../support/authority.ts';
import { startTestCounter, STREAM, type TestCounter } from '../../support/counter.ts';
import { journalOf } from '../../support/journal.ts';
import { samplePortrait } from '../../support/portrait.ts';
import { RegisterDesk } from '../../support/register-desk.ts';
import { bringTrust, giveCardKey, type Word } from '../../support/trusting.ts';

/** The day of the tests, and a clock that stands there until it is turned. */
export const TODAY = Date.parse('2026-11-22T06:00:00.000Z');

/** A counter without a line that signs cards, with an authority of its own, and people with licences. */
export interface CheckBench {
  readonly counter: TestCounter;
  readonly desk: RegisterDesk;
  readonly authority: Authority;
  /** The key this counter signs by. */
  readonly key: CredentialKeyPair;
  now: number;
  /** A status list comes down. */
  hear(word: Partial<Word>): void;
  /** Somebody with a licence of today, and what its code says. */
  licensed(): Promise<{ person: PersonData; number: LicenceNumber; text: string }>;
  /** The text of the code that this counter would print now. */
  codeOf(licenceNumber: LicenceNumber): Promise<string>;
  scan(text: string): Promise<CheckedCard>;
  /** Bodies of all checks so far. */
  checks(): readonly Record<string, unknown>[];
}

let served = 60;

export async function startCheckBench(): Promise<CheckBench> {
  const clock = { now: TODAY };
  const counter = await startTestCounter({ now: () => clock.now, rules: sampleCatalogues() });
  const bench = await benchOn(counter, () => clock.now);
  return Object.defineProperty(bench, 'now', {
    get: () => clock.now,
    set: (ms: number) => {
      clock.now = ms;
    },
  });
}

/** The same on a counter that is there already. */
export async function benchOn(counter: TestCounter, now: () => number): Promise<CheckBench> {
  const { core, client } = counter;
  const { store } = core.counter;
  const authority = new Authority();
  const key = authority.counter(STREAM);
  bringTrust(store, authority, { madeAt: at(now()) });
  giveCardKey(store, STREAM, key);
  const desk = new RegisterDesk(core.counter, await samplePortrait());
  await counter.signIn('operator-1');
  const codeOf = (licenceNumber: LicenceNumber) => credentialText(core.counter, { licenceNumber });
  return {
    counter,
    desk,
    authority,
    key,
    now: now(),
    hear: (word) => bringTrust(store, authority, { madeAt: at(now()), ...word }),
    codeOf,
    licensed: async () => {
      served += 1;
      const person = { ...sampleApplicant(served), birthDate: '1990-05-17' };
      desk.record(person);
      const number = desk.give(person, { service: 'conversion', categories: ['motorcycle', 'car'], years: 5 });
      return { person, number, text: await codeOf(number) };
    },
    scan: (text) => client.verify.text({ text, by: 'scanner' }),
    checks: () =>
      journalOf(counter)
        .filter(({ type }) => type === 'check.made')
        .map(({ body }) => JSON.parse(body) as Record<string, unknown>),
  };
}

function at(ms: number): string {
  return new Date(ms).toISOString();
}
