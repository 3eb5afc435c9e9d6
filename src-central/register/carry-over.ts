import { z } from 'zod';
import { CentreCode, Day, LicenceNumber } from '../../src-shared/ids.ts';
import { DocumentKind } from '../../src-shared/catalogue/condition.ts';
import { PersonData } from '../../src-shared/licensing/person-data.ts';
import { Category } from '../../src-shared/licensing/category.ts';
import { personSubject } from '../../src-shared/ledger/subjects.ts';
import { textArray } from '../database/array-parameter.ts';
import type { CentralTransaction } from '../database/database.ts';
import { lockCursor } from '../ingest/cursor.ts';
import { appendOwnActs, OWN_STREAM, type OwnAct } from '../ingest/own-stream.ts';
import type { OwnParts } from '../ingest/try-own.ts';
import { readEntry } from '../settle/read-entry.ts';
import { sql } from 'kysely';

/** One person of the register that was kept before, with the documents they hold: a line of the file. */
export const CarriedPerson = z.strictObject({
  person: PersonData,
  documents: z
    .array(
      z.strictObject({
        licenceNumber: LicenceNumber,
        kind: DocumentKind,
        categories: z.array(Category),
        issuedOn: Day,
        validUntil: Day,
        centre: CentreCode,
      }),
    )
    .min(1)
    .max(20),
});
export type CarriedPerson = z.infer<typeof CarriedPerson>;

/**
 * Writes entries of central's own that bring people and documents of before into the register. They are settled
 * like every entry: what the register refuses becomes a case, and hinders nobody else. Who and what is there
 * already is left out, so that a file may be given again after a failure half way. Gives how many documents are new.
 */
export async function carryOver(
  { db, keys, now, settler }: OwnParts,
  people: readonly CarriedPerson[],
): Promise<number> {
  const written = await db.transaction().execute(async (trx) => {
    // Held to the end: nobody writes anything of central's own in between.
    await lockCursor(trx, OWN_STREAM);
    const known = await findKnown(trx, people);
    const acts = people.flatMap((each) => actsOf(each, known));
    await appendOwnActs(trx, acts, { keys, at: now() });
    return acts.filter(({ type }) => type === 'licence.carriedOver').length;
  });
  if (written > 0) settler.wake();
  return written;
}

function actsOf({ person, documents }: CarriedPerson, known: ReadonlySet<string>): OwnAct[] {
  const subject = personSubject(person.cnic);
  const fresh = documents.filter(({ licenceNumber }) => !known.has(`${subject} ${licenceNumber}`));
  if (fresh.length === 0) return [];
  const recorded: OwnAct[] = known.has(subject) ? [] : [{ type: 'person.recorded', subject, data: { person } }];
  return [...recorded, ...fresh.map((data): OwnAct => ({ type: 'licence.carriedOver', subject, data }))];
}

/** Subjects of people, and with the numbers of their documents, that the register has or is about to have. */
async function findKnown(trx: CentralTransaction, people: readonly CarriedPerson[]): Promise<ReadonlySet<string>> {
  const subjects = textArray(people.map(({ person }) => personSubject(person.cnic)));
  const { rows } = await sql<{ name: string }>`
    select subject as name from person where subject = any(${subjects}::text[])
    union all select subject || ' ' || number from licence where subject = any(${subjects}::text[])`.execute(trx);
  const unsettled = await trx
    .selectFrom('entry')
    .innerJoin('stream_cursor', 'stream_cursor.stream', 'entry.stream')
    .select('entry.line')
    .where('entry.stream', '=', OWN_STREAM)
    .whereRef('entry.seq', '>', 'stream_cursor.settled_seq')
    .execute();
  const written = unsettled.flatMap(({ line }): string[] => {
    const { act } = readEntry(line);
    if (act?.type === 'person.recorded') return [act.entry.subject];
    return act?.type === 'licence.carriedOver' ? [`${act.entry.subject} ${act.data.licenceNumber}`] : [];
  });
  return new Set([...rows.map(({ name }) => name), ...written]);
}
