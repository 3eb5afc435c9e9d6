import type { Result } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { RuleBooks } from '../catalogue/rule-book.ts';
import { kindOf, type Act } from './entry-types.ts';
import { foldCatalogue } from './fold/catalogue.ts';
import { foldChecks } from './fold/checks.ts';
import { foldDevices } from './fold/devices.ts';
import { foldException } from './fold/exception.ts';
import { foldLease } from './fold/lease.ts';
import { foldPerson } from './fold/person.ts';
import { foldRecall } from './fold/recall.ts';
import { foldReports } from './fold/reports.ts';
import { foldStock } from './fold/stock.ts';
import { foldTill } from './fold/till.ts';
import type { SubjectState } from './state.ts';

/**
 * The rules of the whole product in one pure function: the state of a subject and one act give the
 * new state, or a refusal with a code. No clock, no randomness, no I/O: time comes from the entry,
 * and a rule version is found by the name the entry gives. The counter and central call the same.
 */
export function fold(state: SubjectState | undefined, act: Act, rules: RuleBooks): Result<SubjectState> {
  const kind = kindOf(act.entry.subject);
  if (state !== undefined && state.kind !== kind) return refuse('ledger.wrongSubject', { type: act.type });
  switch (kind) {
    case 'person':
      return foldPerson(narrow(state, 'person'), act, rules);
    case 'till':
      return foldTill(narrow(state, 'till'), act, rules);
    case 'stock':
      return foldStock(narrow(state, 'stock'), act);
    case 'lease':
      return foldLease(narrow(state, 'lease'), act);
    case 'reports':
      return foldReports(narrow(state, 'reports'), act);
    case 'devices':
      return foldDevices(narrow(state, 'devices'), act, rules);
    case 'exception':
      return foldException(narrow(state, 'exception'), act);
    case 'recall':
      return foldRecall(narrow(state, 'recall'), act);
    case 'catalogue':
      return foldCatalogue(narrow(state, 'catalogue'), act);
    case 'checks':
      return foldChecks(narrow(state, 'checks'), act);
  }
}

function narrow<Kind extends SubjectState['kind']>(
  state: SubjectState | undefined,
  kind: Kind,
): Extract<SubjectState, { kind: Kind }> | undefined {
  return state?.kind === kind ? (state as Extract<SubjectState, { kind: Kind }>) : undefined;
}
