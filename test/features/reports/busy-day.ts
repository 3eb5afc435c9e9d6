import type { Entry } from '../../../src-shared/ledger/entry.ts';
import type { ReceiptNumber } from '../../../src-shared/ids.ts';
import type { ReportDesk } from './report-desk.ts';

export const BUSY_DAY = '2026-11-21';

/**
 * 21 November 2026 at one counter, with work on either side of midnight at the centre, which is 19:00
 * UTC. The figures tests expect of it are worked out by hand from these lines.
 */
export function busyDay(desk: ReportDesk): { approval: Entry; receipt: ReceiptNumber } {
  desk.at('2026-11-20 16:00').receiveBlanks('sup-1', 100);
  // Opened before midnight, paid and submitted after it.
  const c = desk.at('2026-11-20 23:59').open('op-1', ['psv'], 1);
  desk.at('2026-11-21 00:01').complete('op-1', c, 'psid');
  desk.submit('op-1', c);

  desk.at('2026-11-21 08:55').receiveBlanks('sup-1', 50);
  // Returned once, printed twice.
  const a = desk.at('2026-11-21 09:00').open('op-1', ['car'], 5);
  const receipt = desk.complete('op-1', a, 'cash');
  desk.submit('op-1', a);
  desk.giveBack('sup-1', a);
  desk.submit('op-1', a);
  const approval = desk.at('2026-11-21 10:00').approve('sup-1', a);
  desk.print('op-1', a, 'notPrinted');
  desk.print('op-1', a, 'spoiled');
  const job = desk.print('op-1', a, 'good');
  desk.handOver('op-2', a, job);

  const b = desk.at('2026-11-21 11:00').open('op-2', ['motorcycle', 'car'], 3);
  desk.complete('op-2', b, 'bank');
  desk.submit('op-2', b);
  desk.approve('sup-1', b);

  // Opened before midnight, paid after it.
  const d = desk.at('2026-11-21 23:59').open('op-1', ['rickshaw'], 2);
  desk.at('2026-11-22 00:00').complete('op-1', d, 'cash');
  return { approval, receipt };
}
