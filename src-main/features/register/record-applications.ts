import type { ApplicationLine } from '../../../src-shared/contract/counter/register.ts';
import { findService } from '../../../src-shared/catalogue/rule-book.ts';
import { openedOn } from '../../../src-shared/ledger/fold/application.ts';
import type { PaperKind } from '../../../src-shared/ledger/entries/person-entries.ts';
import type { ApplicationState, PersonState } from '../../../src-shared/ledger/state.ts';
import type { Counter } from '../../counter.ts';
import { newestFirst, viewDeed } from './deed-view.ts';

/** Every application of a person, newest first. */
export function applicationLines(counter: Counter, state: PersonState): ApplicationLine[] {
  return newestFirst(
    Object.values(state.applications).map((application) => ({
      id: application.id,
      service: application.service,
      title: counter.rules.titleOf(application.service),
      stage: application.stage,
      categories: [...application.categories],
      years: application.years,
      rules: application.rules,
      documents: [...application.documents],
      licenceNumber: application.approved?.licenceNumber ?? null,
      prints: printsOf(counter, application),
      updatedAt: application.updatedAt,
      ...viewDeed(application.opened),
    })),
  );
}

/** What its service prints besides cards; nothing under rules this counter does not know. */
function printsOf({ rules }: Counter, application: ApplicationState): PaperKind[] {
  const book = rules.find(application.rules, openedOn(application));
  const service = book === undefined ? undefined : findService(book, application.service);
  return (service?.prints ?? []).flatMap((each) => (each === 'card' ? [] : [each]));
}
