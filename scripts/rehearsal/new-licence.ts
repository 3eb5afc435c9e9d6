import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { holds, type Circumstances } from '../../src-shared/catalogue/circumstances.ts';
import type { FeeQuote } from '../../src-shared/catalogue/fee-line.ts';
import { quoteService } from '../../src-shared/catalogue/quote-service.ts';
import { findService, type RuleBook } from '../../src-shared/catalogue/rule-book.ts';
import type { ServiceCode } from '../../src-shared/catalogue/service-file.ts';
import type { ServiceRules } from '../../src-shared/catalogue/service-rules.ts';
import type { Result } from '../../src-shared/errors.ts';
import type { Day, RulesVersion } from '../../src-shared/ids.ts';
import { yearsBetween } from '../../src-shared/licensing/calendar.ts';
import type { Category } from '../../src-shared/licensing/category.ts';

/** A new licence by papers alone, as the first rules have it: for days of work that are made up. */
export const NEW_LICENCE = 'new' as ServiceCode;

interface Wanted {
  readonly categories: readonly Category[];
  readonly years: number;
}

/** The rules of a version; these did not change while they were in force. */
export function getBook(version: string): RuleBook {
  const book = firstRules.find(version as RulesVersion, '2026-01-01');
  if (book === undefined) throw new RangeError(`no rules ${version}`);
  return book;
}

export function newLicence(book: RuleBook): ServiceRules {
  const service = findService(book, NEW_LICENCE);
  if (service === undefined) throw new RangeError(`${book.version} has no new licence`);
  return service;
}

export function quoteFee(book: RuleBook, wanted: Wanted): Result<FeeQuote> {
  return quoteService(newLicence(book), { version: book.version, wanted, circumstances: circumstances(wanted, null) });
}

export function documentsFor(book: RuleBook, { birthDate, today }: { birthDate: Day; today: Day }): readonly string[] {
  const now = circumstances({ categories: [], years: 0 }, yearsBetween(birthDate, today));
  return newLicence(book)
    .documents.filter((rule) => holds(rule.when, now))
    .map(({ document }) => document);
}

function circumstances(wanted: Wanted, age: number | null): Circumstances {
  return { ...wanted, age, lateDays: 0, answers: {}, otherCentre: false };
}
