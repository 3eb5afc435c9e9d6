import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import type { LicenceNumber } from '../../src-shared/ids.ts';
import { rows } from '../../src-shared/ledger/rows.ts';
import { rowChanges, settleStatements } from '../../src-shared/ledger/settle.ts';
import type { LeaseState } from '../../src-shared/ledger/state.ts';
import { leaseSubject } from '../../src-shared/ledger/subjects.ts';
import { serialOf } from '../../src-shared/licensing/licence-number.ts';
import { rowKeys, rowTables } from '../../src-shared/ledger/tables.ts';
import { intents, plan, type Intent } from '../support/acts.ts';
import { sorted, tablesOfCentral, type Tables } from '../support/compare-tables.ts';
import { settleAll, startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, type TestCounter } from '../support/test-counter.ts';
import { streams, World, type Planned, type Tried } from '../support/world.ts';

/** A ledger in memory that also knows whose every key is: what central must be equal to. */
class Model {
  readonly world = new World();
  readonly #owners = new Map<string, string>();

  /** Tries an act; undefined when it is one that only central may write. */
  try(wish: Intent): Tried | undefined {
    const planned = plan(this.world, wish);
    if (planned.actor.role === 'central') return undefined;
    const before = this.world.states.get(planned.subject);
    const tried = this.world.try(planned);
    if (!tried.result.ok || (this.#owns(planned) && this.#hasTaken(planned))) return tried;
    // The fold knows one subject only: a key of another's is refused, and the state stays.
    if (before === undefined) this.world.states.delete(planned.subject);
    else this.world.states.set(planned.subject, before);
    return { ...tried, result: { ok: false, code: 'ledger.repeated' } };
  }

  get tables(): Tables {
    const all = [...this.world.states].map(([subject, state]) => rows(subject, state));
    return Object.fromEntries(
      rowTables.map((table) => [
        table,
        sorted(
          table,
          all.flatMap((set) => [...(set[table] ?? [])]),
        ),
      ]),
    );
  }

  /** Counters are lent these before anything else, and have taken every number of them. */
  lend(): readonly LeaseState[] {
    const leases = streams.map((stream, index): LeaseState => {
      const lent = { prefix: 'GLT', from: 1 + 4 * index, to: 5000, next: 5001, stream, expiresAt: '2099-01-01' };
      return { kind: 'lease', ...lent };
    });
    for (const lease of leases) this.world.states.set(leaseSubject('GLT', lease.from), lease);
    return leases;
  }

  /** An approval's number is one that its counter has taken from a lease. */
  #hasTaken({ type, data }: Planned): boolean {
    return (
      type !== 'application.approved' || serialOf((data as { licenceNumber: LicenceNumber }).licenceNumber) <= 5000
    );
  }

  #owns({ subject }: Planned): boolean {
    const set = rows(subject, this.world.states.get(subject));
    const names = rowTables.flatMap((table) =>
      (set[table] ?? []).map(
        (row) => `${table} ${String((row as unknown as Record<string, unknown>)[rowKeys[table]])}`,
      ),
    );
    if (names.some((name) => (this.#owners.get(name) ?? subject) !== subject)) return false;
    for (const name of names) this.#owners.set(name, subject);
    return true;
  }
}

describe('settling', () => {
  it('is the fold in central’s order, whatever two counters send, however it is cut into batches', async () => {
    await fc.assert(
      fc.asyncProperty(intents, fc.nat({ max: 7 }), async (wishes, cut) => {
        const model = new Model();
        const running = await startTestCentral();
        try {
          const counters = [await enrolTestCounter(running, 1), await enrolTestCounter(running, 2)] as const;
          expect(counters.map((each) => each.stream)).toEqual(streams);
          await lend(running, model.lend());
          const tries = inTurns(wishes).flatMap((wish) => model.try(wish) ?? []);
          for (const run of runsOf(tries)) await send(counters, run, cut);
          const codes = await settled(running);
          // Cases are no part of what counters did; their own tests say what opens and closes them.
          const { exception_case: cases, ...tables } = await tablesOfCentral(running.central.db);
          expect({ ...tables, exception_case: [] }).toEqual(model.tables);
          expect(cases).toHaveLength(codes.exceptions);
          expect(new Set(codes.applied)).toEqual(new Set(tries.flatMap((each) => (each.result.ok ? [each.id] : []))));
        } finally {
          await running.stop();
        }
      }),
      { numRuns: 10, interruptAfterTimeLimit: 40_000 },
    );
  }, 120_000);
});

/** The counters work in turns of six acts: fewer waits, the same mixture. */
function inTurns(wishes: readonly Intent[]): Intent[] {
  return wishes.map((wish, index) => ({ ...wish, stream: wishes[index - (index % 6)]!.stream }));
}

/** Tries cut where the counter changes: inside a run, order is the stream's. */
function runsOf(tries: readonly Tried[]): Tried[][] {
  const runs: Tried[][] = [];
  for (const each of tries) {
    const run = runs.at(-1);
    if (run?.[0]?.planned.stream === each.planned.stream) run.push(each);
    else runs.push([each]);
  }
  return runs;
}

async function send(counters: readonly [TestCounter, TestCounter], run: readonly Tried[], cut: number): Promise<void> {
  const counter = counters[run[0]!.planned.stream === streams[0] ? 0 : 1];
  const entries = run.map(({ planned, id }): Entry => {
    const { type, subject, data, actor, at } = planned;
    counter.write({ type, subject, data, actor: actor.id, role: actor.role, at });
    return counter.rewrite({ ...counter.entries.pop()!, id });
  });
  const size = cut === 0 ? entries.length : cut;
  for (let from = 0; from < entries.length; from += size) {
    const response = await counter.push(entries.slice(from, from + size));
    if (!response.ok) throw new Error(await response.text());
  }
  await counter.receiptsOf(entries);
}

/** Writes leases as if they had been granted and used up. */
async function lend({ central }: RunningCentral, leases: readonly LeaseState[]): Promise<void> {
  const edits = leases.map((after) => ({ subject: leaseSubject('GLT', after.from), before: undefined, after }));
  for (const { subject, after } of edits) {
    await central.db
      .insertInto('subject')
      .values({ subject, state: JSON.stringify(after) })
      .execute();
  }
  for (const statement of settleStatements(central.db, rowChanges(edits))) {
    await central.db.executeQuery(statement.compile());
  }
}

async function settled(running: RunningCentral): Promise<{ applied: string[]; exceptions: number }> {
  await settleAll(running);
  const { rows: receipts } = await running.central.pool.query<{ entry_id: string; status: string }>(
    "select entry_id, status from receipt where stream not like 'CEN%'",
  );
  const exceptions = receipts.filter((row) => row.status === 'exception').length;
  return { applied: receipts.filter((row) => row.status === 'applied').map((row) => row.entry_id), exceptions };
}
