import type { ServiceRules } from '../../catalogue/service-rules.ts';
import { accept, refuse, type Result } from '../../errors.ts';
import type { Day } from '../../ids.ts';
import { addDays, addMonths, addYears, dayOf } from '../../licensing/calendar.ts';
import { isValidLicenceNumber } from '../../licensing/licence-number.ts';
import type { Act } from '../entry-types.ts';
import type { Issue, LicenceState, RegisterChange } from '../state.ts';
import { documentOf, passedCategories, type Work } from '../steps.ts';
import { deedOf } from './deed.ts';

type GrantAct = Act<'application.approved' | 'application.issued'>;

/** What the register keeps of a document when an application ends well. Refuses what its rules would not give. */
export function grant(work: Work, act: GrantAct): Result<LicenceState> {
  const { application, state, rules } = work;
  const { licenceNumber, issuedOn, lease, status } = act.data;
  // An entry may be judged by a better clock than it was written by; either day is honest.
  if (issuedOn !== work.today && issuedOn !== dayOf(act.entry.at)) return refuse('ledger.badBody', { type: act.type });
  const old = documentOf(state, rules, work.today);
  const term = termOf(rules, { today: issuedOn, years: application.years, old });
  if (act.data.validUntil !== term.validUntil) return refuse('ledger.badBody', { type: act.type });
  const deed = deedOf(act.entry);
  const issue: Issue[] = status === undefined ? [] : [{ ...status, applicationId: application.id, issued: deed }];
  const categories = passedCategories(application, rules);
  if (rules.grant.does === 'issues') {
    if (!isValidLicenceNumber(licenceNumber) || lease === null) return refuse('lease.numberOutside');
    if (state.licences[licenceNumber] !== undefined) return refuse('lease.numberTaken');
    const { document } = rules.grant;
    const kind = document === 'licence' ? {} : { kind: document };
    const issues = issue.length === 0 ? {} : { issues: issue };
    const { validUntil } = term;
    return accept({
      number: licenceNumber,
      ...kind,
      applicationId: application.id,
      categories,
      issuedOn,
      validUntil,
      issued: deed,
      ...issues,
    });
  }
  if (old === undefined) return refuse('application.documentNeeded', { document: rules.grant.document });
  if (old.number !== licenceNumber || lease !== null) return refuse('ledger.badBody', { type: act.type });
  const what = ({ renews: 'renewed', adds: 'added', reissues: 'reissued' } as const)[rules.grant.does];
  const change: RegisterChange = { what, applicationId: application.id, reason: null, reference: null, deed };
  return accept({
    ...old,
    applicationId: application.id,
    categories: what === 'added' ? [...new Set([...old.categories, ...categories])] : old.categories,
    validUntil: term.validUntil,
    issues: [...(old.issues ?? []), ...issue],
    changes: [...(old.changes ?? []), change],
  });
}

/** The last day of what is granted, by the rule in force; the day itself counts. */
export function termOf(
  { validity }: Pick<ServiceRules, 'validity'>,
  { today, years, old }: { today: Day; years: number; old: Pick<LicenceState, 'validUntil'> | undefined },
): { validUntil: Day } {
  if (validity === null || validity.lasts === 'unchanged') return { validUntil: old?.validUntil ?? today };
  const begins =
    validity.begins === 'afterOld' && old !== undefined && old.validUntil >= today ? addDays(old.validUntil, 1) : today;
  const { lasts } = validity;
  if (lasts === 'chosenYears') return { validUntil: lastDay(begins, years) };
  if ('years' in lasts) return { validUntil: lastDay(begins, lasts.years) };
  return { validUntil: addDays(addMonths(begins, lasts.months), -1) };
}

/** The last day of whole years from a day on: the day before its anniversary. */
export function lastDay(from: Day, years: number): Day {
  return addDays(addYears(from, years), -1);
}
