import { accept, refuse, type Result } from '../../errors.ts';
import { addDays, addYears, dayOf } from '../../licensing/calendar.ts';
import { isValidLicenceNumber } from '../../licensing/licence-number.ts';
import type { RuleBooks } from '../../licensing/rule-book.ts';
import type { Act } from '../entry-types.ts';
import type { ApplicationState, PersonState } from '../state.ts';
import { checkComplete, withApplication } from './application.ts';
import { deedOf } from './deed.ts';
import { isBy } from './is-by.ts';

type DecisionAct = Act<'application.returned' | 'application.approved'>;

/** The supervisor's part: approve, or send back with a reason; never one's own work. */
export function foldDecision(state: PersonState, act: DecisionAct, rules: RuleBooks): Result<PersonState> {
  const application = state.applications[act.data.applicationId];
  if (application === undefined || state.person === null) return refuse('application.unknown');
  if (application.stage !== 'submitted') return refuse('application.notSubmitted');
  if (!isBy(act.entry, 'supervisor')) return refuse('session.forbidden');
  if (act.entry.role !== 'central' && workedOn(application, act.entry.actor))
    return refuse('application.secondPersonNeeded');
  const deed = deedOf(act.entry);
  if (act.type === 'application.returned') {
    const { reason, note } = act.data;
    if (reason === 'other' && note.trim() === '') return refuse('application.reasonMissing');
    const returned = { reason, note, deed };
    return accept(withApplication(state, { ...application, stage: 'returned', returned, updatedAt: act.entry.at }));
  }
  const { licenceNumber, issuedOn, validUntil } = act.data;
  if (!isValidLicenceNumber(licenceNumber)) return refuse('lease.numberOutside');
  const book = rules.find(application.rules);
  if (book === undefined) return refuse('application.rulesUnknown', { rules: application.rules });
  const today = dayOf(act.entry.at);
  const complete = checkComplete(application, { book, person: state.person, today });
  if (!complete.ok) return complete;
  if (Object.values(state.licences).some((each) => each.validUntil >= today)) return refuse('application.holdsLicence');
  if (issuedOn !== today || validUntil !== lastDay(issuedOn, application.years))
    return refuse('ledger.badBody', { type: act.type });
  const licence = {
    number: licenceNumber,
    applicationId: application.id,
    categories: application.categories,
    issuedOn,
    validUntil,
    issued: deed,
  };
  const approved = {
    ...application,
    stage: 'approved' as const,
    approved: { licenceNumber, deed },
    updatedAt: act.entry.at,
  };
  const after = withApplication(state, approved);
  return accept({ ...after, licences: { ...after.licences, [licenceNumber]: licence } });
}

/** The last day a licence issued on a day for whole years is valid: the day before its anniversary. */
export function lastDay(issuedOn: string, years: number): string {
  return addDays(addYears(issuedOn, years), -1);
}

/** Whoever put work into an application may not decide on it. */
export function workedOn(application: ApplicationState, staff: string): boolean {
  return application.workers.some((worker) => worker === staff);
}
