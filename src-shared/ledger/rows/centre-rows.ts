import { streamParts } from '../../ids.ts';
import { dayOf } from '../../licensing/calendar.ts';
import type { LeaseState, ReportsState, StockState } from '../state.ts';
import type { LeaseRow, ReportExportRow, StockMovementRow } from '../tables.ts';

export function stockRows(subject: string, state: StockState): readonly StockMovementRow[] {
  return state.movements.map(({ what, quantity, jobId, reason, deed }) => ({
    entry_id: deed.entry,
    subject,
    centre: subject.split(':')[1] ?? streamParts(deed.stream).centre,
    day: dayOf(deed.at),
    what,
    quantity,
    job_id: jobId,
    reason,
    stream: deed.stream,
    moved_at: deed.at,
    moved_by: deed.by,
  }));
}

export function leaseRows(subject: string, state: LeaseState): readonly LeaseRow[] {
  const { prefix, from, to, next, stream, expiresAt } = state;
  return [{ subject, prefix, from_serial: from, to_serial: to, next_serial: next, stream, expires_at: expiresAt }];
}

export function reportRows(subject: string, state: ReportsState): readonly ReportExportRow[] {
  return state.exports.map(({ day, format, language, sha256, size, deed }) => ({
    entry_id: deed.entry,
    subject,
    day,
    format,
    language,
    sha256,
    size,
    stream: deed.stream,
    exported_at: deed.at,
    exported_by: deed.by,
  }));
}
