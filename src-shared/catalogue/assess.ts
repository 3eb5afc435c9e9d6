import type { ErrorCode, ErrorDetail } from '../errors.ts';
import type { Day } from '../ids.ts';
import { addDays, addYears, daysBetween, yearsBetween } from '../licensing/calendar.ts';
import type { Category } from '../licensing/category.ts';
import type { Condition } from './condition.ts';
import type { ServiceRules } from './service-rules.ts';
import type { HeldDocument, Standing } from './standing.ts';

/** One rule's answer. `from` is the first day it will say yes by itself; null when waiting does not help. */
export interface Reason {
  readonly rule: Condition;
  readonly ok: boolean;
  readonly code: ErrorCode | null;
  readonly detail: ErrorDetail;
  readonly from: Day | null;
}

export interface Assessment {
  readonly may: boolean;
  /** Every rule's answer, in the order of the file. */
  readonly reasons: readonly Reason[];
  /** The first day all of them will say yes; today when they do, null when waiting does not help. */
  readonly from: Day | null;
}

interface Question {
  readonly standing: Standing;
  readonly categories: readonly Category[];
  readonly today: Day;
}

/** May this person apply for this service for these categories today, and which rule says so? */
export function assess(rules: ServiceRules, question: Question): Assessment {
  const reasons = rules.applicant.map((rule) => answer(rule, question));
  const against = reasons.filter(({ ok }) => !ok);
  const days = against.map(({ from }) => from);
  const waiting = days.every((day) => day !== null);
  const from = waiting
    ? days.reduce((latest: Day, day) => (day !== null && day > latest ? day : latest), question.today)
    : null;
  return { may: against.length === 0, reasons, from };
}

/** The first rule that says no, as an act is refused with it. */
export function firstAgainst({ reasons }: Assessment): { code: ErrorCode; detail: ErrorDetail } | undefined {
  return reasons.flatMap(({ code, detail }) => (code === null ? [] : [{ code, detail }]))[0];
}

function answer(rule: Condition, { standing, categories, today }: Question): Reason {
  const yes: Reason = { rule, ok: true, code: null, detail: {}, from: today };
  const no = (code: ErrorCode, detail: ErrorDetail = {}, from: Day | null = null): Reason => ({
    rule,
    ok: false,
    code,
    detail: from === null ? detail : { ...detail, from },
    from,
  });
  switch (rule.is) {
    case 'age': {
      if (rule.category !== undefined && !categories.includes(rule.category)) return yes;
      const { birthDate } = standing;
      if (birthDate === null || yearsBetween(birthDate, today) >= rule.minimum) return yes;
      const from = addYears(birthDate, rule.minimum);
      return no('application.underAge', { category: rule.category ?? '', age: rule.minimum }, from);
    }
    case 'holds': {
      const held = heldOf(standing, rule, categories).filter(
        (each) => each.validUntil >= addDays(today, -rule.lapsedDays),
      );
      const missing = rule.of === 'chosen' && categories.some((category) => coverOf(held, category).length === 0);
      if (held.length === 0 || missing) return no('application.documentNeeded', { document: rule.document });
      const ripe = (list: readonly HeldDocument[]): Day | undefined =>
        list.map((each) => addDays(each.issuedOn, rule.forDays)).toSorted()[0];
      const days = rule.of === 'chosen' ? categories.map((category) => ripe(coverOf(held, category))) : [ripe(held)];
      const from =
        days
          .flatMap((day) => day ?? [])
          .toSorted()
          .at(-1) ?? null;
      if (from === null || from <= today) return yes;
      return no('application.documentTooNew', { document: rule.document, days: rule.forDays }, from);
    }
    case 'holdsNone': {
      const held = heldOf(standing, rule, categories).filter((each) => each.validUntil >= today);
      const last = held
        .map((each) => each.validUntil)
        .toSorted()
        .at(-1);
      if (last === undefined) return yes;
      return no('application.holdsLicence', { document: rule.document }, addDays(last, 1));
    }
    case 'renewable': {
      const [held] = standing.held
        .filter((each) => each.kind === rule.document)
        .toSorted((a, b) => (a.validUntil > b.validUntil ? -1 : 1));
      if (held === undefined) return no('application.documentNeeded', { document: rule.document });
      const opens = addDays(held.validUntil, -rule.beforeDays);
      if (today < opens) return no('application.tooEarly', { document: rule.document }, opens);
      if (daysBetween(held.validUntil, today) <= rule.afterDays) return yes;
      return no('application.tooLate', { document: rule.document, days: rule.afterDays });
    }
    case 'waited': {
      const failed = [standing.failedOn.sign, ...categories.map((each) => standing.failedOn[each])];
      const last = failed
        .flatMap((day) => day ?? [])
        .toSorted()
        .at(-1);
      if (last === undefined || addDays(last, rule.days) <= today) return yes;
      return no('application.retestWait', { days: rule.days }, addDays(last, rule.days));
    }
    case 'nothingPending':
      return standing.pending ? no('application.alreadyOpen') : yes;
    case 'notBarred': {
      if (standing.held.some((each) => each.suspended)) return no('application.suspended');
      if (standing.barred === null || (standing.barred.until !== null && standing.barred.until < today)) return yes;
      const { until } = standing.barred;
      return no('application.barred', {}, until === null ? null : addDays(until, 1));
    }
    case 'ofThisCentre': {
      const elsewhere = standing.held.some((each) => each.centre !== standing.centre);
      return elsewhere ? no('application.otherCentre') : yes;
    }
  }
}

function coverOf(held: readonly HeldDocument[], category: Category): readonly HeldDocument[] {
  return held.filter((each) => each.categories.includes(category));
}

/** Documents of a kind that cover a category asked for, or any at all. */
function heldOf(
  standing: Standing,
  { document, of }: { document: string; of: 'chosen' | 'any' },
  categories: readonly Category[],
): readonly HeldDocument[] {
  const ofKind = standing.held.filter((each) => each.kind === document);
  if (of === 'any' || categories.length === 0) return ofKind;
  return ofKind.filter((each) => categories.some((category) => each.categories.includes(category)));
}
