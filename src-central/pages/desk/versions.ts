import type { Act } from '../../../src-shared/ledger/entry-types.ts';
import { openApplicationOf } from '../../../src-shared/ledger/standing-of.ts';
import type { ApplicationState, LicenceState, PersonState, SubjectState } from '../../../src-shared/ledger/state.ts';
import { quoteService } from '../../../src-shared/catalogue/quote-service.ts';
import { findService } from '../../../src-shared/catalogue/rule-book.ts';
import { centreOf, openedOn } from '../../../src-shared/ledger/fold/application.ts';
import { circumstancesOf } from '../../../src-shared/ledger/steps.ts';
import { dayOf } from '../../../src-shared/licensing/calendar.ts';
import type { RuleBooks } from '../../../src-shared/catalogue/rule-book.ts';
import { leavesOf } from './leaf-fields.ts';

/** One field of both versions; null where that side has none. */
export interface FieldPair {
  readonly path: string;
  readonly counter: string | null;
  readonly register: string | null;
  readonly differs: boolean;
}

export interface RegisterParts {
  readonly state: SubjectState | undefined;
  readonly books: RuleBooks;
  /** The licence that has the number the entry speaks of, whoever's it is. */
  readonly holder: { readonly number: string; readonly cnic: string; readonly applicationId: string } | undefined;
}

/** What the counter says beside what the register says of the same thing; differing fields are marked. */
export function compareVersions(body: unknown, register: unknown): readonly FieldPair[] {
  const [counter, central] = [body, register].map(
    (each) => new Map(leavesOf((each ?? {}) as never).map((leaf) => [leaf.path, leaf.value])),
  );
  const paths = [...new Set([...(counter?.keys() ?? []), ...(central?.keys() ?? [])])];
  return paths.map((path) => {
    const pair = { counter: counter?.get(path) ?? null, register: central?.get(path) ?? null };
    return { path, ...pair, differs: register !== undefined && pair.counter !== pair.register };
  });
}

/** What the register has in the place of an entry's body; undefined where it has nothing to compare with. */
export function registerVersion(act: Act, parts: RegisterParts): unknown {
  const { state, holder } = parts;
  switch (act.type) {
    case 'lease.numberTaken':
      return holder === undefined ? undefined : { number: holder.number, applicationId: holder.applicationId };
    case 'application.approved':
    case 'application.issued': {
      const licence = licenceOf(state, act.data.applicationId, act.entry.at);
      if (licence !== undefined) return approvalOf(licence);
      return holder === undefined ? undefined : { applicationId: holder.applicationId, licenceNumber: holder.number };
    }
    case 'till.took':
      return state?.kind === 'till'
        ? withoutDeed(state.receipts.find((each) => each.receiptNumber === act.data.receiptNumber))
        : undefined;
    default:
      return state?.kind === 'person' ? ofPerson(act, state, parts.books) : undefined;
  }
}

function ofPerson(act: Act, state: PersonState, books: RuleBooks): unknown {
  if (act.type === 'person.recorded') return state.person === null ? undefined : { person: state.person };
  if (!('applicationId' in act.data)) return undefined;
  const named = act.data.applicationId === null ? undefined : state.applications[act.data.applicationId];
  const application = named ?? openApplicationOf(state) ?? newest(state);
  if (application === undefined) return undefined;
  if (act.type === 'application.feePaid') return feeOf(application, { act, state, books });
  const { id: applicationId, service, categories, years, rules, documents, photo } = application;
  const all: Readonly<Record<string, unknown>> = { applicationId, service, categories, years, rules, documents, photo };
  return Object.fromEntries(Object.keys(act.data).flatMap((name) => (name in all ? [[name, all[name]]] : [])));
}

/** What has to be paid by the rules, and what was paid already. */
function feeOf(
  application: ApplicationState,
  { act, state, books }: { act: Act; state: PersonState; books: RuleBooks },
): unknown {
  const book = books.find(application.rules, openedOn(application));
  const rules = book === undefined ? undefined : findService(book, application.service);
  const today = dayOf(act.entry.at);
  const quote =
    book === undefined || rules === undefined
      ? undefined
      : quoteService(rules, {
          version: book.version,
          wanted: application,
          circumstances: circumstancesOf({ application, state, rules, today, centre: centreOf(act.entry) }),
        });
  const paid = application.payment === null ? {} : { receiptNumber: application.payment.receiptNumber };
  const owed = quote?.ok === true ? { lines: quote.value.lines, total: quote.value.total } : {};
  return { applicationId: application.id, ...paid, rules: application.rules, ...owed };
}

function newest(state: PersonState): ApplicationState | undefined {
  return Object.values(state.applications).toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))[0];
}

/** The licence of that application, else the one the person holds. */
function licenceOf(state: SubjectState | undefined, applicationId: string, at: string): LicenceState | undefined {
  if (state?.kind !== 'person') return undefined;
  const all = Object.values(state.licences);
  return (
    all.find((each) => each.applicationId === applicationId) ?? all.find((each) => each.validUntil >= at.slice(0, 10))
  );
}

function approvalOf({ applicationId, number: licenceNumber, issuedOn, validUntil }: LicenceState): unknown {
  return { applicationId, licenceNumber, issuedOn, validUntil };
}

function withoutDeed(receipt: object | undefined): unknown {
  if (receipt === undefined) return undefined;
  return Object.fromEntries(Object.entries(receipt).filter(([name]) => name !== 'deed'));
}
