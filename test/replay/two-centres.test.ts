import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { putCentre } from '../../src-central/enrolment/centres.ts';
import { subscribe } from '../../src-central/feed/subscriptions.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import { rebuild } from '../../src-main/store/rebuild.ts';
import { CentreCode, streamParts, type Cnic } from '../../src-shared/ids.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { rowsOfSubjects } from '../support/compare-tables.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';
import { newPerson } from '../support/test-counter.ts';
import { allQuiet, openFor, recordOf } from '../support/mates.ts';

let running: RunningCentral;
/** Two counters in Gilgit, two in Skardu. */
let counters: ReplayCounter[];
const centres = ['GLT', 'GLT', 'SKD', 'SKD'];
beforeAll(async () => {
  running = await startTestCentral();
  await putCentre(running.central.db, { code: CentreCode.parse('SKD'), nameEn: 'Skardu', nameUr: 'سکردو' }, new Date());
});
afterAll(() => running.stop());

let number = 0;
beforeEach(async () => {
  number += 10;
  counters = await Promise.all(
    centres.map(async (centre, index) => {
      const counter = new ReplayCounter();
      await counter.enrol(running, { counter: number + index, centre });
      return counter;
    }),
  );
  return async () => {
    for (const counter of counters) await counter.destroy();
  };
});

/** Every counter shows, of what its centre follows, exactly the rows central has. */
async function expectSame(): Promise<void> {
  for (const counter of counters) {
    const { centre } = streamParts(counter.identity.place.stream);
    const followed = await running.central.db
      .selectFrom('subject_centre')
      .select('subject')
      .where('centre', '=', centre)
      .execute();
    const subjects = followed.map((row) => row.subject);
    const [here, there] = await rowsOfSubjects(counter.store, running.central.db, subjects);
    expect(here).toEqual(there);
    expect(counter.log.filter((each) => each.what.includes('refuses'))).toEqual([]);
    expect(rebuild(counter.store, firstRules).differing).toEqual([]);
  }
}

const [gilgit, gilgitMate, skardu, skarduMate] = [0, 1, 2, 3] as const;

describe('a person who was at two centres', () => {
  it('is the same at both and at central, with what each wrote before and after', async () => {
    const person = newPerson();
    const cnic = person.subject.slice('person:'.length) as Cnic;
    for (const counter of counters) counter.replay.start();
    const opened = openFor(cnic);
    counters[gilgit]!.append(person.draft as never, opened);
    counters[gilgit]!.recordPeople(3);
    await allQuiet(running, counters);
    // Skardu knows nobody of them yet.
    expect(personsAt(counters[skardu]!)).not.toContain(cnic);
    counters[skardu]!.append(recordOf(cnic, 'Skardu says'));
    counters[skardu]!.recordPeople(2);
    await allQuiet(running, counters);
    await expectSame();
    // What Gilgit wrote before Skardu had heard of them is there too.
    for (const counter of counters) expect(applicationsAt(counter, cnic)).toMatchObject([{ stage: 'open' }]);
    // From now on each hears of what the other does.
    const { applicationId } = opened.data as { applicationId: string };
    const data = { applicationId, reason: 'went home' } as never;
    counters[gilgitMate]!.append({ type: 'application.cancelled', subject: opened.subject, data });

    await allQuiet(running, counters);
    await expectSame();
    for (const counter of counters) expect(applicationsAt(counter, cnic)).toMatchObject([{ stage: 'cancelled' }]);
  });

  it('with the cable out at both: one application stands, the other becomes an exception, and all agree', async () => {
    const person = newPerson();
    const cnic = person.subject.slice('person:'.length) as Cnic;
    for (const at of [gilgit, skardu]) {
      counters[at]!.append(recordOf(cnic, 'Both say'));
      counters[at]!.append(openFor(cnic));
    }
    for (const counter of counters) counter.replay.start();
    await allQuiet(running, counters);
    await expectSame();
    const applications = counters.map((counter) => applicationsAt(counter, cnic));
    expect(applications[0]).toHaveLength(1);
    for (const each of applications) expect(each).toEqual(applications[0]);
    const exceptions = counters.reduce((sum, counter) => sum + counter.counts.exceptions, 0);
    expect(exceptions).toBe(1);
  });

  it('comes whole to a centre that only asked, and follows from then on', async () => {
    const person = newPerson();
    const cnic = person.subject.slice('person:'.length) as Cnic;
    for (const counter of counters) counter.replay.start();
    counters[gilgit]!.append(person.draft as never);
    await allQuiet(running, counters);
    const asked = await running.central.db
      .transaction()
      .execute((trx) => subscribe(trx, { subject: person.subject, centre: 'SKD', at: new Date().toISOString() }));
    expect(JSON.parse(asked.state ?? '')).toMatchObject({ kind: 'person', cnic });
    await allQuiet(running, counters);
    expect(personsAt(counters[skardu]!)).toContain(cnic);
    counters[gilgit]!.append(openFor(cnic));
    await allQuiet(running, counters);
    await expectSame();
    expect(applicationsAt(counters[skarduMate]!, cnic)).toHaveLength(1);
    // Asking again brings no second copy.
    const { rows } = await running.central.pool.query("select count(*)::int as n from change where kind = 'subject'");
    await running.central.db
      .transaction()
      .execute((trx) => subscribe(trx, { subject: person.subject, centre: 'SKD', at: new Date().toISOString() }));
    const again = await running.central.pool.query("select count(*)::int as n from change where kind = 'subject'");
    expect(again.rows).toEqual(rows);
  });
});

function personsAt({ store }: ReplayCounter): string[] {
  return store.all(store.sql.selectFrom('person').select('cnic')).map((row) => row.cnic);
}

function applicationsAt({ store }: ReplayCounter, cnic: Cnic): unknown[] {
  return store.all(store.sql.selectFrom('application').select(['id', 'stage']).where('cnic', '=', cnic));
}
