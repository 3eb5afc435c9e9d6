import type { EligibilityView, ReasonView, ServiceView } from '../../../src-shared/contract/counter/services.ts';
import type { Assessment, Reason } from '../../../src-shared/catalogue/assess.ts';
import { eligibilityOf, type ServiceAnswer } from '../../../src-shared/ledger/eligibility.ts';
import { openApplicationOf } from '../../../src-shared/ledger/standing-of.ts';
import { centreOf } from '../../../src-shared/ledger/fold/application.ts';
import { readCnic } from '../../../src-shared/licensing/cnic.ts';
import type { Counter } from '../../counter.ts';
import { findPerson, getApplication, rulesInForce, today, viewLicence } from '../applications/find-application.ts';
import { handlers, must } from '../handlers.ts';

export const services = handlers.services.router({
  eligible: handlers.services.eligible.handler(({ input, context: { counter } }): EligibilityView => {
    const { cnic } = must(readCnic(input.cnic));
    const { wanted, birthDate = null } = input;
    const state = findPerson(counter, cnic);
    const open = state === undefined ? undefined : openApplicationOf(state);
    // A choice for the service that is applied for already is a change of that application, by its own rules.
    const own = open !== undefined && open.service === wanted?.service ? getApplication(counter, open.id) : undefined;
    const book = own?.book ?? rulesInForce(counter);
    const day = today(counter);
    const eligibility = eligibilityOf(book, {
      cnic,
      state,
      birthDate,
      today: day,
      centre: centreOf(counter.identity.place),
      ...(own === undefined ? {} : { except: own.application.id }),
      ...(wanted === undefined ? {} : { wanted }),
    });
    return {
      cnic,
      today: day,
      rules: book.version,
      reference: book.reference,
      birthDate: eligibility.standing.birthDate,
      licences: Object.values(state?.licences ?? {}).map((licence) => viewLicence(counter, cnic, licence)),
      services: eligibility.services.map((each) => viewService(counter, each)),
      likely: eligibility.likely,
    };
  }),
});

function viewService(counter: Counter, answer: ServiceAnswer): ServiceView {
  const { rules, wanted, assessment, document } = answer;
  const { service, title, hint, express } = rules;
  return {
    service,
    title,
    hint,
    express,
    may: assessment.may,
    from: assessment.from,
    against: firstNo(assessment),
    reasons: assessment.reasons.map(viewReason),
    choice: rules.categories,
    categories: [...wanted.categories],
    offered: answer.categories.map(({ category, assessment: own }) => ({
      category,
      may: own.may,
      from: own.from,
      against: firstNo(own),
    })),
    years: wanted.years,
    yearsRule: rules.years,
    fee: viewFee(counter, answer),
    documents: answer.documents.map((rule) => ({ document: rule.document, label: rule.label })),
    tests: rules.tests.map(({ id, test, retestDays }) => ({ id, test, retestDays })),
    validUntil: answer.validUntil,
    document: document && { kind: document.kind, number: document.number, validUntil: document.validUntil },
  };
}

function viewFee({ rules }: Counter, { quote }: ServiceAnswer): ServiceView['fee'] {
  if (quote === null) return null;
  const lines = quote.lines.map((line) => ({ ...line, label: rules.labelOf(quote.rules, line) }));
  return { lines, total: quote.total };
}

/** The "no" that decides: one that waiting does not help against, else the one that waits longest. */
function firstNo({ reasons, from }: Assessment): ReasonView | null {
  const no = reasons.filter(({ ok }) => !ok).find((reason) => reason.from === from);
  return no === undefined ? null : viewReason(no);
}

function viewReason({ rule, ok, code, detail, from }: Reason): ReasonView {
  const { id, reference } = rule;
  return { rule: { id, reference, inForceFrom: rule.from }, ok, code, detail: { ...detail }, from };
}
