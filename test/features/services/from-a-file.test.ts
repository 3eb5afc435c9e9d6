import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEnrolmentCode } from '../../../src-central/enrolment/codes.ts';
import { practicePins } from '../../../src-central/enrolment/practice.ts';
import type { RunningCentral } from '../../../src-central/server.ts';
import { sampleApplicant } from '../../../src-main/features/practice/sample-applicants.ts';
import { rebuild } from '../../../src-main/store/rebuild.ts';
import type { CatalogueText } from '../../../src-shared/catalogue/read-file.ts';
import { sampleCatalogues } from '../../../src-shared/catalogue/sample-catalogues.ts';
import type { CounterStatus } from '../../../src-shared/contract/counter/status.ts';
import { addDays, dayOf } from '../../../src-shared/licensing/calendar.ts';
import { rowsOfSubjects } from '../../support/compare-tables.ts';
import { removeCounter, startTestCounter, type TestCounter } from '../../support/counter.ts';
import { fromFile } from '../../support/flow.ts';
import { problemOf } from '../../support/problem.ts';
import { nextTexts, RulesDesk } from '../../support/rules-desk.ts';
import { inShift } from '../../support/shift.ts';
import { settleAll, startTestCentral } from '../../support/test-central.ts';

/**
 * A tenth service and a dearer learner permit, each from files alone: published at a real central, taken up by a
 * counter over the feed, worked through its own steps to a letter with a number, and settled at central.
 */
const FILE = join(import.meta.dirname, '../../fixtures/catalogue/character-certificate.json');
const DAY_MS = 86_400_000;

let central: RunningCentral;
let counter: TestCounter;
let later = 0;
const now = () => Date.now() + later;
beforeEach(async () => {
  later = 0;
  central = await startTestCentral({ books: sampleCatalogues(), now: () => new Date(now()) });
  counter = await startTestCounter({ enrolled: false, now, rules: sampleCatalogues() });
  const code = await createEnrolmentCode(central.central.db, { centre: 'GLT', counter: 7, now: new Date(now()) });
  await counter.client.enrolment.enrol({ centralUrl: central.url, code, language: 'en' });
});
afterEach(async () => {
  await counter.core.stop();
  removeCounter(counter.dataDir);
  await central.stop();
});

function publication(from: string): CatalogueText[] {
  const texts = nextTexts({ version: 'gb-next', from, sample: '2026-01' }, (file, value) => {
    if (file === 'services/learner.json') value.fees[0]!.amount = 60_000;
  });
  return [...texts, { file: 'services/character-certificate.json', text: readFileSync(FILE, 'utf8') }];
}

async function signIn(staffId: keyof typeof practicePins): Promise<void> {
  await counter.client.session.signIn({ staffId, pin: practicePins[staffId]! });
}

async function until(fits: (status: CounterStatus) => boolean): Promise<void> {
  for await (const status of await counter.client.status.watch()) if (fits(status)) return;
}

/** The next morning at both ends; no call is under way while the clocks jump. */
async function passDay(): Promise<void> {
  const { practice } = counter.client;
  await practice.set({ linkUp: false });
  await until(({ link }) => link.state === 'down');
  later += DAY_MS;
  await practice.set({ linkUp: true });
  await until(({ link }) => link.state === 'up');
}

function leasesOf(prefix: string): number {
  const { store } = counter.core.counter;
  return store.all(store.sql.selectFrom('lease').select('subject').where('prefix', '=', prefix)).length;
}

test(
  'a tenth service goes from its file to an issued letter, and central settles it',
  { timeout: 60_000 },
  async () => {
    const { client } = counter;
    const desk = new RulesDesk(central);
    const tomorrow = addDays(dayOf(new Date(now()).toISOString()), 1);
    await desk.bringOut(publication(tomorrow));
    await until(() => counter.core.counter.rules.published.length > 0);
    await signIn('operator-1');
    const seen = await client.catalogue.overview();
    expect(seen.coming.map(({ day, version }) => ({ day, version }))).toEqual([{ day: tomorrow, version: 'gb-next' }]);
    expect(seen.coming[0]!.changes).toMatchObject([
      { service: 'learner', before: { values: { amount: 50_000 } }, after: { values: { amount: 60_000 } } },
      { service: 'characterCertificate', before: null, after: { key: 'service' } },
    ]);
    const person = sampleApplicant(1);
    await client.people.record({ person });
    const wanted = { cnic: person.cnic, service: 'characterCertificate' as never, categories: [], years: 0 };
    expect(await problemOf(client.applications.open(wanted))).toMatchObject({ code: 'application.serviceUnknown' });

    // Its numbers are here before its first day.
    counter.core.counter.replay.tryNow();
    await until(() => leasesOf('CHR') > 0 && leasesOf('QAA') > 0);
    await passDay();
    const answer = await client.services.eligible({ cnic: person.cnic, birthDate: person.birthDate });
    expect(answer.services.find(({ service }) => service === 'characterCertificate')).toMatchObject({ may: true });
    const { id: applicationId, serviceRules } = await client.applications.open(wanted);
    expect(serviceRules.title.en).toBe('Character certificate');
    const wrong = client.applications.answer({ applicationId, answers: { purpose: 'holiday', employer: 'X' } });
    expect(await problemOf(wrong)).toMatchObject({ code: 'application.answerWrong' });
    const answers = { purpose: 'visa', employer: 'Embassy', residentSince: '2001-05-01' };
    const answered = await client.applications.answer({ applicationId, answers });
    expect(answered.documentsNeeded).toEqual(['cnicOriginal', 'policeReport', 'visaLetter']);
    await client.applications.documentsSeen({ applicationId, documents: answered.documentsNeeded });
    await fromFile(counter)(client, answered);
    await inShift(client);
    const quote = await client.till.quote({ applicationId });
    expect(quote).toMatchObject({ total: 50_000, rules: 'gb-next' });
    await client.till.takeFee({ applicationId, tendered: quote.total, method: 'cash' });
    await client.applications.submit({ applicationId, proofread: true });
    await signIn('supervisor-1');
    const approved = await client.approvals.approve({ applicationId });
    expect(approved.licence!.number).toMatch(/^CHR-\d{7}-\d$/);

    await signIn('operator-1');
    const letter = await client.permits.print({ applicationId, reason: null });
    expect(letter).toMatchObject({ paper: 'letter', licenceNumber: approved.licence!.number });
    expect(letter.file.size).toBeGreaterThan(5_000);
    const again = client.applications.open(wanted);
    expect(await problemOf(again)).toMatchObject({ code: 'application.holdsLicence' });

    await until(({ replay }) => replay.unsent === 0);
    await settleAll(central);
    await until(({ replay }) => replay.unsettled === 0 && replay.exceptions === 0);
    const subjects = [`person:${person.cnic}`];
    const { store, rules } = counter.core.counter;
    const [here, there] = await rowsOfSubjects(store, central.central.db, subjects);
    expect(here).toEqual(there);
    expect(there['licence']).toMatchObject([{ kind: 'characterCertificate', number: approved.licence!.number }]);
    expect(there['application']).toMatchObject([
      { service: 'characterCertificate', rules: 'gb-next', stage: 'approved' },
    ]);
    expect(rebuild(store, rules).differing).toEqual([]);

    await signIn('supervisor-1');
    const report = await client.reports.day({ day: tomorrow });
    const [own] = report.byService.filter(({ opened }) => opened > 0);
    expect(own).toMatchObject({ title: { en: 'Character certificates' }, opened: 1, approved: 1 });
    expect(report.money.byHead.map(({ label, amount }) => [label.en, amount])).toEqual([
      ['Character certificate', 30_000],
      ['For use abroad', 20_000],
    ]);
  },
);
