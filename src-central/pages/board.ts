import { sql } from 'kysely';
import type { CentralDatabase } from '../database/database.ts';

/** A counter as the page shows it. */
export interface CounterLine {
  readonly centre: string;
  readonly name_en: string;
  readonly name_ur: string;
  readonly counter: number;
  readonly stream: string;
  readonly build: string;
  readonly last_contact_at: Date | null;
  readonly received: number;
  readonly unsettled: number;
  readonly waiting: number;
}

/** An entry that waits for a person or for another entry. */
export interface StuckLine {
  readonly stream: string;
  readonly seq: number;
  readonly status: 'parked' | 'exception';
  readonly code: string;
  readonly since: Date;
  readonly type: string;
}

export interface LicenceLine {
  readonly number: string;
  readonly name_en: string | null;
  readonly name_ur: string | null;
  readonly categories: readonly string[];
  readonly valid_until: string;
  readonly issued_at: string;
  readonly stream: string;
  /** Hash of the photo when it is here. */
  readonly photo: string | null;
}

export interface Board {
  readonly counters: readonly CounterLine[];
  readonly stuck: readonly StuckLine[];
  readonly exceptions: number;
  readonly parked: number;
  readonly awaited: number;
  readonly licences: readonly LicenceLine[];
  readonly licencesToday: number;
  readonly licencesInAll: number;
}

/** All the page shows, read with a few queries. `today` is the day at the centres. */
export async function readBoard(db: CentralDatabase, today: string): Promise<Board> {
  const [counters, stuck, sums, licences] = await Promise.all([
    readCounters(db),
    readStuck(db),
    readSums(db, today),
    readLicences(db),
  ]);
  return { counters, stuck, licences, ...sums };
}

async function readCounters(db: CentralDatabase): Promise<readonly CounterLine[]> {
  const { rows } = await sql<CounterLine>`
    select s.centre, c.name_en, c.name_ur, s.counter, s.stream, s.build, s.last_contact_at,
      k.ack_seq as received, k.ack_seq - k.settled_seq as unsettled,
      (select count(*) from receipt r where r.stream = s.stream and r.status in ('parked', 'exception')) as waiting
    from stream s join centre c on c.code = s.centre join stream_cursor k on k.stream = s.stream
    where not s.retired
    order by s.centre, s.counter`.execute(db);
  return rows;
}

async function readStuck(db: CentralDatabase): Promise<readonly StuckLine[]> {
  const { rows } = await sql<Omit<StuckLine, 'type'> & { line: string }>`
    select r.stream, r.seq, r.status, coalesce(r.code, '') as code, e.received_at as since, e.line
    from receipt r join entry e on e.stream = r.stream and e.seq = r.seq
    where r.status in ('parked', 'exception')
    order by r.status, e.received_at desc limit 25`.execute(db);
  return rows.map(({ line, ...row }) => ({ ...row, type: (JSON.parse(line) as { type: string }).type.slice(0, 64) }));
}

async function readSums(
  db: CentralDatabase,
  today: string,
): Promise<Pick<Board, 'exceptions' | 'parked' | 'awaited' | 'licencesToday' | 'licencesInAll'>> {
  const { rows } = await sql<{
    exceptions: number;
    parked: number;
    awaited: number;
    licencesToday: number;
    licencesInAll: number;
  }>`
    select
      (select count(*) from receipt where status = 'exception') as exceptions,
      (select count(*) from receipt where status = 'parked') as parked,
      (select count(*) from awaited_blob) as awaited,
      (select count(*) from licence where issued_on = ${today}) as "licencesToday",
      (select count(*) from licence) as "licencesInAll"`.execute(db);
  return rows[0] ?? { exceptions: 0, parked: 0, awaited: 0, licencesToday: 0, licencesInAll: 0 };
}

async function readLicences(db: CentralDatabase): Promise<readonly LicenceLine[]> {
  const rows = await db
    .selectFrom('licence')
    .innerJoin('application', 'application.id', 'licence.application_id')
    .leftJoin('person', 'person.cnic', 'licence.cnic')
    .leftJoin('blob', 'blob.sha256', 'application.photo')
    .select(['licence.number', 'person.name_en', 'person.name_ur', 'licence.categories', 'licence.valid_until'])
    .select(['licence.issued_at', 'licence.stream', 'blob.sha256 as photo'])
    .orderBy('licence.issued_at', 'desc')
    .limit(12)
    .execute();
  return rows.map((row) => ({ ...row, categories: JSON.parse(row.categories) as string[] }));
}
