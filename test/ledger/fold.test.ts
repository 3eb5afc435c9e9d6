import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rows } from '../../src-shared/ledger/rows.ts';
import { rowKeys, rowTables } from '../../src-shared/ledger/tables.ts';
import { intents, plan, type Intent } from '../support/acts.ts';
import { World } from '../support/world.ts';
import { checkApprovals, checkCards, checkLease, checkMoney, checkOneLicence, checkStock } from './histories.ts';

function live(wishes: readonly Intent[]): World {
  const world = new World();
  for (const wish of wishes) world.try(plan(world, wish));
  return world;
}

interface Reached {
  approvals: number;
  cards: number;
  readonly refusals: Set<string>;
}

/** Tries histories and checks every promise in each; tells how far into the rules they got. */
function tryHistories(parameters: fc.Parameters<[Intent[]]>): Reached {
  const reached: Reached = { approvals: 0, cards: 0, refusals: new Set() };
  fc.assert(
    fc.property(intents, (wishes) => {
      const world = live(wishes);
      for (const [subject, state] of world.states) {
        if (state.kind === 'person') {
          checkOneLicence(state);
          reached.approvals += checkApprovals(world, subject);
          reached.cards += checkCards(world, subject);
        }
        if (state.kind === 'till') checkMoney(state);
        if (state.kind === 'lease') checkLease(world, subject, state);
        if (state.kind === 'stock') checkStock(state);
      }
      for (const { result } of world.tried) if (!result.ok) reached.refusals.add(result.code);
    }),
    parameters,
  );
  return reached;
}

test('whatever is tried, the ledger keeps its promises', () => {
  // Other histories every time; a failure prints its seed.
  tryHistories({ numRuns: 300 });
});

test('what is tried gets to where the rules are, or the promises are about nothing', () => {
  const reached = tryHistories({ numRuns: 600, seed: 1 });
  expect(reached.approvals).toBeGreaterThan(50);
  expect(reached.cards).toBeGreaterThan(50);
  expect([...reached.refusals]).toEqual(expect.arrayContaining([...everyRefusal]));
});

test('the same acts give the same states, and frozen input is never written to', () => {
  fc.assert(
    fc.property(intents, (wishes) => {
      const [first, second] = [live(wishes), live(wishes)];
      expect(JSON.stringify([...first.states])).toBe(JSON.stringify([...second.states]));
    }),
    { numRuns: 40 },
  );
});

test('a refusal leaves the state as it was', () => {
  fc.assert(
    fc.property(intents, (wishes) => {
      const world = new World();
      for (const wish of wishes) {
        const planned = plan(world, wish);
        const before = JSON.stringify([...world.states]);
        if (!world.try(planned).result.ok) expect(JSON.stringify([...world.states])).toBe(before);
      }
    }),
    { numRuns: 40 },
  );
});

test('a state survives being stored as JSON, and its rows have keys of their own', () => {
  fc.assert(
    fc.property(intents, (wishes) => {
      const { states } = live(wishes);
      for (const [subject, state] of states) {
        expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        const shown = rows(subject, state);
        for (const table of rowTables) {
          const keys = (shown[table] ?? []).map((row) => (row as unknown as Record<string, unknown>)[rowKeys[table]]);
          expect(new Set(keys).size).toBe(keys.length);
        }
      }
    }),
    { numRuns: 40 },
  );
});

/** Every refusal the folds can give must have been met. */
const everyRefusal = [
  'person.birthDateInFuture',
  'person.unknown',
  'application.unknown',
  'application.alreadyOpen',
  'application.notOpen',
  'application.underAge',
  'application.holdsLicence',
  'application.yearsOutOfRange',
  'application.documentsMissing',
  'application.photoMissing',
  'application.feeUnpaid',
  'application.notProofread',
  'application.notSubmitted',
  'application.secondPersonNeeded',
  'application.reasonMissing',
  'application.rulesUnknown',
  'session.forbidden',
  'fee.short',
  'fee.linesDiffer',
  'fee.alreadyPaid',
  'lease.exhausted',
  'lease.expired',
  'lease.numberTaken',
  'lease.numberOutside',
  'lease.unknown',
  'card.noLicence',
  'card.lookFirst',
  'card.reasonNeeded',
  'card.notPrinting',
  'card.notPrinted',
  'card.handedOver',
  'card.receiverMissing',
  'stock.nothingUnexplained',
  'stock.tooManyBlanks',
  'ledger.badBody',
  'ledger.wrongSubject',
  'ledger.repeated',
] as const;
