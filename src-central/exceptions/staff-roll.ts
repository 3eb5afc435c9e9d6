import { sql } from 'kysely';
import { accept, refuse, type Result } from '../../src-shared/errors.ts';
import { streamParts } from '../../src-shared/ids.ts';
import type { ActEntry } from '../../src-shared/ledger/entry-types.ts';
import type { CentralTransaction } from '../database/database.ts';
import type { Pending } from '../settle/pending.ts';

/**
 * How long after a change of staff an entry is still taken, by the entry's own time: a counter without
 * a link goes on with the staff it knew, and its clock is no witness. A month is the time a lease of
 * numbers lasts, after which a counter without a link can issue nothing.
 */
const GRACE_MS = 31 * 86_400_000;

interface Standing {
  readonly role: string;
  readonly active: boolean;
  /** End of it, ms since 1970; undefined while it holds. */
  readonly until: number | undefined;
}

interface StandingRow {
  readonly centre: string;
  readonly id: string;
  readonly role: string;
  readonly active: boolean;
  readonly until: Date | null;
}

/**
 * Who was staff of the centres of a round, in which role and until when; one query however many entries.
 * An entry is refused only when nobody could have signed it in: when in doubt it is taken, and the doubt noted.
 */
export class StaffRoll {
  readonly #members = new Map<string, Standing[]>();
  readonly #asked = new Set<string>();
  readonly #kept = new Set<string>();

  async load(trx: CentralTransaction, entries: readonly Pending[]): Promise<void> {
    const fresh = new Map<string, { centre: string; id: string }>();
    for (const { read } of entries) {
      if (read.act === undefined || read.act.entry.role === 'central') continue;
      const member = memberOf(read.act.entry);
      const key = keyOf(member);
      if (!this.#asked.has(key)) fresh.set(key, member);
    }
    if (fresh.size === 0) return;
    const list = [...fresh.values()];
    const { rows } = await sql<StandingRow>`
      select asked.centre, asked.id, s.role, s.active, s.until
      from unnest(${list.map(({ centre }) => centre)}::text[], ${list.map(({ id }) => id)}::text[]) as asked (centre, id)
      join staff_standing s using (centre, id)
      union all
      select centre, '', '', false, null from (select distinct centre from staff_standing
        where centre = any(${list.map(({ centre }) => centre)}::text[])) as kept`.execute(trx);
    for (const key of fresh.keys()) this.#asked.add(key);
    for (const row of rows) this.#note(row);
  }

  /** May this person have done it? Refuses with `staff.unknown`, or `session.forbidden` for a role they never had. */
  standingOf(entry: ActEntry): Result<'certain' | 'doubtful'> {
    if (entry.role === 'central') return accept('certain');
    const member = memberOf(entry);
    // A centre without anybody on its roll is not judged by it.
    if (!this.#kept.has(member.centre)) return accept('doubtful');
    const all = this.#members.get(keyOf(member)) ?? [];
    if (!all.some((each) => each.active)) return refuse('staff.unknown');
    const fitting = all.filter((each) => each.active && each.role === entry.role);
    if (fitting.length === 0) return refuse('session.forbidden');
    if (fitting.some((each) => each.until === undefined)) return accept('certain');
    const at = Date.parse(entry.at) - (entry.offsetMs ?? 0);
    const last = Math.max(...fitting.map((each) => each.until ?? 0));
    if (at <= last) return accept('certain');
    return at <= last + GRACE_MS ? accept('doubtful') : refuse('staff.unknown');
  }

  #note({ centre, id, role, active, until }: StandingRow): void {
    if (id === '') return void this.#kept.add(centre);
    const key = keyOf({ centre, id });
    const list = this.#members.get(key) ?? [];
    this.#members.set(key, [...list, { role, active, until: until?.getTime() }]);
  }
}

interface Member {
  readonly centre: string;
  readonly id: string;
}

function memberOf({ stream, actor }: ActEntry): Member {
  return { centre: streamParts(stream).centre, id: actor };
}

function keyOf({ centre, id }: Member): string {
  return `${centre} ${id}`;
}
