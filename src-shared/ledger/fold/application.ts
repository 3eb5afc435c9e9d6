import { findService, type RuleBook, type RuleBooks } from '../../catalogue/rule-book.ts';
import { sameLines } from '../../catalogue/fee-line.ts';
import { checkWanted, quoteService } from '../../catalogue/quote-service.ts';
import type { FormField, StepKind } from '../../catalogue/service-file.ts';
import { accept, refuse, type Result } from '../../errors.ts';
import { Day, type CentreCode, type StaffId } from '../../ids.ts';
import { dayOf } from '../../licensing/calendar.ts';
import type { Act } from '../entry-types.ts';
import { openApplicationOf } from '../standing-of.ts';
import type { ApplicationState, PersonState } from '../state.ts';
import { checkComplete, checkRules, circumstancesOf, heldCategories, mayDo, type Work } from '../steps.ts';
import { deedOf, trueTime } from './deed.ts';
import { isBy } from './is-by.ts';

type ApplicationAct = Act<
  | 'application.opened'
  | 'application.changed'
  | 'application.answered'
  | 'application.documentsSeen'
  | 'application.photographed'
  | 'application.feePaid'
  | 'application.submitted'
  | 'application.cancelled'
>;

/** The operator's part of an application: from opening it to handing it to the supervisor. */
export function foldApplication(state: PersonState, act: ApplicationAct, rules: RuleBooks): Result<PersonState> {
  if (act.type === 'application.opened') return open(state, act, rules);
  const found = findWork(state, act, rules);
  if (!found.ok) return found;
  const { application } = found.value.work;
  if (application.stage !== 'open' && application.stage !== 'returned') return refuse('application.notOpen');
  const changed = change(act, found.value);
  if (!changed.ok) return changed;
  const workers = withWorker(application.workers, act.entry.actor);
  return accept(withApplication(state, { ...changed.value, workers, updatedAt: act.entry.at }));
}

/** An application an act is about, with the rules it was opened under. */
export interface FoundWork {
  readonly work: Work;
  readonly book: RuleBook;
}

/** Refuses with `application.unknown`, `.rulesUnknown` or `.serviceUnknown`. */
export function findWork(
  state: PersonState,
  { data, entry }: { data: { applicationId: string }; entry: Act['entry'] },
  rules: RuleBooks,
): Result<FoundWork> {
  const application = state.applications[data.applicationId];
  if (application === undefined || state.person === null) return refuse('application.unknown');
  const book = rules.find(application.rules, openedOn(application));
  if (book === undefined) return refuse('application.rulesUnknown', { rules: application.rules });
  const service = findService(book, application.service);
  if (service === undefined) return refuse('application.serviceUnknown');
  const today = dayOf(trueTime(entry));
  return accept({ book, work: { application, state, rules: service, today, centre: centreOf(entry) } });
}

/** The day whose rules decide an application. */
export function openedOn({ ruledOn, opened }: Pick<ApplicationState, 'ruledOn' | 'opened'>): Day {
  return ruledOn ?? dayOf(opened.at);
}

export function centreOf({ stream }: Pick<Act['entry'], 'stream'>): CentreCode {
  return stream.slice(0, 3) as CentreCode;
}

export function withWorker(workers: readonly StaffId[], worker: StaffId): readonly StaffId[] {
  return workers.includes(worker) ? workers : [...workers, worker];
}

export function withApplication(state: PersonState, application: ApplicationState): PersonState {
  return { ...state, applications: { ...state.applications, [application.id]: application } };
}

function open(state: PersonState, act: Act<'application.opened'>, rules: RuleBooks): Result<PersonState> {
  const { applicationId, service, categories, years } = act.data;
  if (state.person === null || state.recorded === null) return refuse('person.unknown');
  if (state.applications[applicationId] !== undefined) return refuse('ledger.repeated');
  if (openApplicationOf(state) !== undefined) return refuse('application.alreadyOpen');
  const today = dayOf(trueTime(act.entry));
  const book = rules.find(act.data.rules, today);
  if (book === undefined) return refuse('application.rulesUnknown', { rules: act.data.rules });
  const found = findService(book, service);
  if (found === undefined) return refuse('application.serviceUnknown');
  const opened = deedOf(act.entry);
  const application: ApplicationState = {
    id: applicationId,
    service,
    stage: 'open',
    categories,
    years,
    rules: book.version,
    ruledOn: today,
    opened,
    workers: withWorker([state.recorded.by], opened.by),
    documents: [],
    photo: null,
    photographed: null,
    payment: null,
    submitted: null,
    returned: null,
    approved: null,
    updatedAt: act.entry.at,
  };
  const fits = checkFits({ application, state, rules: found, today, centre: centreOf(act.entry) });
  return fits.ok ? accept(withApplication(state, application)) : fits;
}

const stepOf = {
  'application.answered': 'form',
  'application.documentsSeen': 'documents',
  'application.photographed': 'photo',
  'application.feePaid': 'fee',
} as const satisfies Partial<Record<ApplicationAct['type'], StepKind>>;

function change(
  act: Exclude<ApplicationAct, Act<'application.opened'>>,
  { work, book }: FoundWork,
): Result<ApplicationState> {
  const { application } = work;
  const deed = deedOf(act.entry);
  const step = act.type in stepOf ? stepOf[act.type as keyof typeof stepOf] : undefined;
  if (step !== undefined) {
    const may = mayDoStep(step, act, work);
    if (!may.ok) return may;
  }
  switch (act.type) {
    case 'application.changed': {
      if (application.payment !== null) return refuse('fee.alreadyPaid');
      const { categories, years } = act.data;
      const changed = { ...application, categories, years };
      const fits = checkFits({ ...work, application: changed });
      return fits.ok ? accept(changed) : fits;
    }
    case 'application.answered': {
      if (application.payment !== null) return refuse('fee.alreadyPaid');
      const { answers } = act.data;
      const wrong = findWrongAnswer(work.rules.form, answers);
      return wrong === undefined
        ? accept({ ...application, answers })
        : refuse('application.answerWrong', { field: wrong });
    }
    case 'application.documentsSeen':
      return accept({ ...application, documents: act.data.documents });
    case 'application.photographed':
      return accept({ ...application, photo: act.data.photo, photographed: deed });
    case 'application.feePaid': {
      if (application.payment !== null) return refuse('fee.alreadyPaid');
      const { receiptNumber, total } = act.data;
      const paid = checkPayment(act, { work, book });
      return paid.ok ? accept({ ...application, payment: { receiptNumber, total, deed } }) : paid;
    }
    case 'application.submitted': {
      const complete = checkComplete(work);
      if (!complete.ok) return complete;
      if (!work.rules.steps.some((each) => each.step === 'approve'))
        return refuse('application.notAStep', { step: 'approve' });
      if (!act.data.proofread) return refuse('application.notProofread');
      return accept({ ...application, stage: 'submitted', submitted: deed });
    }
    case 'application.cancelled':
      return application.payment === null ? accept({ ...application, stage: 'cancelled' }) : refuse('fee.alreadyPaid');
  }
}

/** Is it this role's step, and its turn? */
export function mayDoStep(step: StepKind, { entry }: Pick<Act, 'entry'>, work: Work): Result<null> {
  const may = mayDo(step, work);
  if (!may.ok) return may;
  const by = work.rules.steps.find((each) => each.step === step)?.by ?? 'operator';
  return isBy(entry, by) ? accept(null) : refuse('session.forbidden');
}

/** Categories and years the service offers, for a person who may have it. */
function checkFits(work: Work): Result<null> {
  const fits = checkWanted(work.rules, work.application);
  if (!fits.ok) return fits;
  const rules = checkRules(work);
  return rules.ok ? checkCategories(work) : rules;
}

/** A service for what is held is for all of it: fewer categories would be a smaller fee for the same card. */
function checkCategories({ application, state, rules, today }: Work): Result<null> {
  const { categories } = application;
  if (rules.categories === 'one' || rules.categories === 'many') return accept(null);
  const held = rules.categories === 'held' ? heldCategories(state, rules, today) : [];
  const same = categories.length === held.length && held.every((each) => categories.includes(each));
  return same ? accept(null) : refuse('application.categoriesHeld');
}

function findWrongAnswer(form: readonly FormField[], answers: Readonly<Record<string, string>>): string | undefined {
  const unknown = Object.keys(answers).find((id) => !form.some((field) => field.id === id));
  return (
    unknown ?? form.find((field) => (answers[field.id] ?? '') !== '' && !isPossible(field, answers[field.id] ?? ''))?.id
  );
}

function isPossible({ kind, most, choices = [] }: FormField, answer: string): boolean {
  switch (kind) {
    case 'choice':
      return choices.some(({ value }) => value === answer);
    case 'day':
      return Day.safeParse(answer).success;
    case 'number':
      return /^\d{1,9}$/.test(answer) && Number(answer) <= (most ?? Number.MAX_SAFE_INTEGER);
    case 'text':
      return answer.length <= (most ?? 200);
  }
}

function checkPayment(act: Act<'application.feePaid'>, { work, book }: FoundWork): Result<unknown> {
  const { application } = work;
  const circumstances = circumstancesOf(work);
  const quote = quoteService(work.rules, { version: book.version, wanted: application, circumstances });
  if (!quote.ok) return quote;
  const { rules, lines, total, tendered, method } = act.data;
  if (rules !== book.version || total !== quote.value.total || !sameLines(lines, quote.value.lines)) {
    return refuse('fee.linesDiffer');
  }
  if (!book.paymentMethods.includes(method)) return refuse('fee.methodUnknown', { method });
  return tendered < total ? refuse('fee.short', { missing: total - tendered }) : accept(quote);
}
