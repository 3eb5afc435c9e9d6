import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authorise } from '../../src-main/features/handlers.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import type { Role } from '../../src-shared/roles.ts';
import { startTestCounter, type TestCounter } from '../support/counter.ts';
import { license } from '../support/flow.ts';
import { problemOf } from '../support/problem.ts';
import { procedures, type Procedure } from '../support/procedures.ts';

/**
 * Who may call what, written down apart from the contract: N nobody signed in, O operator,
 * T technician, S supervisor. A locked screen may call what N may. P: only at a practice counter.
 */
const expected: Readonly<Record<string, string>> = {
  'enrolment.status': 'NOTS',
  'enrolment.enrol': 'NOTS',
  'enrolment.renew': 'T',
  'enrolment.setLanguage': 'NOTS',
  'session.current': 'NOTS',
  'session.signIn': 'NOTS',
  'session.signOut': 'NOTS',
  'session.lock': 'NOTS',
  'session.unlock': 'NOTS',
  'session.touch': 'OTS',
  'status.now': 'NOTS',
  'status.watch': 'NOTS',
  'people.find': 'OS',
  'people.duplicates': 'OS',
  'people.record': 'O',
  'people.lookUp': 'OS',
  'drafts.list': 'O',
  'drafts.get': 'O',
  'drafts.save': 'O',
  'drafts.discard': 'O',
  'services.eligible': 'OS',
  'applications.rules': 'OTS',
  'applications.list': 'OTS',
  'applications.get': 'OTS',
  'applications.open': 'O',
  'applications.change': 'O',
  'applications.documentsSeen': 'O',
  'applications.answer': 'O',
  'applications.submit': 'O',
  'applications.issue': 'O',
  'applications.cancel': 'O',
  'signTest.waiting': 'O',
  'signTest.get': 'OS',
  'signTest.start': 'O',
  'signTest.state': 'NOTS',
  'signTest.answer': 'NOTS',
  'signTest.finish': 'NOTS',
  'signTest.abandon': 'O',
  'signTest.leave': 'OTS',
  'signTest.sheet': 'OS',
  'roadTest.due': 'OS',
  'roadTest.get': 'OS',
  'roadTest.record': 'OS',
  'roadTest.sheet': 'OS',
  'studio.start': 'OT',
  'studio.stop': 'OT',
  'studio.nextFrame': 'OT',
  'studio.takePhoto': 'O',
  'studio.takeWebcamPhoto': 'O',
  'studio.acceptPhoto': 'O',
  'studio.photo': 'OTS',
  'till.quote': 'O',
  'till.takeFee': 'O',
  'till.receipt': 'OS',
  'till.receiptPaper': 'OS',
  'till.printReceipt': 'OS',
  'till.drawer': 'OS',
  'till.shifts': 'OS',
  'till.openShift': 'O',
  'till.closeShift': 'OS',
  'till.signShift': 'S',
  'till.refunds': 'OS',
  'till.askRefund': 'OS',
  'till.agreeRefund': 'S',
  'till.refuseRefund': 'S',
  'till.payRefund': 'O',
  'approvals.inbox': 'S',
  'approvals.approve': 'S',
  'approvals.return': 'S',
  'register.person': 'OS',
  'register.suspend': 'S',
  'register.restore': 'S',
  'register.cancel': 'S',
  'register.bar': 'S',
  'register.unbar': 'S',
  'permits.print': 'OS',
  'permits.proofSheet': 'OS',
  'permits.returnLetter': 'OS',
  'permits.notice': 'OS',
  'claims.take': 'OS',
  'claims.release': 'OS',
  'cards.queue': 'OS',
  'cards.preview': 'OS',
  'cards.print': 'O',
  'cards.progress': 'OTS',
  'cards.recordOutcome': 'O',
  'cards.handOver': 'O',
  'catalogue.overview': 'OTS',
  'catalogue.news': 'OTS',
  'stock.today': 'OTS',
  'stock.receive': 'S',
  'stock.cardAccount': 'TS',
  'stock.explainCards': 'S',
  'devices.overview': 'TS',
  'devices.choose': 'T',
  'devices.cameraSettings': 'T',
  'devices.changeCameraSetting': 'T',
  'devices.focus': 'OT',
  'devices.moveFocus': 'T',
  'devices.measureGreyCard': 'T',
  'devices.calibrateCamera': 'T',
  'devices.printServiceCard': 'T',
  'devices.readAlignmentScan': 'T',
  'devices.calibratePrinter': 'T',
  'devices.recordRibbonChange': 'OT',
  'devices.clean': 'T',
  'devices.diagnostics': 'TS',
  'replay.entries': 'OTS',
  'replay.exportUnsent': 'TS',
  'replay.importReply': 'TS',
  'replay.tryNow': 'OTS',
  'exceptions.list': 'OTS',
  'exceptions.why': 'OTS',
  'exceptions.recalls': 'OTS',
  'exceptions.closeRecall': 'S',
  'reports.day': 'S',
  'closeOfDay.page': 'S',
  'closeOfDay.close': 'S',
  'closeOfDay.reopen': 'S',
  'reports.export': 'S',
  'search.words': 'OS',
  'verify.text': 'OTS',
  'verify.picture': 'OTS',
  'verify.number': 'OTS',
  'verify.look': 'OTS',
  'verify.status': 'OTS',
  'practice.state': 'NOTS P',
  'practice.set': 'NOTS P',
  'practice.nextApplicant': 'NOTS P',
};

const callers: readonly { letter: string; role: Role | null; staff: Parameters<TestCounter['signIn']>[0] | null }[] = [
  { letter: 'N', role: null, staff: null },
  { letter: 'O', role: 'operator', staff: 'operator-2' },
  { letter: 'T', role: 'technician', staff: 'technician-1' },
  { letter: 'S', role: 'supervisor', staff: 'supervisor-2' },
];

const allowed = (procedure: Procedure, letter: string) => expected[procedure.name]!.includes(letter);

describe('who may call what', () => {
  test('the table names every procedure of the contract and no other', () => {
    expect(Object.keys(expected).toSorted()).toEqual(procedures.map(({ name }) => name).toSorted());
  });

  describe.each(procedures)('$name', (procedure) => {
    const practice = expected[procedure.name]!.includes('P');

    test.each(callers)('by $letter', ({ letter, role }) => {
      const denied = role === null ? 'session.needed' : 'session.forbidden';
      expect(authorise(procedure.meta, { role, locked: false }, true)).toBe(
        allowed(procedure, letter) ? undefined : denied,
      );
      if (role === null) return;
      // Behind the lock a role counts for nothing.
      expect(authorise(procedure.meta, { role, locked: true }, true)).toBe(
        allowed(procedure, 'N') ? undefined : 'session.locked',
      );
    });

    test('where practice is off', () => {
      for (const { role } of callers) {
        const off = authorise(procedure.meta, { role, locked: false }, false);
        expect(off).toBe(practice ? 'practice.only' : authorise(procedure.meta, { role, locked: false }, true));
      }
    });
  });
});

describe('a real call by the wrong person', () => {
  let counter: TestCounter;
  let inputs: Readonly<Record<string, unknown>>;
  beforeAll(async () => {
    counter = await startTestCounter();
    inputs = await inputsFor(counter);
  });
  afterAll(() => counter.stop());

  /** Calls that would do something if only the caller were let in, and looks for any trace afterwards. */
  async function deniedWithoutTrace(code: string, calls: readonly Procedure[]): Promise<void> {
    expect(calls.length).toBeGreaterThan(5);
    const before = traces(counter);
    for (const procedure of calls) {
      const problem = await problemOf(procedure.call(counter.client, inputs[procedure.name]));
      expect({ [procedure.name]: problem }).toEqual({ [procedure.name]: { kind: 'DENIED', code, detail: {} } });
    }
    expect(traces(counter)).toBe(before);
  }

  test('nobody signed in', async () => {
    await counter.client.session.signOut();
    await deniedWithoutTrace(
      'session.needed',
      procedures.filter((each) => !allowed(each, 'N')),
    );
  });

  test.each(callers.filter(({ staff }) => staff !== null))('$role', async ({ letter, staff }) => {
    await counter.signIn(staff!);
    await deniedWithoutTrace(
      'session.forbidden',
      procedures.filter((each) => !allowed(each, letter)),
    );
  });

  test.each(callers.filter(({ staff }) => staff !== null))('$role behind the lock', async ({ letter, staff }) => {
    await counter.signIn(staff!);
    await counter.client.session.lock();
    await deniedWithoutTrace(
      'session.locked',
      procedures.filter((each) => allowed(each, letter) && !allowed(each, 'N')),
    );
  });
});

/** The journal, the drafts, the session and the camera: everything a denied call might have touched. */
function traces({ core: { counter } }: TestCounter): string {
  const { store } = counter;
  const journal = store.all(store.sql.selectFrom('journal').select(['seq', 'hash']).orderBy('seq'));
  const drafts = store.all(store.sql.selectFrom('draft').selectAll().orderBy('field'));
  return JSON.stringify([journal, drafts, counter.camera.state.condition, counter.printer.state.condition]);
}

/** Input with which each procedure would succeed for the right person, where it takes any. */
async function inputsFor(counter: TestCounter): Promise<Readonly<Record<string, unknown>>> {
  const { client } = counter;
  await counter.signIn('supervisor-1');
  await client.stock.receive({ quantity: 10, reference: 'opening' });
  const approved = await license(counter, { person: sampleApplicant(1) });
  const person = sampleApplicant(2);
  await client.people.record({ person });
  const open = await client.applications.open({ cnic: person.cnic, service: 'new', categories: ['car'], years: 5 });
  const { cnic } = sampleApplicant(3);
  await client.people.record({ person: sampleApplicant(3) });
  await client.drafts.save({ cnic, fields: { phone: '0300' } });
  const of = { applicationId: open.id };
  const licence = { licenceNumber: approved.licence!.number };
  const receipt = { receiptNumber: approved.receiptNumber };
  const unused = '01900000-0000-7000-8000-000000000001';
  return {
    'people.find': { cnic },
    'people.duplicates': { cnic, nameEn: person.nameEn, birthDate: person.birthDate, phone: person.phone },
    'people.record': { person: { ...person, address: 'Another house, Gilgit' } },
    'drafts.get': { cnic },
    'drafts.save': { cnic, fields: { address: 'Elsewhere' } },
    'drafts.discard': { cnic },
    'applications.list': { stages: [] },
    'applications.get': of,
    'applications.open': { cnic, service: 'new', categories: ['car'], years: 5 },
    'applications.change': { ...of, categories: ['motorcycle'], years: 3 },
    'applications.documentsSeen': { ...of, documents: open.documentsNeeded },
    'services.eligible': { cnic },
    'applications.answer': { ...of, answers: {} },
    'applications.submit': { applicationId: open.id, proofread: true },
    'applications.issue': { applicationId: open.id, proofread: true },
    'applications.cancel': { ...of, reason: 'applicant left' },
    'studio.nextFrame': { after: 0 },
    'studio.takePhoto': of,
    'studio.takeWebcamPhoto': { ...of, picture: new Blob([new Uint8Array(4)], { type: 'image/jpeg' }) },
    'studio.acceptPhoto': { ...of, captureId: '6f1ed002-ab5e-4b1a-9d5c-0d9f6ad0c0de' },
    'studio.photo': { sha256: approved.photo },
    'till.quote': of,
    'till.takeFee': { ...of, tendered: 10_000_000, method: 'cash' },
    'till.receipt': receipt,
    'till.receiptPaper': { ...receipt, language: 'en' },
    'till.printReceipt': { ...receipt, language: 'en' },
    'till.shifts': { day: '2026-11-21' },
    'till.openShift': { float: 200_000 },
    'till.closeShift': { shift: unused, count: { notes: [], other: 0 }, reason: null },
    'till.signShift': { shift: unused, note: '' },
    'till.refunds': { filter: 'waiting' },
    'till.askRefund': { ...receipt, kind: 'refund', reason: 'applicant left' },
    'till.agreeRefund': receipt,
    'till.refuseRefund': { ...receipt, reason: 'not agreed' },
    'till.payRefund': receipt,
    'approvals.approve': of,
    'approvals.return': { ...of, reason: 'photo', note: '' },
    'cards.preview': { ...licence, side: 'front' },
    'cards.print': { ...licence, reason: null },
    'cards.recordOutcome': { jobId: unused, outcome: 'good', reason: null },
    'cards.handOver': { jobId: unused, receiver: { name: 'Somebody', relation: 'self', cnic: null } },
    'stock.receive': { quantity: 5, reference: 'box 2' },
    'stock.explainCards': { serial: 'E1000', blanks: 0, reason: 'fed by hand' },
    'devices.choose': { choice: { kind: 'camera', source: 'usbCamera' }, reason: 'back to the studio camera' },
    'devices.changeCameraSetting': { name: 'iso', value: 0x60 },
    'devices.moveFocus': { steps: 1 },
    'devices.measureGreyCard': {},
    'devices.calibrateCamera': { reason: 'new lamps' },
    'devices.printServiceCard': { card: 'alignment' },
    'devices.readAlignmentScan': { scan: new Blob([new Uint8Array(4)], { type: 'image/png' }) },
    'devices.calibratePrinter': {
      before: null,
      after: { offsetX: 0, offsetY: 0 },
      settings: { offset: { x: 0, y: 0 }, contrast: {} },
      reason: 'new ribbon',
    },
    'replay.entries': { filter: 'all', before: null, limit: 10 },
    'reports.day': { day: '2026-11-21' },
    'closeOfDay.page': { day: '2026-11-21' },
    'closeOfDay.close': { day: '2026-11-21' },
    'closeOfDay.reopen': { day: '2026-11-21', reason: 'forgot a fee' },
    'reports.export': { day: '2026-11-21', format: 'csv', language: 'en' },
    'verify.text': { text: 'A text', by: 'scanner' },
    'verify.picture': { picture: new Blob([new Uint8Array(4)], { type: 'image/png' }) },
    'verify.number': { number: licence.licenceNumber },
    'verify.look': { picture: new Blob([new Uint8Array(4)], { type: 'image/jpeg' }) },
  };
}
