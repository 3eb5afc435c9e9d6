import { ApplicationId, type Cnic } from '../../src-shared/ids.ts';
import { personSubject } from '../../src-shared/ledger/subjects.ts';
import type { NewAct } from '../../src-main/store/journal.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { dayOf } from '../../src-shared/licensing/calendar.ts';
import { uuidv7 } from '../../src-central/ingest/uuid.ts';
import type { RunningCentral } from '../../src-central/server.ts';
import type { ReplayCounter } from './replay-counter.ts';
import { newPerson } from './test-counter.ts';

/** Records a person; the name says who wrote it last. */
export function recordOf(cnic: Cnic, nameEn: string): NewAct {
  const { person } = newPerson().draft.data as { person: object };
  const data = { person: { ...person, cnic, nameEn } };
  return { type: 'person.recorded', subject: personSubject(cnic), data: data as never };
}

/** Opens an application for a person, by today's rules. */
export function openFor(cnic: Cnic): NewAct {
  const now = new Date();
  const rules = firstRules.inForce(dayOf(now.toISOString()))!.version;
  const applicationId = ApplicationId.parse(uuidv7(now));
  const data = { applicationId, service: 'new', categories: ['car'], years: 5, rules };
  return { type: 'application.opened', subject: personSubject(cnic), data: data as never };
}

/** Everything is sent and settled, central's own entries too, and every counter has all of the feed that is for it. */
export async function allQuiet(running: RunningCentral, counters: readonly ReplayCounter[]): Promise<void> {
  for (const counter of counters) await counter.until(() => counter.isQuiet());
  for (;;) {
    const before = counters.map((counter) => counter.feedChange);
    const { rows } = await running.central.pool.query<{ open: number }>(
      'select count(*) as open from stream_cursor where settled_seq < ack_seq',
    );
    for (const counter of counters) await hasAll(running, counter);
    if (rows[0]?.open === 0) return;
    // What is being settled now concerns somebody.
    await Promise.any(counters.map((each, index) => each.until(() => each.feedChange > (before[index] ?? 0))));
  }
}

async function hasAll(running: RunningCentral, counter: ReplayCounter): Promise<void> {
  const { stream } = counter.identity.place;
  const { rows } = await running.central.pool.query<{ change: number }>(
    `select coalesce(max(change), 0) as change from change
     where centre = split_part($1, '-', 1) and (kind <> 'receipt' or stream = $1 or status = 'applied')`,
    [stream],
  );
  await counter.until(() => counter.feedChange >= (rows[0]?.change ?? 0));
}
