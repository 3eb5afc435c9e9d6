import { assess, type Assessment } from '../catalogue/assess.ts';
import { quoteService, type Wanted } from '../catalogue/quote-service.ts';
import type { RuleBook } from '../catalogue/rule-book.ts';
import type { DocumentRule, ServiceCode } from '../catalogue/service-file.ts';
import type { ServiceRules } from '../catalogue/service-rules.ts';
import { holds } from '../catalogue/circumstances.ts';
import type { HeldDocument, Standing } from '../catalogue/standing.ts';
import type { FeeQuote } from '../catalogue/fee-line.ts';
import type { ApplicationId, CentreCode, Cnic, Day } from '../ids.ts';
import { Category } from '../licensing/category.ts';
import { yearsBetween } from '../licensing/calendar.ts';
import { termOf } from './fold/grant.ts';
import { standingOf } from './standing-of.ts';
import type { PersonState } from './state.ts';
import { circumstancesOf, documentOf } from './steps.ts';

/** Who asks, where and when; `state` is undefined for somebody the register does not know. */
export interface EligibilityQuestion {
  readonly cnic: Cnic;
  readonly state: PersonState | undefined;
  /** Of somebody whose data is not recorded yet, as told at the counter. */
  readonly birthDate: Day | null;
  readonly today: Day;
  readonly centre: CentreCode;
  /** The application the question is about, where one is open. */
  readonly except?: ApplicationId;
  /** Another choice than the usual one, for one service. */
  readonly wanted?: { readonly service: string } & Wanted;
}

/** One category of a service, judged for itself. */
export interface CategoryAnswer {
  readonly category: Category;
  readonly assessment: Assessment;
}

/** What a person is told of one service. */
export interface ServiceAnswer {
  readonly rules: ServiceRules;
  readonly wanted: Wanted;
  readonly assessment: Assessment;
  readonly categories: readonly CategoryAnswer[];
  /** Null while nothing is chosen that has a price. */
  readonly quote: FeeQuote | null;
  readonly documents: readonly DocumentRule[];
  /** The last day of what would be granted today; null where the document that decides it is missing. */
  readonly validUntil: Day | null;
  readonly document: HeldDocument | null;
}

export interface Eligibility {
  readonly standing: Standing;
  /** In the order of the rules: the most used first. */
  readonly services: readonly ServiceAnswer[];
  /** What the person most probably came for; null where nothing stands out. */
  readonly likely: ServiceCode | null;
}

/** For every service in force: may this person have it, why, from when, at what fee and with which papers? */
export function eligibilityOf(book: RuleBook, question: EligibilityQuestion): Eligibility {
  const state = question.state ?? nobody(question.cnic);
  const known = standingOf(state, question);
  const standing = { ...known, birthDate: known.birthDate ?? question.birthDate };
  const services = book.services
    .toSorted((a, b) => a.order - b.order)
    .map((rules) => answer(rules, { book, state, standing, question }));
  return { standing, services, likely: likelyOf(services, standing, question.today) };
}

interface Asked {
  readonly book: RuleBook;
  readonly state: PersonState;
  readonly standing: Standing;
  readonly question: EligibilityQuestion;
}

function answer(rules: ServiceRules, { book, state, standing, question }: Asked): ServiceAnswer {
  const { today, centre } = question;
  const categories = offered(rules, standing).map((category): CategoryAnswer => {
    return { category, assessment: assess(rules, { standing, categories: [category], today }) };
  });
  const document = documentAskedFor(rules, standing);
  const wanted: Wanted =
    question.wanted?.service === rules.service
      ? { categories: question.wanted.categories, years: question.wanted.years }
      : { categories: usualCategories(rules, { categories, document }), years: rules.years?.usual ?? 0 };
  const assessment = assess(rules, { standing, categories: wanted.categories, today });
  const circumstances = {
    ...circumstancesOf({ application: wanted, state, rules, today, centre }),
    age: standing.birthDate === null ? null : yearsBetween(standing.birthDate, today),
  };
  const quote = quoteService(rules, { version: book.version, wanted, circumstances });
  const old = documentOf(state, rules, today);
  const unknownEnd = old === undefined && rules.grant.does !== 'issues';
  return {
    rules,
    wanted,
    assessment,
    categories,
    quote: quote.ok ? quote.value : null,
    // A paper that hangs on an answer of the form is named when it is given.
    documents: rules.documents.filter((rule) => holds(rule.when, circumstances)),
    validUntil:
      rules.validity === null || unknownEnd ? null : termOf(rules, { today, years: wanted.years, old }).validUntil,
    document,
  };
}

/** The categories that can be asked for: those the rules have an age for, or what is held. */
export function offered(rules: ServiceRules, standing: Standing): readonly Category[] {
  if (rules.categories === 'none') return [];
  if (rules.categories === 'held') return documentAskedFor(rules, standing)?.categories ?? [];
  const named = rules.applicant.flatMap((rule) => (rule.is === 'age' && rule.category ? [rule.category] : []));
  return named.length === 0 ? Category.options : named;
}

/** The document a service rests on: the one of that kind that is valid longest. */
function documentAskedFor({ applicant, categories }: ServiceRules, { held }: Standing): HeldDocument | null {
  const rule = applicant.find((each) => each.is === 'renewable' || (each.is === 'holds' && isBase(each, categories)));
  if (rule?.is !== 'holds' && rule?.is !== 'renewable') return null;
  const ofKind = held.filter((each) => each.kind === rule.document);
  return ofKind.toSorted((a, b) => (a.validUntil > b.validUntil ? -1 : 1))[0] ?? null;
}

/** A service for what is held rests on that; one for new categories on what covers them, a learner permit say. */
function isBase({ of }: { of: 'chosen' | 'any' }, categories: ServiceRules['categories']): boolean {
  return categories === 'held' || of === 'chosen';
}

function usualCategories(
  rules: ServiceRules,
  { categories, document }: Pick<ServiceAnswer, 'categories' | 'document'>,
): readonly Category[] {
  if (rules.categories === 'none') return [];
  if (rules.categories === 'held') return categories.map(({ category }) => category);
  const own = categories.filter(({ category }) => document?.categories.includes(category) ?? false);
  const allowed = own.filter(({ assessment }) => assessment.may);
  const all = allowed.length > 0 ? allowed : own;
  if (rules.categories === 'many' && all.length > 0) return all.map(({ category }) => category);
  const first = all[0] ?? categories.toSorted((a, b) => againstOf(a) - againstOf(b))[0];
  return first === undefined ? [] : [first.category];
}

/** How many rules say no. */
function againstOf({ assessment }: CategoryAnswer): number {
  return assessment.reasons.filter(({ ok }) => !ok).length;
}

/** A renewal that is due, then what a permit was held for, then the first service of somebody who holds nothing. */
function likelyOf(services: readonly ServiceAnswer[], standing: Standing, today: Day): ServiceCode | null {
  const allowed = services.filter(({ assessment }) => assessment.may);
  const renewal = allowed.find(({ rules }) => rules.grant.does === 'renews');
  const next = allowed.find(({ rules, document }) => rules.categories !== 'held' && document !== null);
  const holdsAny = standing.held.some(({ validUntil }) => validUntil >= today);
  return (renewal ?? next ?? (holdsAny ? undefined : allowed[0]))?.rules.service ?? null;
}

function nobody(cnic: Cnic): PersonState {
  return { kind: 'person', cnic, person: null, recorded: null, applications: {}, licences: {}, cards: {} };
}
