import type { ApplicationSummary, ApplicationView, LicenceView } from '../../../src-shared/contract/counter/views.ts';
import type { ApplicationId, Cnic, Day } from '../../../src-shared/ids.ts';
import type { ApplicationState, LicenceState, PersonState } from '../../../src-shared/ledger/state.ts';
import { centreOf, openedOn } from '../../../src-shared/ledger/fold/application.ts';
import { documentOf, documentsNeeded, nextStep, type Work } from '../../../src-shared/ledger/steps.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import { dayOf } from '../../../src-shared/licensing/calendar.ts';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';
import { findService, type RuleBook } from '../../../src-shared/catalogue/rule-book.ts';
import type { Counter } from '../../counter.ts';
import { trustedNow } from '../../store/server-clock.ts';
import { findSubject } from '../../store/subjects.ts';
import { deny } from '../handlers.ts';

/** An application, its person's whole state, and the rules it was opened under. */
export interface Found {
  readonly application: ApplicationState;
  readonly state: PersonState;
  readonly person: PersonData;
  readonly book: RuleBook;
  /** What its steps are judged by. */
  readonly work: Work;
}

export function findPerson(counter: Counter, cnic: Cnic): PersonState | undefined {
  const state = findSubject(counter.store, personSubject(cnic));
  return state?.kind === 'person' ? state : undefined;
}

/** Refuses with `application.unknown`, `.rulesUnknown`, `.serviceUnknown`. */
export function getApplication(counter: Counter, id: ApplicationId): Found {
  const { store } = counter;
  const row = store.get(store.sql.selectFrom('application').select('cnic').where('id', '=', id));
  const state = row === undefined ? undefined : findPerson(counter, row.cnic as Cnic);
  const application = state?.applications[id];
  if (state === undefined || application === undefined || state.person === null) return deny('application.unknown');
  const book = counter.rules.find(application.rules, openedOn(application));
  if (book === undefined) return deny('application.rulesUnknown', { rules: application.rules });
  const rules = findService(book, application.service) ?? deny('application.serviceUnknown');
  const work = { application, state, rules, today: today(counter), centre: centreOf(counter.identity.place) };
  return { application, state, person: state.person, book, work };
}

export function viewApplication(counter: Counter, found: Found): ApplicationView {
  const { application, state, person } = found;
  const licence = state.licences[application.approved?.licenceNumber ?? ''];
  const old = documentOf(state, found.work.rules, found.work.today);
  return {
    ...summarise(counter, found),
    person,
    years: application.years,
    rules: application.rules,
    documents: [...application.documents],
    documentsNeeded: [...documentsNeeded(found.work)],
    serviceRules: found.work.rules,
    documentLabels: Object.fromEntries(found.work.rules.documents.map(({ document, label }) => [document, label])),
    answers: { ...application.answers },
    signTests: (application.signTests ?? []).map(({ passed, right, asked, day }) => ({ passed, right, asked, day })),
    roadTests: (application.roadTests ?? []).map(({ category, outcome, vehicle, day }) => {
      return { category, outcome, vehicle, day };
    }),
    document:
      old === undefined ? null : { number: old.number, categories: [...old.categories], validUntil: old.validUntil },
    photo: application.photo?.sha256 ?? null,
    feeTotal: application.payment?.total ?? null,
    receiptNumber: application.payment?.receiptNumber ?? null,
    openedAt: application.opened.at,
    submittedBy: application.submitted?.by ?? null,
    submittedAt: application.submitted?.at ?? null,
    licence: licence === undefined ? null : viewLicence(counter, state.cnic, licence),
  };
}

export function summarise(counter: Counter, { application, person, work }: Found): ApplicationSummary {
  return {
    id: application.id,
    cnic: person.cnic,
    nameEn: person.nameEn,
    nameUr: person.nameUr,
    service: application.service,
    title: counter.rules.titleOf(application.service),
    stage: application.stage,
    step: nextStep(work),
    categories: [...application.categories],
    returnReason: application.returned?.reason ?? null,
    returnNote: application.returned?.note ?? null,
    stream: application.opened.stream,
    openedBy: application.opened.by,
    updatedAt: application.updatedAt,
  };
}

/** A licence is confirmed once central has applied the last that was done to it; what the feed brought was applied there. */
export function viewLicence({ store }: Counter, cnic: Cnic, licence: LicenceState): LicenceView {
  const own = store.get(
    store.sql
      .selectFrom('journal')
      .leftJoin('receipt', 'receipt.entry_id', 'journal.id')
      .select('receipt.status')
      .where('journal.id', '=', licence.changes?.at(-1)?.deed.entry ?? licence.issued.entry),
  );
  const { number, categories, issuedOn, validUntil } = licence;
  const confirmed = own === undefined || own.status === 'applied';
  return { number, cnic, categories: [...categories], issuedOn, validUntil, confirmed };
}

/** The day at the centre, by central's time where it is known. */
export function today(counter: Pick<Counter, 'store' | 'clock'>): Day {
  return dayOf(trustedNow(counter));
}

/** The rule version in force today. Refuses with `application.rulesUnknown`. */
export function rulesInForce(counter: Counter): RuleBook {
  const day = today(counter);
  return counter.rules.inForce(day) ?? deny('application.rulesUnknown', { rules: day });
}
