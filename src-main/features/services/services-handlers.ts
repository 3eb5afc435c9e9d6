import type { EligibilityView, ReasonView, ServiceView } from '../../../src-shared/contract/counter/services.ts';
import type { Reason } from '../../../src-shared/catalogue/assess.ts';
import { eligibilityOf, type ServiceAnswer } from '../../../src-shared/ledger/eligibility.ts';
import { centreOf } from '../../../src-shared/ledger/fold/application.ts';
import { readCnic } from '../../../src-shared/licensing/cnic.ts';
import type { Counter } from '../../counter.ts';
import { findPerson, rulesInForce, today, viewLicence } from '../applications/find-application.ts';
import { handlers, must } from '../handlers.ts';

export const services = handlers.services.router({
  eligible: handlers.services.eligible.handler(({ input, context: { counter } }): EligibilityView => {
    const { cnic } = must(readCnic(input.cnic));
    const book = rulesInForce(counter);
    const state = findPerson(counter, cnic);
    const day = today(counter);
    const eligibility = eligibilityOf(book, {
      cnic,
      state,
      birthDate: input.birthDate ?? null,
      today: day,
      centre: centreOf(counter.identity.place),
      ...(input.wanted === undefined ? {} : { wanted: input.wanted }),
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
  const { rules, wanted, assessment, quote, document } = answer;
  const reasons = assessment.reasons.map(viewReason);
  return {
    service: rules.service,
    title: rules.title,
    hint: rules.hint,
    express: rules.express,
    may: assessment.may,
    from: assessment.from,
    against: reasons.find(({ ok }) => !ok) ?? null,
    reasons,
    choice: rules.categories,
    categories: [...wanted.categories],
    offered: answer.categories.map((each) => ({ ...each })),
    years: wanted.years,
    yearsRule: rules.years,
    fee:
      quote === null
        ? null
        : {
            lines: quote.lines.map((line) => ({ ...line, label: counter.rules.labelOf(quote.rules, line) })),
            total: quote.total,
          },
    documents: answer.documents.map((rule) => ({ document: rule.document, label: rule.label })),
    tests: rules.tests.map(({ id, test, retestDays }) => ({ id, test, retestDays })),
    validUntil: answer.validUntil,
    document:
      document === null ? null : { kind: document.kind, number: document.number, validUntil: document.validUntil },
  };
}

function viewReason({ rule, ok, code, detail, from }: Reason): ReasonView {
  const { id, reference } = rule;
  return { rule: { id, reference, inForceFrom: rule.from }, ok, code, detail: { ...detail }, from };
}
