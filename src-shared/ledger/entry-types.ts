import type { z } from 'zod';
import { accept, refuse, type Result } from '../errors.ts';
import { catalogueEntries } from './entries/catalogue-entries.ts';
import { checkEntries } from './entries/check-entries.ts';
import { leaseEntries, reportEntries, stockEntries } from './entries/centre-entries.ts';
import { deviceEntries } from './entries/device-entries.ts';
import { exceptionEntries, recallEntries } from './entries/exception-entries.ts';
import { personEntries } from './entries/person-entries.ts';
import { tillEntries } from './entries/till-entries.ts';
import type { Entry } from './entry.ts';

/** Every entry type, by the kind of subject it belongs to. */
export const entriesBySubject = {
  person: personEntries,
  till: tillEntries,
  stock: stockEntries,
  lease: leaseEntries,
  reports: reportEntries,
  devices: deviceEntries,
  exception: exceptionEntries,
  recall: recallEntries,
  catalogue: catalogueEntries,
  checks: checkEntries,
} as const;

export type SubjectKind = keyof typeof entriesBySubject;

const bodies = {
  ...personEntries,
  ...tillEntries,
  ...stockEntries,
  ...leaseEntries,
  ...reportEntries,
  ...deviceEntries,
  ...exceptionEntries,
  ...recallEntries,
  ...catalogueEntries,
  ...checkEntries,
} as const;

export type EntryType = keyof typeof bodies;
export type EntryData<Type extends EntryType> = z.infer<(typeof bodies)[Type]>;

/** Version of the bodies written by this build. */
export const ENTRY_SCHEMA = 1;
/** Oldest version this build still reads. */
export const OLDEST_ENTRY_SCHEMA = 1;

/** An entry with its body parsed: what `fold()` takes. */
export type Act<Type extends EntryType = EntryType> = {
  [Each in Type]: { readonly type: Each; readonly data: EntryData<Each>; readonly entry: ActEntry };
}[Type];

/** What `fold()` may know of an entry besides its body. */
export type ActEntry = Pick<Entry, 'stream' | 'id' | 'subject' | 'actor' | 'role' | 'at' | 'offsetMs'>;

export function isEntryType(type: string): type is EntryType {
  return Object.hasOwn(bodies, type);
}

export function kindOf(subject: string): SubjectKind {
  return subject.slice(0, subject.indexOf(':')) as SubjectKind;
}

/** Checks a body against its type's schema. Refuses with `ledger.unknownType`, `.wrongSubject` or `.badBody`. */
export function toAct(type: string, body: unknown, entry: ActEntry): Result<Act> {
  if (!isEntryType(type)) return refuse('ledger.unknownType', { type });
  if (!Object.hasOwn(entriesBySubject[kindOf(entry.subject)], type)) return refuse('ledger.wrongSubject', { type });
  const parsed = bodies[type].safeParse(body);
  if (!parsed.success) return refuse('ledger.badBody', { type, path: parsed.error.issues[0]?.path.join('.') ?? '' });
  return accept({ type, data: parsed.data, entry } as Act);
}

/** Parses a stored entry. A body that is no JSON or of an unknown schema is refused, never guessed. */
export function actOf(entry: Entry): Result<Act> {
  if (entry.schema < OLDEST_ENTRY_SCHEMA || entry.schema > ENTRY_SCHEMA) {
    return refuse('ledger.badBody', { type: entry.type, schema: entry.schema });
  }
  let body: unknown;
  try {
    body = JSON.parse(entry.body);
  } catch {
    return refuse('ledger.badBody', { type: entry.type });
  }
  return toAct(entry.type, body, entry);
}
