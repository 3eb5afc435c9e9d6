import type {
  ActOfRegister,
  CardJobView,
  DocumentView,
  PersonRecord,
} from '../../../src-shared/contract/counter/register.ts';
import type { Day } from '../../../src-shared/ids.ts';
import { placeOf } from '../../../src-shared/ledger/rows/person-rows.ts';
import { kindOfLicence, standingOfLicence } from '../../../src-shared/ledger/standing-of.ts';
import type { BarChange, LicenceState, PersonState, RegisterChange } from '../../../src-shared/ledger/state.ts';
import type { Counter } from '../../counter.ts';
import { viewLicence } from '../applications/find-application.ts';
import { newestFirst, viewDeed } from './deed-view.ts';

/** Licences and permits, those in force first, then the newest. */
export function documentsOf(counter: Counter, state: PersonState, today: Day): DocumentView[] {
  const all = Object.values(state.licences).map((licence): DocumentView => {
    const { number, categories, issuedOn, validUntil, issues = [], changes = [] } = licence;
    const standing = standingOfLicence(licence, today);
    return {
      number,
      kind: kindOfLicence(licence),
      categories: [...categories],
      issuedOn,
      validUntil,
      confirmed: viewLicence(counter, state.cnic, licence).confirmed,
      standing,
      outUntil: standing === 'suspended' ? (licence.outOfForce?.until ?? null) : null,
      issues: newestFirst(viewIssues(issues)),
      changes: changes.map(viewChange),
      ...viewDeed(licence.issued),
    };
  });
  const order = { active: 0, suspended: 1, expired: 2, cancelled: 3 } as const;
  return newestFirst(all).toSorted((a, b) => order[a.standing] - order[b.standing]);
}

function viewIssues(issues: NonNullable<LicenceState['issues']>): DocumentView['issues'] {
  return issues.map((issue, at) => ({
    place: placeOf(issue),
    applicationId: issue.applicationId,
    superseded: at < issues.length - 1,
    ...viewDeed(issue.issued),
  }));
}

function viewChange({ what, applicationId, reason, reference, until, deed }: RegisterChange): ActOfRegister {
  return { what, applicationId, reason, reference, until: until ?? null, ...viewDeed(deed) };
}

export function barOf({ barred }: PersonState, today: Day): PersonRecord['bar'] {
  if (barred === null || barred === undefined) return null;
  const { reason, reference, until, deed } = barred;
  return { reason, reference, until, inForce: until === null || today <= until, ...viewDeed(deed) };
}

export function barsOf({ bars = [] }: PersonState): ActOfRegister[] {
  return newestFirst(bars.map(viewBar));
}

function viewBar({ what, reason, reference, until, deed }: BarChange): ActOfRegister {
  return { what, applicationId: null, reason, reference, until, ...viewDeed(deed) };
}

/** Every card job. A good card is superseded by a later good one of the same licence. */
export function cardsOf(state: PersonState): CardJobView[] {
  const all = newestFirst(
    Object.values(state.cards).map((card): CardJobView => {
      const { jobId, licenceNumber, applicationId, stage, printReason, outcomeReason, handedOver } = card;
      const handed =
        handedOver === null ? null : { receiver: handedOver.receiver, at: handedOver.deed.at, by: handedOver.deed.by };
      return {
        jobId,
        licenceNumber,
        applicationId,
        stage,
        superseded: false,
        printReason,
        outcomeReason,
        handedOver: handed,
        ...viewDeed(card.started),
      };
    }),
  );
  return all.map((card, at) => ({ ...card, superseded: card.stage === 'good' && hasLater(all.slice(0, at), card) }));
}

function hasLater(newer: readonly CardJobView[], { licenceNumber }: CardJobView): boolean {
  return newer.some((each) => each.licenceNumber === licenceNumber && each.stage === 'good');
}
