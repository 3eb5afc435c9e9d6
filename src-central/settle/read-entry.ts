import type { ErrorCode, Result } from '../../src-shared/errors.ts';
import { accept, refuse } from '../../src-shared/errors.ts';
import type { EntryId } from '../../src-shared/ids.ts';
import { Entry } from '../../src-shared/ledger/entry.ts';
import { actOf, type Act } from '../../src-shared/ledger/entry-types.ts';
import { OWN_STREAM } from '../ingest/own-stream.ts';

/** Longest subject kept in a receipt: one that no build of ours writes is cut. */
const SUBJECT_LIMIT = 100;
const TYPE_LIMIT = 64;

/** An entry as far as this build understands it. What it cannot read stays raw, with the reason. */
export interface ReadEntry {
  /** As the entry gives it, of another build perhaps. */
  readonly type: string;
  readonly subject: string;
  readonly deps: readonly EntryId[];
  readonly act: Act | undefined;
  readonly code: ErrorCode | undefined;
}

export function readEntry(line: string): ReadEntry {
  const raw = JSON.parse(line) as { type: string; subject: string };
  const read = understand(raw);
  if (read.ok) {
    const { entry, deps, act } = read.value;
    return { type: entry.type, subject: entry.subject, deps, act, code: undefined };
  }
  return {
    type: cut(raw.type, TYPE_LIMIT),
    subject: cut(raw.subject, SUBJECT_LIMIT),
    deps: [],
    act: undefined,
    code: read.code,
  };
}

function cut(text: string, limit: number): string {
  return text.slice(0, limit).replaceAll('\0', '').toWellFormed();
}

function understand(raw: unknown): Result<{ entry: Entry; deps: readonly EntryId[]; act: Act }> {
  const parsed = Entry.safeParse(raw);
  if (!parsed.success) return refuse('ledger.badBody');
  const entry = parsed.data;
  // It would wait for itself, for ever.
  if (entry.deps.includes(entry.id)) return refuse('ledger.badBody');
  // Central alone speaks as central, and only in its own stream.
  if ((entry.role === 'central') !== (entry.stream === OWN_STREAM)) return refuse('session.forbidden');
  // PostgreSQL keeps no U+0000 in text; no name or address has one.
  if (entry.body.includes('\\u0000')) return refuse('ledger.badBody');
  const act = actOf(entry);
  return act.ok ? accept({ entry, deps: entry.deps, act: act.value }) : act;
}
