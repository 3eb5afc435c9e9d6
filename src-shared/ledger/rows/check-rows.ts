import type { CardCheckRow, ChecksState } from '../checks-state.ts';

export function checkRows(subject: string, { checks }: ChecksState): readonly CardCheckRow[] {
  const day = subject.slice(-10);
  return checks.map(({ by, verdict, reasons, licenceNumber, statusAge, deed }) => ({
    entry_id: deed.entry,
    subject,
    day,
    way: by,
    verdict,
    reasons: JSON.stringify(reasons),
    licence_number: licenceNumber,
    status_age: statusAge,
    stream: deed.stream,
    checked_at: deed.at,
    checked_by: deed.by,
  }));
}
