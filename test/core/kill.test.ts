import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../scripts/rehearsal/random.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { expectAsTold, expectWholeStore } from '../support/aftermath.ts';
import { PoweredCounter, type Moment } from '../support/power.ts';
import { cardsOut, steps, Walk, type StepName } from '../support/walk.ts';

/** KILL_ROUNDS: how often every step is killed; KILL_SEED: runs the moments of an earlier run again. */
const rounds = Number(process.env['KILL_ROUNDS'] ?? 1);
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000_000);
/** A slow machine kills fewer times rather than for ever. */
const BUDGET_MS = 60_000 * rounds;

/** A reply that came before its commit would be found out within this time, ms. */
const AFTER_REPLY = 10;

/** How long a step takes, ms; kills fall before, within and after. */
const usual: Readonly<Record<StepName, number>> = {
  draft: 6,
  record: 10,
  open: 10,
  documents: 8,
  photo: 3_000,
  fee: 15,
  submit: 8,
  approve: 12,
  print: 900,
  look: 10,
  handOver: 8,
};

describe('SIGKILL at any step', () => {
  let counter: PoweredCounter;
  beforeAll(async () => {
    counter = await PoweredCounter.enrolled();
    await counter.start();
    await counter.signIn('supervisor-1');
    await counter.client.stock.receive({ quantity: 100, reference: 'opening' });
  });
  afterAll(() => counter.destroy());

  test(
    `loses nothing that was called saved and leaves nothing half done (KILL_SEED=${seed})`,
    async () => {
      const random = new Random(seed);
      const walks: Walk[] = [];
      // Every step twice: at any moment, and just after its reply said "saved".
      const due = Array.from({ length: 2 * rounds }, () => new Set<StepName>(steps));
      const until = performance.now() + BUDGET_MS;
      const momentOf = (name: StepName): Moment => {
        const from = (walks.length + steps.indexOf(name)) % 2 === 0 ? 'call' : 'reply';
        return { from, delayMs: random.next() * (from === 'call' ? 1.3 * usual[name] : AFTER_REPLY) };
      };
      for (const here of due) {
        if (performance.now() > until) break;
        const walk = new Walk(counter, sampleApplicant(walks.length + 1));
        walks.push(walk);
        for (let step = await walk.next(); step !== undefined; step = await walk.next()) {
          if (performance.now() > until || !here.delete(step.name)) {
            await step.run();
            continue;
          }
          await counter.killDuring(step.run(), momentOf(step.name));
          await expectWholeStore(counter.dataDir);
          await counter.start();
          await counter.signIn('operator-1');
          for (const each of walks) await expectAsTold(each);
        }
      }
      expect(counter.kills).toBeGreaterThanOrEqual(steps.length / 2);

      // What came of it all is what would have come of it without a single kill.
      await counter.signIn('operator-1');
      const { handedOverToday } = await counter.client.cards.queue();
      expect(handedOverToday).toHaveLength(walks.length);
      expect(new Set(handedOverToday.map(({ licence }) => licence.number)).size).toBe(walks.length);
      const { printed, spoiled, closing } = await counter.client.stock.today();
      expect(printed).toBe(walks.length);
      expect(closing).toBe(100 - printed - spoiled);
      expect(cardsOut(join(counter.dataDir, 'printed-cards'))).toHaveLength(printed + spoiled);
      const receipts = walks.map(({ told }) => told.receipt?.receiptNumber.slice(-4));
      const numbers = walks.map((_, index) => String(index + 1).padStart(4, '0'));
      expect(receipts.map((number, index) => number ?? numbers[index])).toEqual(numbers);
      await counter.stop();
      await expectWholeStore(counter.dataDir);
    },
    BUDGET_MS * 5,
  );
});
