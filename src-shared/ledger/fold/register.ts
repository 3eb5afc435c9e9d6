import { accept, refuse, type Result } from '../../errors.ts';
import { dayOf } from '../../licensing/calendar.ts';
import type { Act } from '../entry-types.ts';
import { standingOfLicence } from '../standing-of.ts';
import type { BarChange, LicenceState, OutOfForce, PersonState, RegisterChange } from '../state.ts';
import { deedOf, trueTime } from './deed.ts';
import { isBy } from './is-by.ts';

type RegisterAct = Act<
  'licence.suspended' | 'licence.restored' | 'licence.cancelled' | 'person.barred' | 'person.unbarred'
>;

/** A supervisor takes a document out of force or restores it, on a reason and a reference. A cancelled document stays so. */
export function foldRegister(state: PersonState, act: RegisterAct): Result<PersonState> {
  if (!isBy(act.entry, 'supervisor')) return refuse('session.forbidden');
  const deed = deedOf(act.entry);
  const today = dayOf(trueTime(act.entry));
  if ('until' in act.data && act.data.until !== null && act.data.until < today) return refuse('register.untilPast');
  if (act.type === 'person.barred' || act.type === 'person.unbarred') return foldBar(state, act);
  const { licenceNumber, reason, reference } = act.data;
  const licence = state.licences[licenceNumber];
  if (licence === undefined) return refuse('card.noLicence');
  const standing = standingOfLicence(licence, today);
  if (standing === 'cancelled') return refuse('register.cancelled');
  const change = (what: RegisterChange['what']): RegisterChange => ({
    what,
    applicationId: null,
    reason,
    reference,
    ...('until' in act.data && act.data.until !== null ? { until: act.data.until } : {}),
    deed,
  });
  const after = (what: RegisterChange['what'], outOfForce: OutOfForce | null): PersonState => {
    const changed: LicenceState = { ...licence, outOfForce, changes: [...(licence.changes ?? []), change(what)] };
    return { ...state, licences: { ...state.licences, [licenceNumber]: changed } };
  };
  switch (act.type) {
    case 'licence.suspended':
      if (standing === 'suspended') return refuse('register.suspended');
      return accept(after('suspended', { is: 'suspended', reason, reference, until: act.data.until, deed }));
    case 'licence.restored':
      return standing === 'suspended' ? accept(after('restored', null)) : refuse('register.notSuspended');
    case 'licence.cancelled':
      return accept(after('cancelled', { is: 'cancelled', reason, reference, until: null, deed }));
  }
}

/** A later bar takes the place of an earlier one; lifting needs one, whether its day has passed or not. */
function foldBar(state: PersonState, act: Act<'person.barred' | 'person.unbarred'>): Result<PersonState> {
  const deed = deedOf(act.entry);
  const { reason, reference } = act.data;
  const after = (change: BarChange) => [...(state.bars ?? []), change];
  if (act.type === 'person.barred') {
    const { until } = act.data;
    const bars = after({ what: 'barred', reason, reference, until, deed });
    return accept({ ...state, barred: { ...act.data, deed }, bars });
  }
  if ((state.barred ?? null) === null) return refuse('register.notBarred');
  return accept({ ...state, barred: null, bars: after({ what: 'unbarred', reason, reference, until: null, deed }) });
}
