import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import { isEntryType } from '../../../src-shared/ledger/entry-types.ts';
import { formatCnic } from '../../../src-shared/licensing/cnic.ts';

/** What an entry did, in words; a type of a newer version has only its name. */
export function entryTypeText(type: string): TextKey | null {
  return isEntryType(type) ? `entryType.${type}` : null;
}

/** Whom or what an entry is about, as people write it: a person's CNIC, or the name of a till, a box, a lease. */
export function subjectName(subject: string): string {
  const [kind = '', ...rest] = subject.split(':');
  const name = rest.join(':');
  return kind === 'person' ? formatCnic(name) : name;
}
