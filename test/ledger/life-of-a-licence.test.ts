import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../src-shared/ledger/fold.ts';
import { kindOfLicence, standingOfLicence } from '../../src-shared/ledger/standing-of.ts';
import type { PersonState } from '../../src-shared/ledger/state.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import { attempts, held, holder, planAttempt, rules, type Attempt } from '../support/lives.ts';
import { parse, World, type Tried } from '../support/world.ts';

type Body = Record<string, unknown>;

interface Reached {
  readonly services: Set<string>;
  readonly refusals: Set<string>;
  partial: number;
  retests: number;
}

/** Lives one life day by day, checking after every act what must hold after every act. */
function live(list: readonly Attempt[], reached: Reached): World {
  const world = new World(0, rules);
  for (const attempt of list) {
    const tried = world.try(planAttempt(world, attempt));
    const state = world.states.get(holder) as PersonState | undefined;
    if (!tried.result.ok) reached.refusals.add(tried.result.code);
    if (state !== undefined) checkOneActive(state, new Date(world.now).toISOString());
  }
  const state = world.states.get(holder) as PersonState | undefined;
  if (state !== undefined) checkLife(world, state, reached);
  return world;
}

/** One person, one licence: never two in force on the same day; nor two permits of a category. */
function checkOneActive(state: PersonState, at: string): void {
  const today = dayOf(at);
  const active = (kind: string) => held(state, kind).filter((each) => standingOfLicence(each, today) === 'active');
  expect(active('licence').length).toBeLessThanOrEqual(1);
  const learning = active('learner').flatMap(({ categories }) => categories);
  expect(new Set(learning).size).toBe(learning.length);
}

function checkLife(world: World, state: PersonState, reached: Reached): void {
  const acts = world.applied.map(({ planned }) => ({ ...planned, data: planned.data as Body }));
  const opened = new Map(
    acts.filter(({ type }) => type === 'application.opened').map(({ data }) => [data['applicationId'], data]),
  );
  const ended = acts.filter(({ type }) => type === 'application.approved' || type === 'application.issued');
  for (const { data } of ended) reached.services.add(String(opened.get(data['applicationId'])?.['service']));
  checkNumbers(ended, opened);
  checkTested(state, acts);
  checkMoney(state, acts);
  const drives = acts.filter(({ type }) => type === 'application.droveRoadTest');
  for (const { data } of drives) {
    const outcomes = new Set((data['results'] as { outcome: string }[]).map(({ outcome }) => outcome));
    if (outcomes.size > 1 && outcomes.has('pass')) reached.partial += 1;
  }
  if (drives.length > 1) reached.retests += 1;
}

interface Seen {
  readonly type: string;
  readonly data: Body;
}

/** No number and no place in a status list twice. */
function checkNumbers(ended: readonly Seen[], opened: ReadonlyMap<unknown, Body>): void {
  const fresh = ended.filter(({ data }) => data['lease'] !== null).map(({ data }) => data['licenceNumber']);
  expect(new Set(fresh).size).toBe(fresh.length);
  const places = ended.flatMap(({ data }) => (data['status'] === undefined ? [] : [JSON.stringify(data['status'])]));
  expect(new Set(places).size).toBe(places.length);
  const applications = ended.map(({ data }) => data['applicationId']);
  expect(new Set(applications).size).toBe(applications.length);
  for (const id of applications) expect(opened.has(id)).toBe(true);
}

/** No category on a licence without a passed road test, but for papers that were licences before. */
function checkTested(state: PersonState, acts: readonly Seen[]): void {
  const passed = new Set(
    acts
      .filter(({ type }) => type === 'application.droveRoadTest')
      .flatMap(({ data }) => data['results'] as { category: string; outcome: string }[])
      .filter(({ outcome }) => outcome === 'pass')
      .map(({ category }) => category),
  );
  const converted = acts.filter(({ type, data }) => type === 'application.opened' && data['service'] === 'conversion');
  const carried = converted.flatMap(({ data }) => data['categories'] as string[]);
  for (const licence of Object.values(state.licences)) {
    if (kindOfLicence(licence) !== 'licence') continue;
    for (const category of licence.categories) expect([...passed, ...carried]).toContain(category);
  }
}

/** What was paid is the sum of its lines, once an application, and stays paid. */
function checkMoney(state: PersonState, acts: readonly Seen[]): void {
  const paid = acts.filter(({ type }) => type === 'application.feePaid').map(({ data }) => data);
  for (const { lines, total, tendered } of paid) {
    const amounts = (lines as { amount: number }[]).map(({ amount }) => amount);
    expect(amounts.every(Number.isSafeInteger)).toBe(true);
    expect(sum(amounts)).toBe(total);
    expect(tendered).toBe(total);
  }
  const kept = Object.values(state.applications).flatMap(({ payment }) => payment?.total ?? []);
  expect(sum(kept)).toBe(sum(paid.map(({ total }) => Number(total))));
}

function sum(list: readonly number[]): number {
  return list.reduce((total, each) => total + each, 0);
}

function tryLives(parameters: fc.Parameters<[Attempt[]]>): Reached {
  const reached: Reached = { services: new Set(), refusals: new Set(), partial: 0, retests: 0 };
  fc.assert(
    fc.property(attempts, (list) => void live(list, reached)),
    parameters,
  );
  return reached;
}

test('whatever is tried in a life, the register keeps its promises', () => {
  tryLives({ numRuns: 200 });
});

test('lives get through every service, partial tests and every refusal of a rule, or the promises are about nothing', () => {
  const reached = tryLives({ numRuns: 600, seed: 4 });
  expect([...reached.services].toSorted()).toEqual([
    'conversion',
    'correction',
    'duplicate',
    'endorsement',
    'international',
    'learner',
    'new',
    'renewal',
    'replacement',
  ]);
  expect(reached.partial).toBeGreaterThan(10);
  expect(reached.retests).toBeGreaterThan(10);
  expect([...reached.refusals]).toEqual(
    expect.arrayContaining([
      'application.alreadyOpen',
      'application.barred',
      'application.documentNeeded',
      'application.documentTooNew',
      'application.examinerIsWorker',
      'application.holdsLicence',
      'application.retestWait',
      'application.secondPersonNeeded',
      'application.suspended',
      'application.tooEarly',
      'application.tooLate',
      'ledger.badBody',
      'register.cancelled',
      'session.forbidden',
    ]),
  );
});

test('the same life gives the same register', () => {
  const ignored: Reached = { services: new Set(), refusals: new Set(), partial: 0, retests: 0 };
  fc.assert(
    fc.property(attempts, (list) => {
      const world = live(list, ignored);
      const again = world.tried.reduce<PersonState | undefined>((state, tried) => refold(state, tried), undefined);
      expect(again).toEqual(world.states.get(holder));
    }),
    { numRuns: 40 },
  );
});

function refold(state: PersonState | undefined, { planned, id }: Tried): PersonState | undefined {
  const act = parse(planned, id);
  const result = act.ok ? fold(state, act.value, rules) : act;
  return result.ok ? (result.value as PersonState) : state;
}
