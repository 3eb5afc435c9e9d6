import type { CheckedCard } from '../../../src-shared/contract/counter/verify.ts';
import { readCredential } from '../../../src-shared/credential/credential-text.ts';
import type { Verification } from '../../../src-shared/credential/verdict.ts';
import { LicenceNumber } from '../../../src-shared/ids.ts';
import type { CheckWay } from '../../../src-shared/ledger/entries/check-entries.ts';
import { checksSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import { actAs } from '../act.ts';
import { today } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';
import { lookUp } from '../people/look-up.ts';
import { holderOf, verifyText } from '../trust/verify.ts';
import { checkedView } from './checked-view.ts';
import { verifyNumber } from './check-number.ts';
import { readNumber } from './read-number.ts';

/** Judges the text of a code and writes down that it was asked. */
export async function checkText(counter: Counter, { text, by }: { text: string; by: CheckWay }): Promise<CheckedCard> {
  const typed = readNumber(text);
  if (typed !== undefined) return checkNumber(counter, typed, by);
  const found = readCredential(text);
  return conclude(counter, {
    by,
    about: found.ok ? found.value.credential.licenceNumber : undefined,
    judge: () => verifyText(counter, text),
  });
}

/** The same for a number alone. Refuses with `verify.numberWrong`. */
export function checkNumber(counter: Counter, text: string, by: CheckWay = 'number'): Promise<CheckedCard> {
  const number = readNumber(text) ?? deny('verify.numberWrong');
  return conclude(counter, { by, about: number, judge: () => verifyNumber(counter, number) });
}

interface Check {
  readonly by: CheckWay;
  readonly about: LicenceNumber | undefined;
  readonly judge: () => Verification;
}

/** Whoever asked is named, also when the PC changed hands while central was asked. */
async function conclude(counter: Counter, { by, about, judge }: Check): Promise<CheckedCard> {
  const { actor } = counter.session;
  // Somebody of another centre: while the line is up, central tells what the register says of them.
  if (about !== undefined && holderOf(counter, about) === undefined) await lookUp(counter, { licenceNumber: about });
  const found = judge();
  const data = {
    by,
    verdict: found.verdict,
    reasons: found.reasons.map(({ code }) => code),
    licenceNumber: LicenceNumber.safeParse(found.licenceNumber).data ?? null,
    statusAge: found.statusAge,
  };
  const subject = checksSubject(counter.identity.place.stream, today(counter));
  const [entry] = actAs(counter, actor, [{ type: 'check.made', subject, data }]);
  if (entry === undefined) return deny('session.needed');
  return checkedView(counter, found, { entry, role: actor.role });
}
