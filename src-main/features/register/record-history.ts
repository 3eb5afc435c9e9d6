import type { PaperView, PaymentView, PersonRecord, TestView } from '../../../src-shared/contract/counter/register.ts';
import { findService } from '../../../src-shared/catalogue/rule-book.ts';
import type { Day } from '../../../src-shared/ids.ts';
import { openedOn } from '../../../src-shared/ledger/fold/application.ts';
import type { ApplicationState, PersonState } from '../../../src-shared/ledger/state.ts';
import { addDays } from '../../../src-shared/licensing/calendar.ts';
import type { Counter } from '../../counter.ts';
import { newestFirst, viewDeed } from './deed-view.ts';

/** Every test of every application; a fail names the first day of another try, by the rules it was taken under. */
export function testsOf(counter: Counter, state: PersonState): TestView[] {
  return newestFirst(
    Object.values(state.applications).flatMap((application) => {
      const { id: applicationId, signTests = [], roadTests = [] } = application;
      const retry = (test: 'sign' | 'road', day: Day): Day | null => {
        const days = retestDays(counter, application, test);
        return days === undefined ? null : addDays(day, days);
      };
      const sign = signTests.map((each): TestView => ({
        applicationId,
        test: 'sign',
        category: null,
        outcome: each.passed ? 'pass' : 'fail',
        right: each.right,
        asked: each.asked,
        vehicle: null,
        note: '',
        day: each.day,
        retryFrom: each.passed ? null : retry('sign', each.day),
        ...viewDeed(each.deed),
      }));
      const road = roadTests.map((each): TestView => ({
        applicationId,
        test: 'road',
        category: each.category,
        outcome: each.outcome,
        right: null,
        asked: null,
        vehicle: each.vehicle,
        note: each.note,
        day: each.day,
        retryFrom: each.outcome === 'fail' ? retry('road', each.day) : null,
        ...viewDeed(each.deed),
      }));
      return [...sign, ...road];
    }),
  );
}

function retestDays({ rules }: Counter, application: ApplicationState, test: 'sign' | 'road'): number | undefined {
  const book = rules.find(application.rules, openedOn(application));
  const service = book === undefined ? undefined : findService(book, application.service);
  return service?.tests.find((each) => each.test === test)?.retestDays;
}

/** Fees with their receipts, also those that went back. */
export function paymentsOf(state: PersonState): PaymentView[] {
  const all = Object.values(state.applications).flatMap(({ id: applicationId, payment, feesReturned = [] }) => [
    ...(payment === null
      ? []
      : [
          {
            receiptNumber: payment.receiptNumber,
            applicationId,
            total: payment.total,
            returned: null,
            takenAt: payment.deed.at,
            takenBy: payment.deed.by,
            ...viewDeed(payment.deed),
          },
        ]),
    ...feesReturned.map(({ receiptNumber, total, kind, reason, deed }) => ({
      receiptNumber,
      applicationId,
      total,
      returned: { kind, reason, at: deed.at, by: deed.by },
      takenAt: null,
      takenBy: null,
      ...viewDeed(deed),
    })),
  ]);
  return newestFirst(all).map(({ receiptNumber, applicationId, total, returned, takenAt, takenBy }) => ({
    receiptNumber,
    applicationId,
    total,
    returned,
    takenAt,
    takenBy,
  }));
}

/** The photo of every application that has one. */
export function photosOf(state: PersonState): PersonRecord['photos'] {
  return newestFirst(
    Object.values(state.applications).flatMap(({ id: applicationId, photo, photographed }) =>
      photo === null || photographed === null
        ? []
        : [{ sha256: photo.sha256, applicationId, ...viewDeed(photographed) }],
    ),
  );
}

export function papersOf({ papers = [] }: PersonState): PaperView[] {
  return newestFirst(
    papers.map(({ paper, applicationId, licenceNumber, about, language, format, reason, deed }) => ({
      paper,
      applicationId,
      licenceNumber,
      about,
      language,
      format,
      reason,
      ...viewDeed(deed),
    })),
  );
}
