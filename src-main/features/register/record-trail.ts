import type { TrailLine } from '../../../src-shared/contract/counter/register.ts';
import type { EntryType } from '../../../src-shared/ledger/entry-types.ts';
import type { ApplicationState, CardState, Deed, LicenceState, PersonState } from '../../../src-shared/ledger/state.ts';
import { newestFirst, viewDeed } from './deed-view.ts';

/** What was done by whom, newest first, as far as the state of a person tells: it is the same at every counter. */
export function trailOf(state: PersonState): TrailLine[] {
  const { recorded, bars = [], papers = [] } = state;
  return newestFirst([
    ...(recorded === null ? [] : [line('person.recorded', recorded)]),
    ...Object.values(state.applications).flatMap(ofApplication),
    ...Object.values(state.licences).flatMap(ofLicence),
    ...Object.values(state.cards).flatMap(ofCard),
    ...bars.map(({ what, reference, deed }) => line(`person.${what}`, deed, reference)),
    ...papers.map(({ licenceNumber, deed }) => line('paper.printed', deed, licenceNumber)),
  ]);
}

function line(type: EntryType, deed: Deed, about: string | null = null): TrailLine {
  return { type, about, ...viewDeed(deed) };
}

function ofApplication(application: ApplicationState): TrailLine[] {
  const { opened, photographed, payment, submitted, returned, approved } = application;
  const { feesReturned = [], signTests = [], roadTests = [] } = application;
  // One road test of several categories is one act.
  const drives = [...Map.groupBy(roadTests, ({ deed }) => deed.entry).values()];
  const ended = submitted === null ? 'application.issued' : 'application.approved';
  return [
    line('application.opened', opened, application.service),
    ...(photographed === null ? [] : [line('application.photographed', photographed)]),
    ...(payment === null ? [] : [line('application.feePaid', payment.deed, payment.receiptNumber)]),
    ...feesReturned.map(({ receiptNumber, deed }) => line('application.feeReturned', deed, receiptNumber)),
    ...signTests.map(({ right, asked, deed }) => line('application.satSignTest', deed, `${right}/${asked}`)),
    ...drives.flatMap(([first]) =>
      first === undefined ? [] : [line('application.droveRoadTest', first.deed, first.vehicle)],
    ),
    ...(submitted === null ? [] : [line('application.submitted', submitted)]),
    ...(returned === null ? [] : [line('application.returned', returned.deed)]),
    ...(approved === null ? [] : [line(ended, approved.deed, approved.licenceNumber)]),
  ];
}

/** Renewals and new cards are the end of an application, which says them. */
function ofLicence({ number, changes = [] }: LicenceState): TrailLine[] {
  return changes.flatMap(({ what, deed }) =>
    what === 'suspended' || what === 'restored' || what === 'cancelled' ? [line(`licence.${what}`, deed, number)] : [],
  );
}

function ofCard({ licenceNumber, started, ended, handedOver }: CardState): TrailLine[] {
  return [
    line('card.started', started, licenceNumber),
    ...(ended === null ? [] : [line('card.ended', ended, licenceNumber)]),
    ...(handedOver === null ? [] : [line('card.handedOver', handedOver.deed, handedOver.receiver.name)]),
  ];
}
