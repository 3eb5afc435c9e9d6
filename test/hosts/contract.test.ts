import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import { EntryId, type ApplicationId, type JobId, type StreamId } from '../../src-shared/ids.ts';
import { exceptionSubject, recallSubject } from '../../src-shared/ledger/subjects.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import { CentralSays } from '../support/central-says.ts';
import { PIN, startTestCounter, type TestCounter } from '../support/counter.ts';
import { procedures } from '../support/procedures.ts';
import { licenceTestSteps, neverWell } from './licence-test-steps.ts';
import { signIn, type Call, type Known, type Step } from './contract-script.ts';
import { paperNeverWell, registerSteps } from './register-steps.ts';
import { closeSteps, tillSteps } from './till-steps.ts';
import { answerOf } from './replies.ts';
import { workbenchSteps } from './workbench-steps.ts';
import { overMessagePort, overWebSocket, type Screen } from '../support/transports.ts';

/** Two counters that nothing tells apart: the same clock, the same ids, the same sitter. */
interface Side {
  readonly counter: TestCounter;
  readonly screen: Screen;
  /** What the script learned on its way: ids it needs later. */
  readonly known: Record<string, string>;
}
const sides: Side[] = [];
const called = new Set<string>();

beforeAll(async () => {
  for (const connect of [overWebSocket, overMessagePort]) {
    let ids = 0;
    const now = Date.UTC(2026, 10, 21, 7);
    const uuid = () => EntryId.parse(`01900000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`);
    const counter = await startTestCounter({ now: () => now, ids: { uuid } });
    tellOfCases(counter);
    sides.push({ counter, screen: await connect(counter.core), known: {} });
  }
});
afterAll(async () => {
  for (const { counter, screen } of sides) {
    await screen.close();
    await counter.stop();
  }
});

const CASE_ENTRY = '01900000-0000-7000-8000-0000000000ca' as EntryId;
/** Names a card, and no entry. */
const NO_ENTRY = '01900000-0000-7000-8000-0000000000cb' as EntryId;
const RECALLED = '01900000-0000-7000-8000-0000000000cb' as JobId;

/** A centre mate's entry that central could not apply, and a card to get back for it. */
function tellOfCases({ core }: TestCounter): void {
  const central = new CentralSays(core.counter);
  const stream = 'GLT-9-1' as StreamId;
  const subject = exceptionSubject(stream, 3);
  const dueAt = '2026-11-23T07:00:00.000Z';
  const about = { entryId: CASE_ENTRY, stream, seq: 3, type: 'application.approved', about: `person:${other.cnic}` };
  central.entry('exception.opened', subject, { ...about, code: 'lease.notTaken', owner: 'central', dueAt });
  central.entry('recall.opened', recallSubject(RECALLED), {
    jobId: RECALLED,
    licenceNumber: licenceNumber('GLT', 900),
    cnic: other.cnic,
    why: 'lease.notTaken',
    dueAt,
    exception: subject,
    handedTo: null,
    handedAt: null,
  });
}

const person = sampleApplicant(1);
const { cnic } = person;
const other = sampleApplicant(2);
const note =
  (name: string, field: string, call: Call): Call =>
  async (client, known) => {
    const answer = await call(client, known);
    known[name] = String((answer as Record<string, unknown>)[field]);
    return answer;
  };
const of = (known: Known) => ({ applicationId: known['application'] as ApplicationId });

/** One applicant from the door to the card, and everything else a screen can ask. */
const script: readonly Step[] = [
  ['enrolment.status', (client) => client.enrolment.status()],
  ['enrolment.setLanguage', (client) => client.enrolment.setLanguage({ language: 'ur' })],
  [
    'enrolment.enrol',
    (client) => client.enrolment.enrol({ centralUrl: 'http://127.0.0.1:9', code: 'ABCDEFGH', language: 'en' }),
  ],
  ['session.current', (client) => client.session.current()],
  ['session.signIn', (client) => client.session.signIn({ staffId: 'operator-1', pin: '000000' })],
  ['session.touch', (client) => client.session.touch()],
  ['people.find', (client) => client.people.find({ cnic })],
  signIn('supervisor-1'),
  ['stock.receive', (client) => client.stock.receive({ quantity: 100, reference: 'box 1' })],
  signIn('operator-1'),
  ['session.touch', (client) => client.session.touch()],
  ['session.lock', (client) => client.session.lock()],
  ['drafts.list', (client) => client.drafts.list()],
  ['session.unlock', (client) => client.session.unlock({ pin: PIN })],
  ['people.find', (client) => client.people.find({ cnic })],
  ['people.find', (client) => client.people.find({ cnic: '123' })],
  ['people.find', (client) => client.people.find({ cnic: 5 as never })],
  ['drafts.save', (client) => client.drafts.save({ cnic, fields: { nameUr: person.nameUr, phone: '03' } })],
  ['drafts.get', (client) => client.drafts.get({ cnic })],
  ['drafts.list', (client) => client.drafts.list()],
  ['drafts.discard', (client) => client.drafts.discard({ cnic })],
  ['people.record', (client) => client.people.record({ person })],
  ['people.record', (client) => client.people.record({ person: { ...person, birthDate: '2030-01-01' } })],
  ['people.lookUp', (client) => client.people.lookUp({ cnic })],
  ['people.lookUp', (client) => client.people.lookUp({ licenceNumber: 'nobody has one like it' })],
  // How long it took, and how far each one's index is, is each one's own.
  ['search.words', async (client) => (await client.search.words({ text: cnic, limit: 5 })).hits],
  ['search.words', async (client) => (await client.search.words({ text: '', limit: 51 })).hits],
  ['people.duplicates', (client) => client.people.duplicates({ ...other, cnic: 'nobody' })],
  [
    'people.duplicates',
    (client) =>
      client.people.duplicates({
        cnic: other.cnic,
        nameEn: person.nameEn,
        birthDate: person.birthDate,
        phone: other.phone,
      }),
  ],
  ['applications.rules', (client) => client.applications.rules()],
  ['services.eligible', (client) => client.services.eligible({ cnic })],
  ['services.eligible', (client) => client.services.eligible({ cnic: '9' })],
  [
    'applications.open',
    note('application', 'id', (client) =>
      client.applications.open({ cnic, service: 'new', categories: ['car'], years: 5 }),
    ),
  ],
  [
    'applications.change',
    (client, known) => client.applications.change({ ...of(known), categories: ['motorcycle', 'car'], years: 3 }),
  ],
  [
    'applications.documentsSeen',
    async (client, known) => {
      const { documentsNeeded } = await client.applications.get(of(known));
      return client.applications.documentsSeen({ ...of(known), documents: documentsNeeded });
    },
  ],
  ['studio.start', (client) => client.studio.start()],
  ['studio.nextFrame', (client) => client.studio.nextFrame({ after: 0 })],
  ['studio.stop', (client) => client.studio.stop()],
  ['studio.nextFrame', (client) => client.studio.nextFrame({ after: 0 })],
  ['studio.takePhoto', note('capture', 'captureId', (client, known) => client.studio.takePhoto(of(known)))],
  [
    'studio.acceptPhoto',
    note('photo', 'photo', (client, known) =>
      client.studio.acceptPhoto({ ...of(known), captureId: known['capture']! }),
    ),
  ],
  ['studio.photo', (client, known) => client.studio.photo({ sha256: known['photo']! })],
  ['studio.photo', (client) => client.studio.photo({ sha256: '0'.repeat(64) })],
  ...licenceTestSteps,
  ['applications.submit', (client, known) => client.applications.submit({ ...of(known), proofread: true })],
  ['till.quote', (client, known) => client.till.quote(of(known))],
  ['till.takeFee', (client, known) => client.till.takeFee({ ...of(known), tendered: 1, method: 'cash' })],
  ['till.drawer', (client) => client.till.drawer()],
  ['till.openShift', note('shift', 'shift', (client) => client.till.openShift({ float: 200_000 }))],
  ['till.takeFee', (client, known) => client.till.takeFee({ ...of(known), tendered: 1, method: 'cash' })],
  [
    'till.takeFee',
    note('receipt', 'receiptNumber', (client, known) =>
      client.till.takeFee({ ...of(known), tendered: 700_000, method: 'cash' }),
    ),
  ],
  ['till.receipt', (client, known) => client.till.receipt({ receiptNumber: known['receipt']! })],
  [
    'till.receiptPaper',
    (client, known) => client.till.receiptPaper({ receiptNumber: known['receipt']!, language: 'ur' }),
  ],
  ['applications.submit', (client, known) => client.applications.submit({ ...of(known), proofread: true })],
  ['applications.answer', (client, known) => client.applications.answer({ ...of(known), answers: { none: 'x' } })],
  ['applications.issue', (client, known) => client.applications.issue({ ...of(known), proofread: true })],
  ['applications.get', (client, known) => client.applications.get(of(known))],
  ['applications.list', (client) => client.applications.list({ stages: ['submitted'] })],
  ['applications.cancel', (client, known) => client.applications.cancel({ ...of(known), reason: 'too late' })],
  // Central does not answer: nobody is known to hold it.
  ['claims.take', (client) => client.claims.take({ cnic: other.cnic })],
  ['people.record', (client) => client.people.record({ person: other })],
  [
    'applications.open',
    note('second', 'id', (client) =>
      client.applications.open({ cnic: other.cnic, service: 'new', categories: ['car'], years: 5 }),
    ),
  ],
  ['claims.release', (client) => client.claims.release({ cnic: other.cnic })],
  ...tillSteps,
  [
    'applications.cancel',
    (client, known) => client.applications.cancel({ applicationId: known['second']!, reason: 'applicant left' }),
  ],
  ['approvals.inbox', (client) => client.approvals.inbox()],
  signIn('supervisor-1'),
  ['approvals.inbox', (client) => client.approvals.inbox()],
  ['approvals.return', (client, known) => client.approvals.return({ ...of(known), reason: 'photo', note: '' })],
  signIn('operator-1'),
  ['applications.submit', (client, known) => client.applications.submit({ ...of(known), proofread: true })],
  signIn('supervisor-1'),
  [
    'approvals.approve',
    async (client, known) => {
      const approved = await client.approvals.approve(of(known));
      known['licence'] = approved.licence!.number;
      return approved;
    },
  ],
  signIn('operator-1'),
  ['cards.queue', (client) => client.cards.queue()],
  ['cards.preview', (client, known) => client.cards.preview({ licenceNumber: known['licence']!, side: 'front' })],
  [
    'cards.progress',
    async (client, known) => {
      const progress = await client.cards.progress();
      const started = await client.cards.print({ licenceNumber: known['licence']!, reason: null });
      known['job'] = started.jobId;
      called.add('cards.print');
      const first = await progress.next();
      for await (const { step } of progress) if (step === 'done' || step === 'failed') return [started, first, step];
      throw new Error('the print never ended');
    },
  ],
  ['cards.print', (client, known) => client.cards.print({ licenceNumber: known['licence']!, reason: null })],
  [
    'cards.recordOutcome',
    (client, known) => client.cards.recordOutcome({ jobId: known['job']!, outcome: 'good', reason: null }),
  ],
  [
    'cards.handOver',
    (client, known) =>
      client.cards.handOver({ jobId: known['job']!, receiver: { name: 'Somebody', relation: 'self', cnic: null } }),
  ],
  ['catalogue.overview', (client) => client.catalogue.overview()],
  ['catalogue.news', (client) => client.catalogue.news()],
  ['verify.status', (client) => client.verify.status()],
  ['verify.number', (client, known) => client.verify.number({ number: known['licence']! })],
  ['verify.number', (client) => client.verify.number({ number: 'GLT-0000001-0' })],
  ['verify.text', (client) => client.verify.text({ text: 'NOT A CODE', by: 'scanner' })],
  [
    'verify.picture',
    async (client, known) =>
      client.verify.picture({
        picture: await client.cards.preview({ licenceNumber: known['licence']!, side: 'back' }),
      }),
  ],
  ['verify.look', (client) => client.verify.look({ picture: new Blob(['no picture']) })],
  ['stock.today', (client) => client.stock.today()],
  ...workbenchSteps,
  ['replay.entries', (client) => client.replay.entries({ filter: 'all', before: null, limit: 200 })],
  ['enrolment.renew', (client) => client.enrolment.renew({ code: 'ABCDEFGH' })],
  ['replay.exportUnsent', (client) => client.replay.exportUnsent({ after: null })],
  ['replay.importReply', (client) => client.replay.importReply({ file: new Blob(['no reply']) })],
  ['replay.tryNow', (client) => client.replay.tryNow()],
  ['exceptions.list', (client) => client.exceptions.list({ filter: 'all' })],
  ['exceptions.why', (client) => client.exceptions.why({ entryId: CASE_ENTRY })],
  ['exceptions.why', (client) => client.exceptions.why({ entryId: NO_ENTRY })],
  ['exceptions.recalls', (client) => client.exceptions.recalls({ filter: 'open' })],
  signIn('supervisor-1'),
  [
    'exceptions.closeRecall',
    (client) => client.exceptions.closeRecall({ jobId: RECALLED, outcome: 'returned', note: 'brought back' }),
  ],
  [
    'exceptions.closeRecall',
    (client) => client.exceptions.closeRecall({ jobId: RECALLED, outcome: 'returned', note: '' }),
  ],
  ...registerSteps(cnic, of),
  signIn('supervisor-1'),
  ['reports.day', (client) => client.reports.day({ day: '2026-11-21' })],
  ['reports.export', (client) => client.reports.export({ day: '2026-11-21', format: 'csv', language: 'ur' })],
  ['reports.day', (client) => client.reports.day({ day: '2031-01-01' })],
  ...closeSteps,
  ['practice.state', (client) => client.practice.state()],
  ['practice.set', (client) => client.practice.set({ linkUp: false })],
  ['practice.nextApplicant', (client) => client.practice.nextApplicant()],
  ['status.now', (client) => client.status.now()],
  ['status.watch', async (client) => (await client.status.watch()).next()],
  ['session.signOut', (client) => client.session.signOut()],
  ['drafts.list', (client) => client.drafts.list()],
];

describe('one contract over both transports', () => {
  test.each(script.map(([name, call], index) => ({ index, name, call })))('$index $name', async ({ name, call }) => {
    const answers: unknown[] = [];
    for (const { screen, known } of sides) answers.push(await answerOf(call(screen.client, known), name));
    const [webSocket, messagePort] = answers;
    expect(messagePort).toEqual(webSocket);
    if ((webSocket as { error?: unknown }).error === undefined) called.add(name);
  });

  test('every procedure of the contract was answered, and only the expected ones never well', () => {
    const all = procedures.map(({ name }) => name);
    const without = [...neverWell, ...paperNeverWell];
    const tried = new Set(script.map(([name]) => name));
    expect(all.filter((name) => !tried.has(name))).toEqual([]);
    // Enrolled already, and no central answers: the tests of enrolment and of replay have one.
    expect(all.filter((name) => !called.has(name) && !without.includes(name))).toEqual([
      'enrolment.enrol',
      'enrolment.renew',
      'replay.exportUnsent',
      'replay.importReply',
    ]);
  });

  test('both journals are the same, to the hash', () => {
    const [one, two] = sides.map(({ counter: { core } }) => {
      const { store } = core.counter;
      return store.all(store.sql.selectFrom('journal').select(['seq', 'type', 'hash']).orderBy('seq'));
    });
    expect(two).toEqual(one);
    expect(one!.length).toBeGreaterThan(15);
  });
});
