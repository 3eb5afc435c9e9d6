import type { CardQueue } from '../../../src-shared/contract/counter/cards.ts';
import type { CardView } from '../../../src-shared/contract/counter/views.ts';
import type { ApplicationId, LicenceNumber } from '../../../src-shared/ids.ts';
import type { CardState } from '../../../src-shared/ledger/state.ts';
import { dayOf } from '../../../src-shared/licensing/calendar.ts';
import type { Counter } from '../../counter.ts';
import { rulesInForce, today, viewLicence } from '../applications/find-application.ts';
import { getLicence, type FoundLicence } from './find-licence.ts';
import { cardsOf } from './licence-card.ts';

/** Longest list a screen gets of each kind. */
const MOST_LISTED = 200;

/** What is to be looked at, printed and handed over at this centre, oldest first. */
export function cardQueue(counter: Counter): CardQueue {
  const day = today(counter);
  const views = openLicences(counter, day).map((number) => lastCardView(counter, getLicence(counter, number)));
  const good = views.filter((view) => view.stage === 'good');
  return {
    toLookAt: views.filter((view) => view.stage === 'printing'),
    toPrint: views.filter(
      (view) => view.stage === 'waiting' || view.stage === 'spoiled' || view.stage === 'notPrinted',
    ),
    toHandOver: good.filter((view) => view.handedOver === null),
    handedOverToday: good.filter((view) => view.handedOver !== null),
  };
}

/** The licence's newest card job, or what it looks like before its first. */
function lastCardView(counter: Counter, found: FoundLicence): CardView {
  const { application, person, licence, state } = found;
  const all = cardsOf(state, licence.number).toSorted((a, b) => (a.started.at < b.started.at ? 1 : -1));
  // Cards of an earlier application are of what the licence was before; one still being printed bars every other.
  const cards = all.filter((card) => card.applicationId === application.id || card.stage === 'printing');
  // A print without an outcome comes before a good card: it bars every other one until somebody looked.
  const open = cards.find((card) => card.stage === 'printing') ?? cards.find((card) => card.stage === 'good');
  const last: CardState | undefined = open ?? cards[0];
  const { handedOver } = last ?? { handedOver: null };
  return {
    jobId: last?.jobId ?? null,
    licence: viewLicence(counter, person.cnic, licence),
    applicationId: application.id,
    nameEn: person.nameEn,
    nameUr: person.nameUr,
    photo: application.photo?.sha256 ?? null,
    stage: last?.stage ?? 'waiting',
    reasonNeeded: cards.some((card) => card.stage === 'good' || card.stage === 'spoiled'),
    outcomeReason: last?.outcomeReason ?? null,
    startedAt: last?.started.at ?? null,
    handedOver:
      handedOver === null ? null : { receiver: handedOver.receiver, at: handedOver.deed.at, by: handedOver.deed.by },
  };
}

/**
 * Licences whose card is not handed over, or was today; by the date they were issued. A licence that was renewed or
 * made anew waits for the card of that application; what is printed on paper waits for none.
 */
function openLicences(counter: Counter, day: string): LicenceNumber[] {
  const { store } = counter;
  const rows = store.all(
    store.sql
      .selectFrom('licence')
      // A document of before this register was made elsewhere, and rests on no application here.
      .innerJoin('application', 'application.id', 'licence.application_id')
      .leftJoin('card', (join) =>
        join
          .onRef('card.licence_number', '=', 'licence.number')
          .onRef('card.application_id', '=', 'licence.application_id')
          .on('card.handed_at', 'is not', null),
      )
      .select(['licence.number', 'card.handed_at'])
      .where('licence.kind', 'in', cardKinds(counter))
      .orderBy('licence.issued_at')
      .where((eb) => eb.or([eb('card.handed_at', 'is', null), eb('card.handed_at', '>=', startOf(day))]))
      .limit(MOST_LISTED),
  );
  const due = rows.filter((row) => row.handed_at === null || dayOf(row.handed_at) === day);
  return due.map((row) => row.number as LicenceNumber);
}

/** The kinds of documents that are cards, by the rules in force. */
function cardKinds(counter: Counter): string[] {
  const { services } = rulesInForce(counter);
  return services.filter(({ prints }) => prints.includes('card')).map(({ grant }) => grant.document);
}

/** A moment not after the start of a day at the centre: one day before it in UTC. */
function startOf(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString();
}

/** The application a job belongs to. */
export function findJob({ store }: Counter, jobId: string): { applicationId: ApplicationId; cnic: string } | undefined {
  const row = store.get(
    store.sql
      .selectFrom('card')
      .innerJoin('application', 'application.id', 'card.application_id')
      .select(['application.id', 'application.cnic'])
      .where('card.job_id', '=', jobId),
  );
  return row === undefined ? undefined : { applicationId: row.id as ApplicationId, cnic: row.cnic };
}
