import type { Language } from '../../src-shared/contract/counter/enrolment.ts';
import { centreTime } from '../../src-shared/licensing/calendar.ts';
import type { Counter } from '../counter.ts';
import { findHead } from '../store/journal.ts';
import { VERSION } from '../version.ts';
import { speaker } from './paper-words.ts';

/** Hex digits of the journal's head that a paper shows: enough to find it, short enough to read out. */
const SHORT_HASH = 16;

/**
 * The line that makes a print traceable: when it was made, by which version, and where this counter's
 * journal stood. The head's hash covers every earlier entry, so the figures can be checked against it.
 */
export function traceLine({ store, identity, clock }: Counter, language: Language): string {
  const { stream } = identity.place;
  const { seq, hash } = findHead(store, stream);
  const at = centreTime(new Date(clock.now()).toISOString());
  const values = { at, version: VERSION, stream, seq, hash: hash.slice(0, SHORT_HASH) };
  return speaker(language)('paper.trace', language === 'ur' ? isolated(values) : values);
}

/** Codes keep their order inside a right-to-left line: each in a left-to-right isolate (UAX #9). */
function isolated(values: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `\u2066${value}\u2069`]));
}
