import { sql } from 'kysely';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { verifyJournal } from '../../src-main/store/verify.ts';
import { actOf } from '../../src-shared/ledger/entry-types.ts';
import { isSameCounter } from '../../src-shared/ids.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import { rows } from '../../src-shared/ledger/rows.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import { rowTables } from '../../src-shared/ledger/tables.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { sorted, tablesOfCentral } from '../support/compare-tables.ts';
import { readLedger, type Ledger, type Settled } from './ledger.ts';
import type { SimulatedCounter } from './simulated-counter.ts';
import type { World } from './world.ts';

/** Everything that must hold once every line is good and everybody drained; what does not, in words. */
export async function checkWorld(world: World): Promise<string[]> {
  const ledger = await readLedger(world.central.database.db);
  const failures = [...world.witness.failures, ...world.central.faults.map((each) => `fault inside central: ${each}`)];
  const check = (list: readonly string[]) => failures.push(...list);
  check(acknowledgedAreThere(world, ledger));
  check(gapless(ledger));
  check(settledAll(ledger));
  check(finals(ledger));
  check(oneNumberEach(ledger));
  check(await centralIsTheFold(world, ledger));
  for (const counter of world.counters) check(counterIsWhole(counter, ledger));
  return failures;
}

/** No acknowledged entry is lost, and central has the very one that was acknowledged. */
function acknowledgedAreThere(world: World, ledger: Ledger): string[] {
  return [...world.witness.acknowledged].flatMap(([stream, known]) =>
    [...known].flatMap(([seq, { id, hash }]) => {
      const there = ledger.byPlace.get(`${stream} ${seq}`);
      return there?.id === id && there.hash === hash ? [] : [`${stream} ${seq} was acknowledged and is not at central`];
    }),
  );
}

function gapless(ledger: Ledger): string[] {
  return [...ledger.cursors].flatMap(([stream, { acked, settled }]) => {
    const held = ledger.entries.filter((each) => each.stream === stream).map((each) => each.seq);
    const whole = held.every((seq, index) => seq === index + 1) && held.length === acked;
    return [
      ...(whole ? [] : [`${stream}: central holds ${held.length} of ${acked}`]),
      ...(settled === acked ? [] : [`${stream}: settled ${settled} of ${acked}`]),
    ];
  });
}

/** Every entry is applied, rejected, an exception, or parked behind one, for a reason of its own subject or its dependencies. */
function settledAll(ledger: Ledger): string[] {
  return ledger.entries.flatMap((entry) => {
    const seen = new Set<string>();
    for (let at = entry; ;) {
      if (at.status === null) return [`${name(at)} has no receipt`];
      if (at.status !== 'parked') {
        const ends = at === entry || at.id === entry.id || at.status !== 'applied';
        return ends ? [] : [`${name(entry)} waits for ${name(at)}, which is applied`];
      }
      if (seen.has(`${at.stream} ${at.seq}`)) return [`${name(entry)} waits in a circle`];
      seen.add(`${at.stream} ${at.seq}`);
      const copies = ledger.byId.get(at.waitsFor ?? '') ?? [];
      // What was sent again in a later epoch waits for its first copy.
      const next = copies.find((each) => each.stream === at.stream) ?? copies[0];
      if (next === undefined) return [`${name(entry)} waits for what is not there`];
      const first = at.id === at.waitsFor ? copies[0]! : next;
      const own = isSameCounter(first.stream, at.stream) && first.subject === at.subject;
      if (!own && !at.deps.includes(first.id)) return [`${name(at)} waits for another subject’s ${name(first)}`];
      at = first;
    }
  });
}

/** What is applied or rejected stays so. */
function finals(ledger: Ledger): string[] {
  const last = new Map<string, string>();
  return ledger.changes.flatMap(({ place, status }) => {
    const before = last.get(place);
    last.set(place, status);
    const final = before === 'applied' || before === 'rejected';
    return final && status !== before ? [`${place} was ${before} and is ${status}`] : [];
  });
}

/** No licence number stands for two licences, and none was taken twice from leases. */
function oneNumberEach(ledger: Ledger): string[] {
  const holders = new Map<string, string>();
  return ledger.entries.flatMap(({ type, status, body, subject, id }) => {
    if (type !== 'application.approved' || status !== 'applied') return [];
    const { licenceNumber } = JSON.parse(body) as { licenceNumber: string };
    const holder = holders.get(licenceNumber);
    holders.set(licenceNumber, id);
    return holder === undefined || holder === id
      ? []
      : [`${licenceNumber} is a licence twice: ${holder}, and of ${subject}`];
  });
}

/** Central's states and tables are the fold of the applied entries, each once, in central's order. */
async function centralIsTheFold(world: World, ledger: Ledger): Promise<string[]> {
  const { db } = world.central.database;
  const states = new Map<string, SubjectState>();
  const failures: string[] = [];
  const applied = new Set<string>();
  for (const { entryId, place, status } of ledger.changes) {
    if (status !== 'applied' || applied.has(entryId)) continue;
    applied.add(entryId);
    const entry = ledger.byPlace.get(place);
    if (entry === undefined) {
      failures.push(`${entryId} is applied and is not at central`);
      continue;
    }
    const act = actOf(entry.line);
    const folded = act.ok ? fold(states.get(entry.subject), act.value, firstRules) : act;
    if (folded.ok) states.set(entry.subject, folded.value);
    else failures.push(`${name(entry)} is applied and its fold refuses it: ${folded.code}`);
  }
  const known = await db.selectFrom('subject').selectAll().orderBy('subject').execute();
  const wanted = [...states].map(([subject, state]) => ({ subject, state: JSON.stringify(state) }));
  failures.push(...differences('central', new Map(known.map((row) => [row.subject, row.state])), wanted));
  const tables = await tablesOfCentral(db);
  const sets = [...states].map(([subject, state]) => rows(subject, state));
  for (const table of rowTables) {
    const should = sorted(
      table,
      sets.flatMap((set) => [...(set[table] ?? [])]),
    );
    if (JSON.stringify(tables[table]) !== JSON.stringify(should))
      failures.push(`central’s table ${table} is not its fold`);
  }
  const took = ledger.entries.filter((each) => each.type === 'till.took' && each.status === 'applied');
  const till = [...new Map(took.map((each) => [each.id, each])).values()];
  const { total } = await db
    .selectFrom('till_receipt')
    .select(sql<number>`coalesce(sum(total), 0)::bigint`.as('total'))
    .executeTakeFirstOrThrow();
  if (total !== sumOf(till)) failures.push(`money: central has ${total}, the tills took ${sumOf(till)}`);
  return failures;
}

/** A counter's journal is whole and all at central; its tables are its journal’s, and central’s. */
function counterIsWhole(counter: SimulatedCounter, ledger: Ledger): string[] {
  const { store } = counter.run;
  const failures: string[] = [];
  const own = store.all(store.sql.selectFrom('journal').select(['id', 'hash', 'seq', 'type', 'body', 'stream']));
  const ids = new Set(own.map((row) => row.id));
  for (const id of counter.saved) if (!ids.has(id)) failures.push(`${counter.name}: ${id} was saved and is gone`);
  for (const row of own) {
    if (ledger.byPlace.get(`${row.stream} ${row.seq}`)?.hash !== row.hash) {
      failures.push(`${counter.name}: ${row.stream} ${row.seq} never reached central`);
    }
  }
  for (const { sha256 } of store.all(store.sql.selectFrom('blob_delivery').select('sha256'))) {
    if (!ledger.blobs.has(sha256)) failures.push(`${counter.name}: blob ${sha256} never reached central`);
  }
  const receipts = store.all(store.sql.selectFrom('receipt').selectAll());
  const told = new Map(receipts.map((row) => [row.entry_id, row.status]));
  for (const { id } of own) {
    const there = (ledger.byId.get(id) ?? []).map(({ status }) => status);
    if (!there.includes(told.get(id) ?? null))
      failures.push(`${counter.name}: ${id} is ${told.get(id)} here and ${there.join(' or ')} at central`);
  }
  const took = (each: Settled) => each.type === 'till.took' && each.status === 'applied';
  const till = ledger.entries.filter((each) => took(each) && isSameCounter(each.stream, counter.stream));
  const mine = store.all(store.sql.selectFrom('till_receipt').select(['total', 'stream']));
  const shown = mine
    .filter((row) => isSameCounter(row.stream, counter.stream))
    .reduce((sum, row) => sum + row.total, 0);
  const total = sumOf([...new Map(till.map((each) => [each.id, each])).values()]);
  const parked = own.some((row) => row.type === 'till.took' && told.get(row.id) === 'parked');
  if (shown !== total && !parked) failures.push(`${counter.name}: its till shows ${shown}, at central ${total}`);
  failures.push(...statesAreCentrals(counter, ledger));
  const { breaks, blobs } = verifyJournal(store);
  if (breaks.length + blobs.length > 0) failures.push(`${counter.name}: ${JSON.stringify({ breaks, blobs })}`);
  const { differing } = rebuild(store, firstRules);
  if (differing.length > 0) failures.push(`${counter.name}: rebuilt, these tables differ: ${differing.join(', ')}`);
  return failures;
}

/** What is confirmed here is what central has; what is shown is the same, but for work of this counter that is parked. */
function statesAreCentrals(counter: SimulatedCounter, ledger: Ledger): string[] {
  const { store } = counter.run;
  const wanted = [...ledger.subjectsFor(counter.centre, counter.stream)].map(([subject, state]) => ({
    subject,
    state,
  }));
  const names = new Set(wanted.map(({ subject }) => subject));
  const known = (list: readonly { subject: string; state: string }[]) =>
    new Map(list.filter(({ subject }) => names.has(subject)).map(({ subject, state }) => [subject, state]));
  const confirmed = known(store.all(store.sql.selectFrom('subject_confirmed').select(['subject', 'state'])));
  const shown = known(store.all(store.sql.selectFrom('subject').select(['subject', 'state'])));
  const parked = store.all(
    store.sql
      .selectFrom('journal')
      .innerJoin('receipt', 'receipt.entry_id', 'journal.id')
      .select('journal.subject')
      .where('receipt.status', '=', 'parked'),
  );
  for (const { subject } of parked) {
    const state = confirmed.get(subject);
    if (state === undefined) shown.delete(subject);
    else shown.set(subject, state);
  }
  return [
    ...differences(`${counter.name} confirmed`, confirmed, wanted),
    ...differences(`${counter.name} shown`, shown, wanted),
  ];
}

function differences(
  where: string,
  here: ReadonlyMap<string, string>,
  wanted: readonly { subject: string; state: string }[],
) {
  const names = new Set(wanted.map(({ subject }) => subject));
  return [
    ...wanted.flatMap(({ subject, state }) => {
      const there = here.get(subject);
      if (there === undefined) return [`${where} lacks ${subject}`];
      return there === state ? [] : [`${where} shows another ${subject}:\n  ${there}\n  ${state}`];
    }),
    ...[...here.keys()].flatMap((subject) =>
      names.has(subject) ? [] : [`${where} shows ${subject}, which is nowhere`],
    ),
  ];
}

function sumOf(entries: readonly { readonly body: string }[]): number {
  return entries.reduce((sum, { body }) => sum + (JSON.parse(body) as { total: number }).total, 0);
}

function name({ stream, seq, type }: Settled): string {
  return `${stream} ${seq} ${type}`;
}
