import * as fc from 'fast-check';
import { findService, type RuleBook } from '../../src-shared/catalogue/rule-book.ts';
import type { FormField } from '../../src-shared/catalogue/service-file.ts';
import type { ServiceRules } from '../../src-shared/catalogue/service-rules.ts';
import { quoteService } from '../../src-shared/catalogue/quote-service.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { CentreCode, Day } from '../../src-shared/ids.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { termOf } from '../../src-shared/ledger/fold/grant.ts';
import { kindOfLicence, openApplicationOf } from '../../src-shared/ledger/standing-of.ts';
import type { ApplicationState, PersonState } from '../../src-shared/ledger/state.ts';
import {
  circumstancesOf,
  documentOf,
  documentsNeeded,
  heldCategories,
  nextStep,
  type Work,
} from '../../src-shared/ledger/steps.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import type { Category } from '../../src-shared/licensing/category.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import { cnics, personData, photo } from './bodies.ts';
import { staff, streams, uuid, type Planned, type World } from './world.ts';

/** The one whose life it is. */
export const holder = `person:${cnics[0]}` as Subject;
export const rules = sampleCatalogues();

const services = [
  'learner',
  'new',
  'renewal',
  'endorsement',
  'duplicate',
  'replacement',
  'international',
  'correction',
  'conversion',
] as const;
const register = [
  'licence.suspended',
  'licence.restored',
  'licence.cancelled',
  'person.barred',
  'person.unbarred',
] as const;
const menus: readonly (readonly Category[])[] = [
  ['motorcycle'],
  ['motorcycle', 'car'],
  ['car'],
  ['rickshaw', 'car'],
  ['psv'],
];

/** What somebody tries on a day of a life: mostly what comes next, now and then what must not be. */
export interface Attempt {
  readonly what: 'next' | 'open' | 'approve' | 'issue' | (typeof register)[number];
  readonly service: (typeof services)[number];
  readonly days: number;
  readonly pick: number;
  readonly wrong: 'none' | 'actor' | 'number' | 'term' | 'category';
}

export const attempts = fc.array(
  fc.record<Attempt>({
    what: fc.oneof(
      { weight: 30, arbitrary: fc.constant('next' as const) },
      { weight: 1, arbitrary: fc.constantFrom('open' as const, 'approve' as const, 'issue' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...register) },
    ),
    service: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('learner' as const, 'new' as const) },
      { weight: 4, arbitrary: fc.constantFrom(...services) },
    ),
    days: fc.oneof(
      { weight: 6, arbitrary: fc.nat({ max: 3 }) },
      { weight: 3, arbitrary: fc.integer({ min: 15, max: 60 }) },
      { weight: 1, arbitrary: fc.integer({ min: 100, max: 2_000 }) },
    ),
    pick: fc.nat({ max: 30 }),
    wrong: fc.oneof(
      { weight: 12, arbitrary: fc.constant('none' as const) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('actor' as const, 'number' as const, 'term' as const, 'category' as const),
      },
    ),
  }),
  { minLength: 20, maxLength: 160, size: 'max' },
);

/** One day's attempt as an act; moves the world's clock. */
export function planAttempt(world: World, attempt: Attempt): Planned {
  world.now += attempt.days * 86_400_000 + 60_000;
  const at = new Date(world.now).toISOString();
  const state = world.states.get(holder) as PersonState | undefined;
  const { type, data, by } = actOf(world, attempt, { state, today: dayOf(at) });
  const stream = streams[attempt.pick % streams.length] ?? streams[0];
  const actor = attempt.wrong === 'actor' ? staff[attempt.pick % staff.length] : staff[by];
  return { type, subject: holder, data, actor: actor ?? staff[0]!, stream, at };
}

interface Now {
  readonly state: PersonState | undefined;
  readonly today: Day;
}
/** `by`: 0 and 1 operators, 2 and 3 supervisors. */
interface Draft {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly by: number;
}

function actOf(world: World, attempt: Attempt, now: Now): Draft {
  const { state, today } = now;
  const { what, pick } = attempt;
  if (state === undefined || state.person === null || (pick === 30 && what === 'next')) {
    return { type: 'person.recorded', data: { person: personData(0) }, by: 0 };
  }
  const open = openApplicationOf(state);
  const last = Object.values(state.applications).at(-1);
  if (what === 'approve' || what === 'issue') {
    const type = what === 'approve' ? 'application.approved' : 'application.issued';
    if (last === undefined) return openingOf(world, attempt, today);
    return { type, data: granted(world, attempt, { state, today, application: open ?? last }), by: 2 };
  }
  if (what !== 'next' && what !== 'open') return orderOf(attempt, state);
  if (open === undefined || what === 'open') return openingOf(world, attempt, today);
  return stepOf(world, attempt, { state, today, application: open });
}

function openingOf(world: World, { service, pick }: Attempt, today: Day): Draft {
  const book = bookOf(today);
  const found = findService(book, service)!;
  const state = world.states.get(holder) as PersonState | undefined;
  const learned = (state === undefined ? [] : held(state, 'learner')).at(-1)?.categories ?? [];
  const menu = menus[pick % menus.length] ?? [];
  const chosen = (service === 'new' || service === 'endorsement') && pick % 5 !== 0 ? learned : menu;
  const own = found.categories === 'held' && state !== undefined ? heldCategories(state, found, today) : [];
  const categories = found.categories === 'many' || found.categories === 'one' ? chosen : [...own];
  const data = {
    applicationId: uuid(0xa0000 + world.tried.length),
    service,
    categories: found.categories === 'one' ? categories.slice(0, 1) : categories,
    years: found.years === null ? 0 : (found.years.only?.[0] ?? found.years.usual),
    rules: book.version,
  };
  return { type: 'application.opened', data, by: 0 };
}

function orderOf({ what, pick }: Attempt, state: PersonState): Draft {
  const numbers = Object.keys(state.licences);
  const grounds = { reason: 'Order of a court', reference: `Order ${pick}` };
  const data = what.startsWith('licence.')
    ? { licenceNumber: numbers[pick % (numbers.length || 1)] ?? licenceNumber('GLT', 1), ...grounds }
    : grounds;
  const until = what === 'licence.suspended' || what === 'person.barred' ? { until: null } : {};
  return { type: what, data: { ...data, ...until }, by: 2 };
}

interface Case {
  readonly state: PersonState;
  readonly today: Day;
  readonly application: ApplicationState;
}

/** What comes next in an application, as its service has it. */
function stepOf(world: World, attempt: Attempt, found: Case): Draft {
  const { application } = found;
  const { id: applicationId } = application;
  const { pick } = attempt;
  if (application.stage === 'submitted') {
    if (pick === 7) return { type: 'application.returned', data: { applicationId, reason: 'photo', note: '' }, by: 3 };
    return { type: 'application.approved', data: granted(world, attempt, found), by: 2 };
  }
  const work = workOf(found);
  switch (nextStep(work)) {
    case 'form':
      return { type: 'application.answered', data: { applicationId, answers: answersTo(work.rules) }, by: 0 };
    case 'documents':
      return { type: 'application.documentsSeen', data: { applicationId, documents: documentsNeeded(work) }, by: 0 };
    case 'photo':
      return { type: 'application.photographed', data: { applicationId, photo: photo(pick) }, by: 0 };
    case 'fee':
      return { type: 'application.feePaid', data: { applicationId, ...paymentFor(world, work) }, by: 0 };
    case 'signTest':
      return { type: 'application.satSignTest', data: { applicationId, ...signTestOf(work, pick) }, by: 0 };
    case 'roadTest':
      return {
        type: 'application.droveRoadTest',
        data: { applicationId, ...roadTestOf(work, pick) },
        by: pick % 9 === 0 ? 0 : 1,
      };
    case 'review':
      if (work.rules.steps.some(({ step }) => step === 'issue')) {
        return { type: 'application.issued', data: { ...granted(world, attempt, found), proofread: true }, by: 0 };
      }
      return { type: 'application.submitted', data: { applicationId, proofread: true }, by: 0 };
  }
}

function granted(world: World, { wrong, pick }: Attempt, found: Case): Record<string, unknown> {
  const { state, today, application } = found;
  const work = workOf(found);
  const old = documentOf(state, work.rules, today);
  const issues = work.rules.grant.does === 'issues';
  const prefix = work.rules.series ?? 'GLT';
  const fresh = licenceNumber(prefix, 100 + world.tried.length);
  const taken = Object.values(state.licences)[0]?.number ?? fresh;
  const number = wrong === 'number' ? taken : issues ? fresh : (old?.number ?? fresh);
  const term = termOf(work.rules, { today, years: application.years, old });
  return {
    applicationId: application.id,
    licenceNumber: number,
    lease: issues ? `lease:${prefix}:1` : null,
    issuedOn: today,
    validUntil: wrong === 'term' ? '2099-12-31' : term.validUntil,
    ...(work.rules.proves ? { status: { list: 'QAA', index: world.tried.length, lease: `lease:QAA:${pick}` } } : {}),
  };
}

function workOf({ state, application, today }: Case): Work {
  const book = rules.find(application.rules, application.ruledOn ?? today)!;
  return { application, state, rules: findService(book, application.service)!, today, centre: 'GLT' as CentreCode };
}

function bookOf(today: Day): RuleBook {
  return rules.inForce(today)!;
}

function answersTo({ form }: ServiceRules): Record<string, string> {
  return Object.fromEntries(form.map((field) => [field.id, answerTo(field)]));
}

function answerTo({ kind, choices = [] }: FormField): string {
  if (kind === 'choice') return choices[0]?.value ?? '';
  if (kind === 'day') return '2025-01-01';
  return kind === 'number' ? '1' : 'Sample answer';
}

function paymentFor(world: World, work: Work): Record<string, unknown> {
  const version = work.application.rules;
  const asked = { version, wanted: work.application, circumstances: circumstancesOf(work) };
  const quote = quoteService(work.rules, asked);
  const { lines, total } = quote.ok ? quote.value : { lines: [], total: 0 };
  const receiptNumber = `GLT-1-1-20260101-${String(world.tried.length).padStart(4, '0')}`;
  return { receiptNumber, rules: version, lines, total, tendered: total, method: 'cash' };
}

function signTestOf({ rules: { tests } }: Work, pick: number): Record<string, unknown> {
  const rule = tests.find(({ test }) => test === 'sign')!;
  const paper = rule.paper!;
  const right = pick % 4 === 0 ? paper.pass - 1 : paper.questions;
  const questions = Array.from({ length: paper.questions }, (_, index) => ({
    id: `q${index}`,
    shown: [0, 1, 2],
    chosen: index < right ? 0 : 1,
    right: index < right,
  }));
  return {
    rule: rule.id,
    bank: `${paper.bank}@sample`,
    questions,
    right,
    passed: right >= paper.pass,
    seconds: 300,
    language: 'en',
    ended: 'finished',
    interrupted: 0,
  };
}

function roadTestOf({ application }: Work, pick: number): Record<string, unknown> {
  const left = application.categories.filter(
    (category) => !(application.roadTests ?? []).some((each) => each.category === category && each.outcome === 'pass'),
  );
  const results = left.map((category, index) => ({
    category,
    outcome: (['pass', 'pass', 'fail', 'absent'] as const)[(pick + index * 3) % 4],
    note: '',
  }));
  return { vehicle: 'GLT 1234', results };
}

/** Everything of a kind that the holder has. */
export function held(state: PersonState, kind: string): PersonState['licences'][string][] {
  return Object.values(state.licences).filter((each) => kindOfLicence(each) === kind);
}
