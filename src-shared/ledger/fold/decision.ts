import type { RuleBooks } from '../../catalogue/rule-book.ts';
import { accept, refuse, type Result } from '../../errors.ts';
import type { Act } from '../entry-types.ts';
import type { ApplicationState, PersonState } from '../state.ts';
import { checkComplete } from '../steps.ts';
import { findWork, mayDoStep, withApplication, withWorker } from './application.ts';
import { deedOf } from './deed.ts';
import { grant } from './grant.ts';
import { isBy } from './is-by.ts';

type DecisionAct = Act<'application.returned' | 'application.approved' | 'application.issued'>;

/**
 * How an application ends: a second person approves it or sends it back with a reason, never their own work;
 * or, where the service asks for no second person, the operator issues what was applied for.
 */
export function foldDecision(state: PersonState, act: DecisionAct, rules: RuleBooks): Result<PersonState> {
  if (act.type === 'application.returned') return sendBack(state, act);
  const found = findWork(state, act, rules);
  if (!found.ok) return found;
  const { work } = found.value;
  const { application } = work;
  if (act.type === 'application.issued') {
    if (application.stage !== 'open' && application.stage !== 'returned') return refuse('application.notOpen');
    if (!act.data.proofread) return refuse('application.notProofread');
  } else {
    const second = checkSecondPerson(application, act.entry);
    if (!second.ok) return second;
  }
  const complete = checkComplete(work);
  if (!complete.ok) return complete;
  const step = act.type === 'application.issued' ? 'issue' : 'approve';
  const may = mayDoStep(step, act, work);
  if (!may.ok) return may;
  const granted = grant(work, act);
  if (!granted.ok) return granted;
  const licence = granted.value;
  const deed = deedOf(act.entry);
  const workers = step === 'issue' ? withWorker(application.workers, deed.by) : application.workers;
  const approved = {
    ...application,
    stage: 'approved' as const,
    approved: { licenceNumber: licence.number, deed },
    workers,
    updatedAt: act.entry.at,
  };
  const after = withApplication(state, approved);
  return accept({ ...after, licences: { ...after.licences, [licence.number]: licence } });
}

function sendBack(state: PersonState, act: Act<'application.returned'>): Result<PersonState> {
  const application = state.applications[act.data.applicationId];
  if (application === undefined || state.person === null) return refuse('application.unknown');
  const second = checkSecondPerson(application, act.entry);
  if (!second.ok) return second;
  const { reason, note } = act.data;
  if (reason === 'other' && note.trim() === '') return refuse('application.reasonMissing');
  const returned = { reason, note, deed: deedOf(act.entry) };
  return accept(withApplication(state, { ...application, stage: 'returned', returned, updatedAt: act.entry.at }));
}

function checkSecondPerson(application: ApplicationState, entry: Act['entry']): Result<null> {
  if (application.stage !== 'submitted') return refuse('application.notSubmitted');
  if (!isBy(entry, 'supervisor')) return refuse('session.forbidden');
  const own = entry.role !== 'central' && workedOn(application, entry.actor);
  return own ? refuse('application.secondPersonNeeded') : accept(null);
}

/** Whoever put work into an application, or examined its applicant, may not decide on it. */
export function workedOn({ workers, roadTests = [] }: ApplicationState, staff: string): boolean {
  return workers.some((worker) => worker === staff) || roadTests.some(({ deed }) => deed.by === staff);
}
