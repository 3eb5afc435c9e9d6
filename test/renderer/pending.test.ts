import { expect, test } from 'vitest';
import { pendingSteps } from '../../src-renderer/features/applications/pending.ts';
import type { CaseWork } from '../../src-renderer/features/applications/step-props.ts';
import type { ApplicationView } from '../../src-shared/contract/counter/views.ts';
import { ApplicationId, Cnic, ReceiptNumber, RulesVersion, StaffId, StreamId } from '../../src-shared/ids.ts';
import { PersonData } from '../../src-shared/licensing/person-data.ts';
import { getBook, NEW_LICENCE, newLicence } from '../../scripts/rehearsal/new-licence.ts';

const person = PersonData.parse({
  cnic: '3520212345671',
  nameEn: 'Muhammad Bilal',
  nameUr: 'محمد بلال',
  fatherEn: 'Abdul Rehman',
  fatherUr: 'عبدالرحمٰن',
  birthDate: '2004-03-21',
  gender: 'male',
  bloodGroup: 'B+',
  phone: '03001234567',
  address: 'Jutial, Gilgit',
});
const rules = getBook('sample-2025-02');
const application: ApplicationView = {
  id: ApplicationId.parse('0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'),
  cnic: person.cnic,
  nameEn: person.nameEn,
  nameUr: person.nameUr,
  service: NEW_LICENCE,
  title: { en: 'New licence', ur: 'نیا لائسنس' },
  stage: 'open',
  step: 'review',
  categories: ['motorcycle', 'car'],
  returnReason: null,
  returnNote: null,
  stream: StreamId.parse('GLT-1-1'),
  openedBy: StaffId.parse('op-01'),
  updatedAt: '2026-11-21T06:00:00.000Z',
  person,
  years: 5,
  rules: RulesVersion.parse('sample-2025-02'),
  answers: {},
  signTests: [],
  roadTests: [],
  document: null,
  documents: ['cnicOriginal', 'testPass'],
  documentsNeeded: ['cnicOriginal', 'testPass'],
  documentLabels: {},
  serviceRules: newLicence(rules),
  photo: null,
  feeTotal: null,
  receiptNumber: null,
  openedAt: '2026-11-21T06:00:00.000Z',
  submittedBy: null,
  submittedAt: null,
  licence: null,
};

function work(change: Partial<ApplicationView> = {}): CaseWork {
  const found = { cnic: Cnic.parse(person.cnic), province: 'punjab', gender: 'male', person, licences: [] } as const;
  const summary = { ...application, ...change };
  return {
    found: { ...found, licences: [], openApplication: summary, hasDraft: true, source: { from: 'local', asOf: null } },
    rules,
    service: newLicence(rules),
    application: summary,
  };
}

test('a draft that says what is recorded leaves nothing pending', () => {
  const typed = { phone: '03001234567', birthDate: '21-03-2004', years: '5', documents: 'testPass,cnicOriginal' };
  expect(pendingSteps(work(), { ...typed, categories: 'car,motorcycle', step: 'review' })).toEqual([]);
});

test('a field typed differently keeps its step pending, in the order of the steps', () => {
  expect(pendingSteps(work(), { documents: 'testPass', phone: '03009999999' })).toEqual(['person', 'documents']);
  expect(pendingSteps(work(), { years: '۷' })).toEqual(['licence']);
  expect(pendingSteps(work(), { bloodGroup: '' })).toEqual(['person']);
  expect(pendingSteps(work(), { documents: '' })).toEqual(['documents']);
});

test('after the fee is paid a leftover choice of categories counts no more', () => {
  const receiptNumber = ReceiptNumber.parse('GLT-1-1-20261121-0001');
  expect(pendingSteps(work({ receiptNumber }), { years: '7', categories: 'car' })).toEqual([]);
});
