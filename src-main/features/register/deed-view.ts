import type { EntryId, StaffId, StreamId } from '../../../src-shared/ids.ts';
import type { Deed } from '../../../src-shared/ledger/state.ts';

export interface DeedView {
  readonly entry: EntryId;
  readonly at: string;
  readonly by: StaffId;
  readonly stream: StreamId;
}

export function viewDeed({ entry, at, by, stream }: Deed): DeedView {
  return { entry, at, by, stream };
}

/** Newest first; what was written in one go stays in its order. */
export function newestFirst<Line extends { readonly at: string; readonly entry: string }>(
  lines: readonly Line[],
): Line[] {
  return lines.toSorted((a, b) => b.at.localeCompare(a.at) || b.entry.localeCompare(a.entry));
}
