import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ed25519PublicKey, isSigned, sha256Text } from '../../src-central/auth/signatures.ts';
import { putCentre, putStaff } from '../../src-central/enrolment/centres.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { LookupReply, LOOKUPS_A_MINUTE } from '../../src-shared/contract/central/lookup.ts';
import { CentreCode, StaffId } from '../../src-shared/ids.ts';
import { subjectStatement } from '../../src-shared/ledger/chain.ts';
import type { PersonState } from '../../src-shared/ledger/state.ts';
import { startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type TestCounter } from '../support/test-counter.ts';

const SKARDU = CentreCode.parse('SKD');
let running: RunningCentral;
/** Moves the minute of the limit on. */
let now = Date.now();
let gilgit: TestCounter;
let skardu: TestCounter;
beforeAll(async () => {
  running = await startTestCentral({ now: () => new Date(now) });
  const { db } = running.central;
  await putCentre(db, { code: SKARDU, nameEn: 'Skardu', nameUr: 'سکردو' }, new Date(now));
  const member = { centre: SKARDU, nameEn: 'Somebody', nameUr: 'کوئی', pin: '246810' };
  await putStaff(
    db,
    [
      { ...member, id: StaffId.parse('operator-7'), role: 'operator', active: true },
      { ...member, id: StaffId.parse('operator-8'), role: 'operator', active: false },
      { ...member, id: StaffId.parse('technician-7'), role: 'technician', active: true },
    ],
    new Date(now),
  );
  gilgit = await enrolTestCounter(running, 1);
  skardu = await enrolTestCounter(running, 1, 'SKD');
});
afterAll(() => running.stop());

const ask = (counter: TestCounter, body: object) =>
  counter.post(`/v1/streams/${counter.stream}/lookup`, { actor: 'operator-7', ...body });
const audit = () => running.central.db.selectFrom('lookup_audit').selectAll().orderBy('id').execute();

async function recordedInGilgit(): Promise<string> {
  const { subject, draft } = newPerson();
  const entry = gilgit.write(draft);
  await gilgit.push([entry]);
  await gilgit.receiptsOf([entry]);
  return subject.slice('person:'.length);
}

describe('a lookup at central', () => {
  it('finds a person of another district, says as of which change, and signs it', async () => {
    const cnic = await recordedInGilgit();
    const response = await ask(skardu, { cnic });
    expect(response.status).toBe(200);
    const reply = LookupReply.parse(await response.json());
    expect(reply).toMatchObject({ found: true, subject: `person:${cnic}` });
    expect((JSON.parse(reply.state!) as PersonState).person).toMatchObject({ cnic, nameEn: 'Test Applicant' });
    const stateHash = sha256Text(reply.state!);
    const statement = subjectStatement({ subject: reply.subject!, change: reply.change, stateHash });
    const key = ed25519PublicKey(skardu.enrolment.centralKey);
    expect(isSigned(statement, { key, signature: reply.signature! })).toBe(true);
  });

  it('answers for nobody as for somebody: an unknown CNIC, a licence number nobody holds', async () => {
    const unknown = await ask(skardu, { cnic: '7150199999991' });
    expect(await unknown.json()).toMatchObject({ found: false, subject: 'person:7150199999991', state: null });
    const nobodys = await ask(skardu, { licenceNumber: 'GLT-0000099-1' });
    expect(nobodys.status).toBe(200);
    expect(await nobodys.json()).toMatchObject({ found: false, subject: null, state: null, signature: null });
  });

  it('makes the centre follow that person: what others write of them later comes down', async () => {
    const cnic = await recordedInGilgit();
    const unknown = newPerson();
    await ask(skardu, { cnic });
    await ask(skardu, { cnic: unknown.subject.slice('person:'.length) });
    const later = gilgit.write(newPersonAgain(cnic));
    const first = gilgit.write(unknown.draft);
    await gilgit.push([later, first]);
    const wanted = [later.id, first.id];
    const items = await skardu.feedUntil((all) =>
      wanted.every((id) => all.some((item) => item.kind === 'entry' && item.entry.id === id)),
    );
    expect(items.filter((item) => item.kind === 'subject').map((item) => item.subject)).toContain(`person:${cnic}`);
  });

  it('writes down who asked about whom, for ever', async () => {
    const before = (await audit()).length;
    const cnic = await recordedInGilgit();
    await ask(skardu, { cnic });
    await ask(skardu, { licenceNumber: 'GLT-0000098-3' });
    const who = { stream: skardu.stream, actor: 'operator-7', role: 'operator', at: new Date(now) };
    expect((await audit()).slice(before)).toMatchObject([
      { ...who, asked_by: 'cnic', asked: cnic, subject: `person:${cnic}`, found: true },
      { ...who, asked_by: 'licenceNumber', asked: 'GLT-0000098-3', subject: null, found: false },
    ]);
    for (const change of [
      'delete from lookup_audit',
      'update lookup_audit set actor = actor',
      'truncate lookup_audit',
    ]) {
      await expect(running.central.pool.query(change)).rejects.toThrow('append-only');
    }
    expect(await audit()).toHaveLength(before + 2);
  });

  it.each([
    ['somebody of another centre', 'operator-1'],
    ['a technician', 'technician-7'],
    ['somebody who left', 'operator-8'],
    ['nobody', 'nobody-1'],
  ])('refuses %s, and says nothing of the person', async (_who, actor) => {
    const cnic = await recordedInGilgit();
    const before = (await audit()).length;
    const response = await ask(skardu, { cnic, actor });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'session.forbidden' });
    expect(await audit()).toHaveLength(before);
    expect(await follows('SKD', cnic)).toBe(false);
  });

  it.each([
    ['no actor', { cnic: '7150112345671', actor: undefined }],
    ['both ways at once', { cnic: '7150112345671', licenceNumber: 'GLT-0000001-1' }],
    ['neither', {}],
    ['a CNIC of letters', { cnic: 'x' }],
    ['SQL', { cnic: "' or 1=1 --" }],
  ])('%s is malformed', async (_what, body) => {
    const response = await ask(skardu, body);
    expect(response.status).toBe(400);
  });

  it('is another stream’s business with that stream’s key only', async () => {
    const response = await skardu.post(`/v1/streams/${gilgit.stream}/lookup`, {
      cnic: '7150112345671',
      actor: 'operator-1',
    });
    expect(response.status).toBe(403);
  });

  it('stops a counter that leafs through the country, alone and for a minute', async () => {
    now += 120_000;
    const before = (await audit()).length;
    const body = { cnic: '7150188888881' };
    const answers = await Promise.all(Array.from({ length: LOOKUPS_A_MINUTE + 15 }, () => ask(skardu, body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(LOOKUPS_A_MINUTE);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(await refused[0]!.json()).toMatchObject({ code: 'central.busy' });
    expect(refused.every(({ status }) => status === 429)).toBe(true);
    expect(await audit()).toHaveLength(before + LOOKUPS_A_MINUTE);
    expect((await ask(gilgit, { ...body, actor: 'operator-1' })).status).toBe(200);
    now += 61_000;
    expect((await ask(skardu, body)).status).toBe(200);
  });
});

function newPersonAgain(cnic: string) {
  const { draft } = newPerson();
  const { person } = draft.data as { person: object };
  return { ...draft, subject: `person:${cnic}`, data: { person: { ...person, cnic, nameEn: 'Moved House' } } };
}

async function follows(centre: string, cnic: string): Promise<boolean> {
  const query = running.central.db.selectFrom('subject_centre').select('subject').where('centre', '=', centre);
  return (await query.where('subject', '=', `person:${cnic}`).executeTakeFirst()) !== undefined;
}
