import { StatusIndex } from '../../../src-shared/ledger/entries/person-entries.ts';
import type { Series } from '../../../src-shared/contract/central/leases.ts';
import type { Subject } from '../../../src-shared/ledger/entry.ts';
import { termOf } from '../../../src-shared/ledger/fold/grant.ts';
import type { LeaseState } from '../../../src-shared/ledger/state.ts';
import { documentOf } from '../../../src-shared/ledger/steps.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { licenceNumber } from '../../../src-shared/licensing/licence-number.ts';
import { LicenceNumber } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { prefixLike } from '../../replay/numbers.ts';
import type { NewAct } from '../../store/journal.ts';
import { trustedNow } from '../../store/server-clock.ts';
import { findSubject } from '../../store/subjects.ts';
import { today, type Found } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';

/** How an application ends well: by a second person, or by the operator who proof-read it with the applicant. */
type Ending =
  | { readonly type: 'application.approved' }
  | { readonly type: 'application.issued'; readonly proofread: boolean };

/**
 * The acts that grant what was applied for: the numbers taken from their leases, then the decision that rests on
 * them. Refuses with `lease.exhausted`, and with `application.documentNeeded` when what is renewed is gone.
 */
export function grantActs(counter: Counter, { application, person, work }: Found, ending: Ending): readonly NewAct[] {
  const { rules, state, centre } = work;
  const { id: applicationId } = application;
  const issuedOn = today(counter);
  const old = documentOf(state, rules, issuedOn);
  const taken: NewAct[] = [];
  const take = (series: Series) => {
    const { subject, lease } = getUsableLease(counter, series);
    const number = licenceNumber(lease.prefix, lease.next);
    taken.push({ type: 'lease.numberTaken', subject, data: { number, applicationId } });
    return { subject, lease, number };
  };
  const isNew = rules.grant.does === 'issues';
  const fresh = isNew ? take(rules.series ?? centre) : undefined;
  const place = rules.proves ? take('status') : undefined;
  const data = {
    applicationId,
    licenceNumber: fresh?.number ?? old?.number ?? LicenceNumber.parse(noDocument(rules.grant.document)),
    lease: fresh?.subject ?? null,
    issuedOn,
    validUntil: termOf(rules, { today: issuedOn, years: application.years, old }).validUntil,
    ...(place === undefined
      ? {}
      : { status: StatusIndex.parse({ list: place.lease.prefix, index: place.lease.next, lease: place.subject }) }),
  };
  const subject = personSubject(person.cnic);
  const after = taken.map((_, index) => index);
  const decision: NewAct =
    ending.type === 'application.issued'
      ? { type: ending.type, subject, data: { ...data, proofread: ending.proofread }, after }
      : { type: ending.type, subject, data, after };
  return [...taken, decision];
}

function noDocument(document: string): never {
  return deny('application.documentNeeded', { document });
}

/** The oldest lease of a series with a number left. Refuses with `lease.exhausted`. */
function getUsableLease(counter: Counter, series: Series): { subject: Subject; lease: LeaseState } {
  const { store } = counter;
  const now = trustedNow(counter);
  const row = store.get(
    store.sql
      .selectFrom('lease')
      .select('subject')
      .where('stream', '=', counter.identity.place.stream)
      .where('prefix', 'like', prefixLike(series))
      .whereRef('next_serial', '<=', 'to_serial')
      .where('expires_at', '>', now)
      .orderBy('from_serial')
      .limit(1),
  );
  const lease = row === undefined ? undefined : findSubject(store, row.subject as Subject);
  if (row === undefined || lease?.kind !== 'lease') return deny('lease.exhausted');
  return { subject: row.subject as Subject, lease };
}
