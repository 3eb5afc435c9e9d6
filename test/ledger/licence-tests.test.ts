import { beforeEach, describe, expect, test } from 'vitest';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import type { ServiceRules } from '../../src-shared/catalogue/service-rules.ts';
import type { Day } from '../../src-shared/ids.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { testMark } from '../../src-shared/ledger/licence-tests.ts';
import type { ApplicationState, Deed, LicenceState, PersonState, RoadTest } from '../../src-shared/ledger/state.ts';
import { checkComplete, type Work } from '../../src-shared/ledger/steps.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import { cnics, personData, photo } from '../support/bodies.ts';
import { staff, streams, uuid, World } from '../support/world.ts';

const rules = sampleCatalogues();
const cnic = cnics[0];
const subject = `person:${cnic}` as Subject;
const operator = staff[0]!;
const applicationId = uuid(0xa1) as unknown as ApplicationState['id'];
const book = rules.inForce('2026-03-02')!;
const newLicence = book.services.find(({ service }) => service === 'new')!;

const deed = (by = operator.id): Deed => ({ by, at: '2026-01-05T05:00:00.000Z', stream: streams[0], entry: uuid(1) });

function learner(serial: number, categories: LicenceState['categories'], validUntil: string): LicenceState {
  const number = licenceNumber('LRN', serial);
  const issuedOn = '2026-01-05' as Day;
  return {
    number,
    kind: 'learner',
    applicationId,
    categories,
    issuedOn,
    validUntil: validUntil,
    issued: deed(),
  };
}

function drive(category: RoadTest['category'], outcome: RoadTest['outcome'], day: string): RoadTest {
  return { category, outcome, vehicle: 'GLT 1', note: '', day: day, deed: deed(staff[1]!.id) };
}

const passedPaper: NonNullable<ApplicationState['signTests']>[number] = {
  rule: 'signTest',
  bank: 'roadSigns@sample-2026-01',
  asked: 10,
  right: 10,
  passed: true,
  seconds: 100,
  day: '2026-03-01',
  deed: deed(),
  questions: [],
  language: 'en',
  ended: 'finished',
  interrupted: 0,
};

function stateOf(change: Partial<ApplicationState> = {}, licences = [learner(1, ['motorcycle', 'car'], '2026-07-04')]) {
  const application: ApplicationState = {
    id: applicationId,
    service: newLicence.service,
    stage: 'open',
    categories: ['motorcycle', 'car'],
    years: 5,
    rules: book.version,
    ruledOn: '2026-03-01',
    opened: deed(),
    workers: [operator.id],
    documents: newLicence.documents.map(({ document }) => document),
    photo: photo(1) as ApplicationState['photo'],
    photographed: deed(),
    payment: { receiptNumber: 'GLT-1-1-20260301-0001' as never, total: 1, deed: deed() },
    submitted: null,
    returned: null,
    approved: null,
    updatedAt: '2026-03-01T05:00:00.000Z',
    ...change,
  };
  const state: PersonState = {
    kind: 'person',
    cnic,
    person: personData(0, 1),
    recorded: deed(),
    applications: { [applicationId]: application },
    licences: Object.fromEntries(licences.map((each) => [each.number, each])),
    cards: {},
  };
  return { state, application };
}

const complete = ({ state, application }: ReturnType<typeof stateOf>, today: string, own: ServiceRules = newLicence) =>
  checkComplete({ application, state, rules: own, today: today, centre: 'GLT' as Work['centre'] });

describe('what was passed goes on to approval', () => {
  test('though another category was failed that day, whose learner permit is over', () => {
    const roadTests = [drive('motorcycle', 'pass', '2026-03-02'), drive('car', 'fail', '2026-03-02')];
    const permits = [learner(1, ['motorcycle'], '2026-07-04'), learner(2, ['car'], '2026-03-01')];
    expect(complete(stateOf({ signTests: [passedPaper], roadTests }, permits), '2026-03-02')).toMatchObject({
      ok: true,
    });
    // The one for what was passed is asked for.
    const other = [learner(1, ['motorcycle'], '2026-03-01'), learner(2, ['car'], '2026-07-04')];
    expect(complete(stateOf({ signTests: [passedPaper], roadTests }, other), '2026-03-02')).toMatchObject({
      ok: false,
      code: 'application.documentNeeded',
    });
  });

  test('once its own wait is over, whatever wait there is before another application', () => {
    const longer: ServiceRules = {
      ...newLicence,
      applicant: newLicence.applicant.map((rule) => (rule.is === 'waited' ? { ...rule, days: 60 } : rule)),
    };
    const roadTests = [drive('motorcycle', 'fail', '2026-03-02'), drive('motorcycle', 'pass', '2026-03-17')];
    const state = stateOf({ signTests: [passedPaper], roadTests });
    expect(complete(state, '2026-03-17', longer)).toMatchObject({ ok: true });
  });

  test('and nothing does while nothing is passed', () => {
    const roadTests = [drive('motorcycle', 'absent', '2026-03-02'), drive('car', 'fail', '2026-03-02')];
    expect(complete(stateOf({ signTests: [passedPaper], roadTests }), '2026-03-02')).toMatchObject({
      ok: false,
      code: 'application.testNotPassed',
    });
  });
});

test('what a paper its taker left is worth, the rule says', () => {
  const { paper } = newLicence.tests.find(({ test: kind }) => kind === 'sign')!;
  const left = (abandoned: 'fails' | 'asAnswered', right: number) =>
    testMark({ ...paper!, abandoned }, { right, ended: 'abandoned' });
  expect([left('fails', 10), left('asAnswered', 7), left('asAnswered', 6)]).toEqual([false, true, false]);
  // Nothing said is the stricter of the two.
  expect(paper!.abandoned).toBe('fails');
});

describe('a sign test somebody made up', () => {
  let world: World;
  beforeEach(() => {
    world = new World(0, rules);
    world.states.set(subject, stateOf().state);
  });

  const question = (index: number, right = true) => ({
    id: `q${index}`,
    shown: [2, 0, 1, 3],
    chosen: 1 as number | null,
    right,
  });
  const honest = {
    applicationId,
    rule: 'signTest',
    bank: 'roadSigns@sample-2026-01',
    questions: Array.from({ length: 10 }, (_, index) => question(index)),
    right: 10,
    passed: true,
    seconds: 300,
    language: 'en' as const,
    ended: 'finished' as string,
    interrupted: 0,
  };
  const sit = (data: unknown, actor = operator) =>
    world.try({
      type: 'application.satSignTest',
      subject,
      data,
      actor,
      stream: streams[0],
      at: '2026-03-02T05:00:00.000Z',
    }).result;

  test('is refused, where an honest one is not', () => {
    const nine = honest.questions.slice(1);
    const wrong = honest.questions.map((each, index) => ({ ...each, right: index > 0 }));
    const forged: readonly [string, object][] = [
      ['too few questions', { questions: nine, right: 9 }],
      ['a question twice', { questions: [...nine, question(9)] }],
      ['more right than were', { questions: wrong }],
      ['passed with too few', { questions: honest.questions.map((each) => ({ ...each, right: false })), right: 0 }],
      ['right without an answer', { questions: [{ ...question(0), chosen: null }, ...nine] }],
      ['an answer that was not shown', { questions: [{ ...question(0), chosen: 4 }, ...nine] }],
      ['longer than there was time', { seconds: 601 }],
      ['of another bank', { bank: 'easy@1' }],
      ['under a rule there is not', { rule: 'roadTest' }],
      ['passed though its taker left', { ended: 'abandoned' }],
      ['failed though all was right', { passed: false }],
    ];
    for (const [what, change] of forged) {
      expect(sit({ ...honest, ...change }), what).toMatchObject({ ok: false, code: 'ledger.badBody' });
    }
    expect(sit({ ...honest, ended: 'given up' })).toMatchObject({ ok: false, code: 'ledger.badBody' });
    expect(sit(honest, staff[2])).toMatchObject({ ok: false, code: 'session.forbidden' });
    expect(sit(honest)).toMatchObject({ ok: true });
    expect(sit(honest)).toMatchObject({ ok: false, code: 'test.passed' });
  });

  test('waits after a fail on any application of the person', () => {
    const { state, application } = stateOf();
    const failed = { ...passedPaper, passed: false, right: 0, day: '2026-02-20' as Day };
    const before = { ...application, id: uuid(0xa2) as never, stage: 'cancelled' as const, signTests: [failed] };
    world.states.set(subject, { ...state, applications: { ...state.applications, [before.id]: before } });
    expect(sit(honest)).toMatchObject({
      ok: false,
      code: 'application.retestWait',
      detail: { from: '2026-03-07' },
    });
  });
});

test('a road test after a fail on another application waits as well', () => {
  const world = new World(0, rules);
  const { state, application } = stateOf({ signTests: [passedPaper] });
  const roadTests = [drive('car', 'fail', '2026-02-20')];
  const before = { ...application, id: uuid(0xa2) as never, stage: 'approved' as const, roadTests };
  world.states.set(subject, { ...state, applications: { ...state.applications, [before.id]: before } });
  const drove = (category: string) =>
    world.try({
      type: 'application.droveRoadTest',
      subject,
      data: { applicationId, vehicle: 'GLT 1', results: [{ category, outcome: 'pass', note: '' }] },
      actor: staff[1]!,
      stream: streams[0],
      at: '2026-03-02T05:00:00.000Z',
    }).result;
  expect(drove('car')).toMatchObject({ ok: false, code: 'application.retestWait', detail: { from: '2026-03-07' } });
  expect(drove('motorcycle')).toMatchObject({ ok: true });
});
