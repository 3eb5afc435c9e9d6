import { accept, refuse, type Result } from '../../errors.ts';
import type { Cnic } from '../../ids.ts';
import { dayOf } from '../../licensing/calendar.ts';
import { checkPerson } from '../../licensing/person-data.ts';
import type { RuleBooks } from '../../catalogue/rule-book.ts';
import type { Act } from '../entry-types.ts';
import type { PersonState } from '../state.ts';
import { openApplicationOf } from '../standing-of.ts';
import { foldApplication, withApplication, withWorker } from './application.ts';
import { carryOver } from './carry-over.ts';
import { foldCard } from './card.ts';
import { foldDecision } from './decision.ts';
import { deedOf, trueTime } from './deed.ts';
import { foldFeeReturned } from './fee-returned.ts';
import { foldPaper } from './paper.ts';
import { foldRegister } from './register.ts';
import { foldTest } from './test.ts';

/** All licensing acts of one human being: `person:<cnic>`. */
export function foldPerson(state: PersonState | undefined, act: Act, rules: RuleBooks): Result<PersonState> {
  const before = state ?? nobody(act.entry.subject.slice('person:'.length) as Cnic);
  switch (act.type) {
    case 'person.recorded': {
      const { person } = act.data;
      if (person.cnic !== before.cnic) return refuse('ledger.wrongSubject', { type: act.type });
      const checked = checkPerson(person, dayOf(trueTime(act.entry)));
      if (!checked.ok) return checked;
      const open = openApplicationOf(before);
      const recorded = deedOf(act.entry);
      if (open === undefined) return accept({ ...before, person, recorded });
      // What the applicant proof-read is what the supervisor decides on.
      if (open.stage === 'submitted') return refuse('application.notOpen');
      const workers = withWorker(open.workers, recorded.by);
      return accept(withApplication({ ...before, person, recorded }, { ...open, workers }));
    }
    case 'application.opened':
    case 'application.changed':
    case 'application.answered':
    case 'application.documentsSeen':
    case 'application.photographed':
    case 'application.feePaid':
    case 'application.submitted':
    case 'application.cancelled':
      return foldApplication(before, act, rules);
    case 'application.returned':
    case 'application.approved':
    case 'application.issued':
      return foldDecision(before, act, rules);
    case 'application.feeReturned':
      return foldFeeReturned(before, act);
    case 'application.satSignTest':
    case 'application.droveRoadTest':
      return foldTest(before, act, rules);
    case 'licence.carriedOver':
      return carryOver(before, act);
    case 'licence.suspended':
    case 'licence.restored':
    case 'licence.cancelled':
    case 'person.barred':
    case 'person.unbarred':
      return foldRegister(before, act);
    case 'paper.printed':
      return foldPaper(before, act, rules);
    case 'card.started':
    case 'card.ended':
    case 'card.handedOver':
      return foldCard(before, act);
    default:
      return refuse('ledger.wrongSubject', { type: act.type });
  }
}

function nobody(cnic: Cnic): PersonState {
  return { kind: 'person', cnic, person: null, recorded: null, applications: {}, licences: {}, cards: {} };
}
