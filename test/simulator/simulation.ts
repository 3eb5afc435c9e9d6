// First of all: from here on chance, time and threads are the simulation's.
import { installHost } from './virtual-host.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { existsSync } from 'node:fs';
import { Random } from '../../scripts/rehearsal/random.ts';
import { checkWorld } from './invariants.ts';
import { LiteDatabase } from './lite-database.ts';
import { noMeddling, type Meddling } from './meddling.ts';
import { Schedule } from './schedule.ts';
import { World } from './world.ts';

export interface RunOptions {
  /** Acts tried; fewer than a full run for shrinking. */
  readonly acts?: number;
  readonly trace?: boolean;
  readonly meddling?: Meddling;
  /** Through HTTP and its codecs; by itself every twentieth seed. */
  readonly http?: boolean;
}

export interface Outcome {
  readonly seed: number;
  readonly failures: readonly string[];
  /** The same seed gives the same hash, always. */
  readonly hash: string;
  readonly lines: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

export const ACTS = 300;
/** Virtual time between two acts anywhere, on average, ms. */
const PACE_MS = 90;
/** From the moment every line is good until every entry is settled everywhere, ms. */
const SETTLED_WITHIN = 20 * 60_000;

let database: Promise<LiteDatabase> | undefined;

/** Runs one seed from an empty central to the last receipt, and judges the end. */
export async function simulate(seed: number, options: RunOptions = {}): Promise<Outcome> {
  return withWorld(seed, options, (world) => runWorld(world, { seed, acts: options.acts ?? ACTS }));
}

/** A world of that seed on a machine of its own, for as long as the work takes. */
export async function withWorld<Value>(
  seed: number,
  options: RunOptions,
  work: (world: World) => Promise<Value>,
): Promise<Value> {
  database ??= LiteDatabase.open();
  const lite = await database;
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'simulation-'));
  const schedule = new Schedule({ keep: options.trace ?? false });
  const host = installHost(schedule, new Random(Math.imul(seed, 0x27d4eb2f)));
  const { meddling = noMeddling, http = seed % 20 === 0 } = options;
  try {
    const world = new World({ schedule, seed, database: lite, folder, http, meddling });
    return await work(world);
  } finally {
    host.restore();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runWorld(world: World, { seed, acts }: { seed: number; acts: number }): Promise<Outcome> {
  const { schedule } = world;
  const failures: string[] = [];
  // What is thrown is a failure like another: it has a trace, and a shortest beginning.
  await live(world, { seed, acts, failures }).catch((error: unknown) => failures.push(inspect(error)));
  const counts = countsOf(world);
  await world.stop().catch((error: unknown) => failures.push(String(error)));
  for (const failure of failures) schedule.note(`FAILS ${failure}`);
  return { seed, failures, hash: schedule.traceHash, lines: schedule.lines ?? [], counts };
}

/** From the first act to the last receipt; then everything that must hold is checked. */
async function live(
  world: World,
  { seed, acts, failures }: { seed: number; acts: number; failures: string[] },
): Promise<void> {
  const { schedule } = world;
  await world.install();
  const pace = new Random(seed ^ 0x5bd1e995);
  schedule.overlap = () => pace.next() < 0.1;
  for (let act = 0; act < acts; act += 1) {
    await schedule.run(() => false, world.nextAct(PACE_MS));
    await schedule.quiet();
    world.act();
    await schedule.quiet();
    if (act % 9 === 8) await world.misfortune();
    await schedule.quiet();
    if (act % 3 === 2) world.witness.look();
  }
  schedule.overlap = () => false;
  await world.mend();
  const settled = await drain(world);
  if (settled !== undefined) failures.push(`not settled in time: ${settled}`);
  world.witness.look();
  failures.push(...(await checkWorld(world)));
}

/** Until nothing is on its way any more; what still is when the time is over. */
export async function drain(world: World): Promise<string | undefined> {
  const until = world.schedule.elapsed + SETTLED_WITHIN;
  let open: string | undefined = 'everything';
  while (world.schedule.elapsed < until && open !== undefined) {
    await world.schedule.run(() => false, 15_000);
    await world.schedule.quiet();
    world.witness.look();
    open = await stillOpen(world);
  }
  return open;
}

async function stillOpen(world: World): Promise<string | undefined> {
  const { central, counters } = world;
  if (!central.isUp) return 'central is off';
  const off = counters.find((each) => !each.isOn);
  if (off !== undefined) return `${off.name} is off`;
  for (const { name, stream, run } of counters) {
    const { store, replay } = run;
    const { sql } = store;
    const waiting = store.get(
      sql
        .selectFrom('journal')
        .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('journal.stream', '=', stream)
        .where('receipt.entry_id', 'is', null),
    );
    const link = JSON.stringify(replay.link);
    if ((waiting?.count ?? 0) > 0) return `${name}: ${waiting?.count} without receipt, ${link}`;
    const blob = store.get(sql.selectFrom('blob_delivery').select('sha256').where('confirmed_at', 'is', null).limit(1));
    if (blob !== undefined) return `${name}: a blob is not confirmed, ${link}`;
  }
  if (!(await central.isSettled())) return 'central has entries to settle';
  const { change } = await central.database.db.selectFrom('feed_head').select('change').executeTakeFirstOrThrow();
  for (const { name, run } of counters) {
    const at = run.store.get(run.store.sql.selectFrom('replay_cursor').select('feed_change'))?.feed_change ?? 0;
    if (at < change) return `${name}: its feed stands at ${at} of ${change}`;
  }
  return undefined;
}

function countsOf(world: World): Record<string, number> {
  const { counters, central } = world;
  const acked = [...world.witness.acknowledged.values()].reduce((sum, known) => sum + known.size, 0);
  return {
    counters: counters.length,
    acknowledged: acked,
    counterCrashes: counters.reduce((sum, each) => sum + each.crashes, 0),
    centralCrashes: central.crashes,
    virtualMs: world.schedule.elapsed,
    statements: central.database.statements,
  };
}
