import { streamParts } from '../../../src-shared/ids.ts';
import type { Subject } from '../../../src-shared/ledger/entry.ts';
import type { Counter } from '../../counter.ts';
import type { HeldCase } from '../../store/held-cases.ts';
import type { NewAct } from '../../store/journal.ts';
import { deny } from '../handlers.ts';

/**
 * What happened to a card that was printed here, or on the road, is recorded whoever has the case: it has happened. The
 * case of who is being examined, or waits for money, is often still open on the screen it came from.
 */
const anyway: ReadonlySet<NewAct['type']> = new Set([
  'card.ended',
  'application.droveRoadTest',
  'application.feeReturned',
]);

/**
 * One counter a case: acts on a person's case are refused with `claim.held` while another counter is
 * known to hold it.
 */
export function mustBeFree(counter: Counter, acts: readonly Pick<NewAct, 'subject' | 'type'>[]): void {
  const cases = new Set(acts.filter(({ type }) => !anyway.has(type)).map(({ subject }) => subject));
  for (const subject of cases) checkCase(counter, subject);
}

function checkCase(counter: Counter, subject: Subject): void {
  if (!subject.startsWith('person:')) return;
  const mate = counter.claims.findMate(subject);
  if (mate !== undefined) deny('claim.held', { counter: nameOf(counter, mate), until: mate.until });
}

/** A mate by its number; a counter of another centre with the centre's code before it. */
function nameOf({ identity }: Counter, { stream }: HeldCase): number | string {
  const { centre, counter } = streamParts(stream);
  return centre === streamParts(identity.place.stream).centre ? counter : `${centre}-${counter}`;
}
