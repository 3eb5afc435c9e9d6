import type { EntryId } from '../../src-shared/ids.ts';
import type { CentralTransaction } from '../database/database.ts';
import { findOrdered } from '../exceptions/orders.ts';
import { Bench } from './bench.ts';
import { judge, type Rules, type Verdict } from './judge.ts';
import { waitingFor, type Pending } from './pending.ts';

export interface Hearing {
  readonly bench: Bench;
  /** Last verdict of each entry, in the order they were reached: central's order. */
  readonly verdicts: readonly Verdict[];
}

/**
 * Judges a list of entries, then those that something was decided about and those that were waiting
 * for what was just applied or rejected, until nothing more is released.
 */
export async function hear(trx: CentralTransaction, pending: readonly Pending[], rules: Rules): Promise<Hearing> {
  const bench = new Bench();
  const verdicts = new Map<string, Verdict>();
  let list = pending;
  while (list.length > 0) {
    await bench.load(trx, list);
    await rules.roll.load(trx, list);
    const reached: Verdict[] = [];
    for (const entry of list) {
      const verdict = judge(entry, bench, rules);
      const key = `${entry.stream} ${entry.seq}`;
      verdicts.delete(key);
      verdicts.set(key, verdict);
      reached.push(verdict);
    }
    const ordered = await findOrdered(trx, reached, { bench, idOf: rules.replacementIdOf });
    const final = reached.filter(({ status }) => status === 'applied' || status === 'rejected');
    const ids = final.map(({ entry }) => entry.id);
    list = [...ordered, ...(await released(trx, ids, verdicts))];
  }
  return { bench, verdicts: [...verdicts.values()] };
}

/** Waiting entries, from this round and from the database, whose reason to wait is gone. */
async function released(
  trx: CentralTransaction,
  settled: readonly EntryId[],
  verdicts: ReadonlyMap<string, Verdict>,
): Promise<readonly Pending[]> {
  const gone = new Set<EntryId | null>(settled);
  const here = [...verdicts.values()].filter(({ status, waitsFor }) => status === 'parked' && gone.has(waitsFor));
  const stored = await waitingFor(trx, settled);
  const elsewhere = stored.filter(({ stream, seq }) => !verdicts.has(`${stream} ${seq}`));
  return [...here.map(({ entry }) => entry), ...elsewhere];
}
