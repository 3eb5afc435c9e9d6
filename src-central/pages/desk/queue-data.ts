import { sql } from 'kysely';
import { z } from 'zod';
import { ExceptionOwner } from '../../../src-shared/ledger/entries/exception-entries.ts';
import type { ExceptionCaseRow } from '../../../src-shared/ledger/exception-tables.ts';
import type { CentralDatabase } from '../../database/database.ts';

/** What of the queue is shown; anything else in the address is nothing asked for. */
export const QueueFilter = z.object({
  show: z.enum(['open', 'overdue', 'proposed', 'closed']).catch('open'),
  owner: ExceptionOwner.nullable().catch(null),
  centre: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .catch(null),
});
export type QueueFilter = z.infer<typeof QueueFilter>;

export interface QueueLine extends Pick<
  ExceptionCaseRow,
  'stream' | 'seq' | 'type' | 'about' | 'code' | 'owner' | 'due_at' | 'stage' | 'outcome' | 'opened_at' | 'proposed_by'
> {
  readonly name_en: string | null;
  readonly name_ur: string | null;
}

export interface Queue {
  readonly lines: readonly QueueLine[];
  readonly open: number;
  readonly overdue: number;
  readonly proposed: number;
  readonly centres: readonly string[];
}

const MOST = 200;

/** The queue, those due first first; closed ones newest first. */
export async function readQueue(db: CentralDatabase, { show, owner, centre }: QueueFilter, now: Date): Promise<Queue> {
  const moment = now.toISOString();
  const where = {
    open: sql<boolean>`c.stage <> 'closed'`,
    overdue: sql<boolean>`c.stage <> 'closed' and c.due_at < ${moment}`,
    proposed: sql<boolean>`c.stage = 'proposed'`,
    closed: sql<boolean>`c.stage = 'closed'`,
  }[show];
  const { rows: lines } = await sql<QueueLine>`
    select c.stream, c.seq, c.type, c.about, c.code, c.owner, c.due_at, c.stage, c.outcome, c.opened_at, c.proposed_by,
      p.name_en, p.name_ur
    from exception_case c left join person p on p.subject = c.about
    where ${where}
      and (${owner}::text is null or c.owner = ${owner})
      and (${centre}::text is null or c.stream like ${centre} || '-%')
    order by ${show === 'closed' ? sql`c.closed_at desc` : sql`c.due_at`}
    limit ${MOST}`.execute(db);
  const { rows: sums } = await sql<Omit<Queue, 'lines' | 'centres'>>`
    select count(*) as open, count(*) filter (where due_at < ${moment}) as overdue,
      count(*) filter (where stage = 'proposed') as proposed
    from exception_case where stage <> 'closed'`.execute(db);
  const { rows: centres } = await sql<{ code: string }>`select code from centre order by code`.execute(db);
  return { lines, ...(sums[0] ?? { open: 0, overdue: 0, proposed: 0 }), centres: centres.map((row) => row.code) };
}
