import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { CentralProcess } from '../support/central-process.ts';
import { Desk } from '../support/desk.ts';
import { freshDatabase, startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, TestCounter } from '../support/test-counter.ts';

let observer: RunningCentral;
let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = await freshDatabase();
  observer = await startTestCentral({ databaseUrl });
});
afterAll(() => observer.stop());

it('a decision made before central is killed is carried out once by the next one', async () => {
  const desk = new Desk(observer);
  const counter = await enrolTestCounter(observer, 1);
  const bad = counter.write({ ...newPerson().draft, body: '{}' });
  const { draft, subject } = newPerson();
  const { person } = draft.data as { person: Record<string, unknown> };
  const wrong = counter.write({ ...draft, data: { person: { ...person, birthDate: '2031-01-01' } } });
  const behind = counter.write({ type: 'application.documentsSeen', subject, deps: [wrong.id], data: {} });
  await counter.push(counter.entries);
  await desk.fates(counter.entries);
  // Nobody settles any more: the second person's word is durable and not carried out when central dies.
  await observer.central.settler.stop();
  await desk.propose(bad, 'reject');
  await desk.propose(wrong, 'replace', { body: { person } });
  const answers = [await desk.answer(bad), await desk.answer(wrong)];
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  // Killed as soon as it answers: before, in or after the round that carries out; then another goes on.
  await (await CentralProcess.start(databaseUrl)).kill();
  const next = await CentralProcess.start(databaseUrl);
  try {
    const at = new TestCounter(next.url, counter.enrolment, counter.key);
    const items = await at.feedUntil(
      (all) =>
        all.filter((item) => typeOf(item) === 'exception.closed').length === 2 &&
        all.some((item) => isOf(item, subject)),
    );
    expect(items.filter((item) => typeOf(item) === 'exception.closed')).toHaveLength(2);
    // One entry in the other's place, not two.
    expect(items.filter((item) => isOf(item, subject))).toHaveLength(1);
    expect((await desk.fates([bad, wrong])).map((fate) => fate.split(' ')[0])).toEqual(['rejected', 'rejected']);
    expect(await desk.fates([behind])).toEqual(['exception ledger.badBody']);
    const { rows } = await observer.central.pool.query('select count(*) as n from replacement');
    expect(rows[0].n).toBe(1);
  } finally {
    await next.kill();
  }
}, 40_000);

function typeOf(item: object): string | undefined {
  return (item as { entry?: Entry }).entry?.type;
}

function isOf(item: object, subject: string): boolean {
  return (item as { entry?: Entry }).entry?.subject === subject;
}
