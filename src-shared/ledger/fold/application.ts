import { accept, refuse, type Result } from '../../errors.ts';
import type { ApplicationId, StaffId } from '../../ids.ts';
import { dayOf } from '../../licensing/calendar.ts';
import { checkAge, documentsFor } from '../../licensing/eligibility.ts';
import { quoteFee, sameLines } from '../../licensing/fees.ts';
import type { PersonData } from '../../licensing/person-data.ts';
import type { Category, RuleBook, RuleBooks } from '../../licensing/rule-book.ts';
import type { Act } from '../entry-types.ts';
import type { ApplicationState, PersonState } from '../state.ts';
import { deedOf } from './deed.ts';

type ApplicationAct = Act<
  | 'application.opened'
  | 'application.changed'
  | 'application.documentsSeen'
  | 'application.photographed'
  | 'application.feePaid'
  | 'application.submitted'
  | 'application.cancelled'
>;

/** The operator's part of an application: from opening it to handing it to the supervisor. */
export function foldApplication(state: PersonState, act: ApplicationAct, rules: RuleBooks): Result<PersonState> {
  if (act.type === 'application.opened') return open(state, act, rules);
  const application = state.applications[act.data.applicationId];
  if (application === undefined || state.person === null) return refuse('application.unknown');
  if (application.stage !== 'open' && application.stage !== 'returned') return refuse('application.notOpen');
  const book = rules.find(application.rules);
  if (book === undefined) return refuse('application.rulesUnknown', { rules: application.rules });
  const changed = change(application, act, { book, person: state.person });
  if (!changed.ok) return changed;
  const workers = withWorker(application.workers, act.entry.actor);
  return accept(withApplication(state, { ...changed.value, workers, updatedAt: act.entry.at }));
}

export function withWorker(workers: readonly StaffId[], worker: StaffId): readonly StaffId[] {
  return workers.includes(worker) ? workers : [...workers, worker];
}

export function withApplication(state: PersonState, application: ApplicationState): PersonState {
  return { ...state, applications: { ...state.applications, [application.id]: application } };
}

export function openApplicationOf(state: PersonState): ApplicationState | undefined {
  return Object.values(state.applications).find((each) => each.stage !== 'approved' && each.stage !== 'cancelled');
}

function open(state: PersonState, act: Act<'application.opened'>, rules: RuleBooks): Result<PersonState> {
  const { applicationId, service, categories, years } = act.data;
  if (state.person === null || state.recorded === null) return refuse('person.unknown');
  if (state.applications[applicationId] !== undefined) return refuse('ledger.repeated');
  if (openApplicationOf(state) !== undefined) return refuse('application.alreadyOpen');
  const today = dayOf(act.entry.at);
  if (Object.values(state.licences).some((each) => each.validUntil >= today)) return refuse('application.holdsLicence');
  const book = rules.find(act.data.rules);
  if (book === undefined) return refuse('application.rulesUnknown', { rules: act.data.rules });
  const wanted = checkWanted(book, state.person, { categories, years, today });
  if (!wanted.ok) return wanted;
  const opened = deedOf(act.entry);
  return accept(
    withApplication(state, {
      id: applicationId,
      service,
      stage: 'open',
      categories,
      years,
      rules: book.version,
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
    }),
  );
}

interface Surroundings {
  readonly book: RuleBook;
  readonly person: PersonData;
}

function change(
  application: ApplicationState,
  act: Exclude<ApplicationAct, Act<'application.opened'>>,
  { book, person }: Surroundings,
): Result<ApplicationState> {
  const today = dayOf(act.entry.at);
  const deed = deedOf(act.entry);
  switch (act.type) {
    case 'application.changed': {
      if (application.payment !== null) return refuse('fee.alreadyPaid');
      const wanted = checkWanted(book, person, { ...act.data, today });
      return wanted.ok ? accept({ ...application, categories: act.data.categories, years: act.data.years }) : wanted;
    }
    case 'application.documentsSeen':
      return accept({ ...application, documents: act.data.documents });
    case 'application.photographed':
      return accept({ ...application, photo: act.data.photo, photographed: deed });
    case 'application.feePaid': {
      if (application.payment !== null) return refuse('fee.alreadyPaid');
      const { receiptNumber, total } = act.data;
      const paid = checkPayment(application, act, book);
      return paid.ok ? accept({ ...application, payment: { receiptNumber, total, deed } }) : paid;
    }
    case 'application.submitted': {
      const complete = checkComplete(application, { book, person, today });
      if (!complete.ok) return complete;
      if (!act.data.proofread) return refuse('application.notProofread');
      return accept({ ...application, stage: 'submitted', submitted: deed });
    }
    case 'application.cancelled':
      return application.payment === null ? accept({ ...application, stage: 'cancelled' }) : refuse('fee.alreadyPaid');
  }
}

function checkWanted(
  book: RuleBook,
  person: PersonData,
  wanted: { categories: readonly Category[]; years: number; today: string },
): Result<unknown> {
  const age = checkAge(book, { birthDate: person.birthDate, categories: wanted.categories, today: wanted.today });
  return age.ok ? quoteFee(book, wanted) : age;
}

function checkPayment(application: ApplicationState, act: Act<'application.feePaid'>, book: RuleBook): Result<unknown> {
  const quote = quoteFee(book, application);
  if (!quote.ok) return quote;
  const { rules, lines, total, tendered, method } = act.data;
  if (rules !== book.version || total !== quote.value.total || !sameLines(lines, quote.value.lines)) {
    return refuse('fee.linesDiffer');
  }
  if (!book.paymentMethods.includes(method)) return refuse('fee.methodUnknown', { method });
  return tendered < total ? refuse('fee.short', { missing: total - tendered }) : accept(quote);
}

/** Everything a supervisor needs is there, and the age still fits the person's data. Refuses with what is missing first, in the order of the steps. */
export function checkComplete(
  application: ApplicationState,
  { book, person, today }: Surroundings & { today: string },
): Result<ApplicationId> {
  const missing = documentsFor(book, { birthDate: person.birthDate, today }).filter(
    (document) => !application.documents.includes(document),
  );
  if (missing.length > 0) return refuse('application.documentsMissing', { count: missing.length });
  if (application.photo === null) return refuse('application.photoMissing');
  if (application.payment === null) return refuse('application.feeUnpaid');
  const { categories } = application;
  const age = checkAge(book, { birthDate: person.birthDate, categories, today });
  return age.ok ? accept(application.id) : age;
}
