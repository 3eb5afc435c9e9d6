import type { SampleVisit } from '../../../src-shared/contract/counter/practice.ts';
import { CentreCode, type Day, type LicenceNumber } from '../../../src-shared/ids.ts';
import { addDays, addYears } from '../../../src-shared/licensing/calendar.ts';
import type { Category } from '../../../src-shared/licensing/category.ts';
import { licenceNumber } from '../../../src-shared/licensing/licence-number.ts';
import type { PersonData } from '../../../src-shared/licensing/person-data.ts';
import { sampleApplicant } from './sample-applicants.ts';

/** A document that a sample applicant brings along, from the register of before. */
export interface SampleDocument {
  readonly licenceNumber: LicenceNumber;
  readonly kind: string;
  readonly categories: Category[];
  readonly issuedOn: Day;
  readonly validUntil: Day;
  readonly centre: CentreCode;
}

/** Where each visit's samples begin, and how many there are; learners are strangers, and never end. */
const blocks: Readonly<Record<Exclude<SampleVisit, 'learner'>, { readonly first: number; readonly count: number }>> = {
  renewal: { first: 10_000, count: 60 },
  new: { first: 20_000, count: 30 },
  otherDistrict: { first: 30_000, count: 12 },
  international: { first: 40_000, count: 12 },
  duplicate: { first: 50_000, count: 12 },
  endorsement: { first: 60_000, count: 12 },
};

/** Numbers of before are far above those that are lent out. */
const OLD_SERIALS = 9_000_000;
const HOME = CentreCode.parse('GLT');
const ELSEWHERE = CentreCode.parse('SKD');

/** The number of the sample who comes `came` visits after the first; undefined when there is none left. */
export function sampleNumber(visit: SampleVisit, came: number): number | undefined {
  if (visit === 'learner') return came + 1;
  const { first, count } = blocks[visit];
  return came < count ? first + came : undefined;
}

/** Every sample applicant of the register of before, with their documents as of today. */
export function carriedSamples(today: Day): readonly { person: PersonData; documents: SampleDocument[] }[] {
  return (Object.keys(blocks) as (keyof typeof blocks)[]).flatMap((visit) =>
    Array.from({ length: blocks[visit].count }, (_, came) => {
      const number = blocks[visit].first + came;
      return { person: sampleApplicant(number), documents: documentsOf(visit, { number, today }) };
    }),
  );
}

function documentsOf(visit: keyof typeof blocks, { number, today }: { number: number; today: Day }): SampleDocument[] {
  const learner = (category: Category): SampleDocument => ({
    licenceNumber: licenceNumber('LRN', OLD_SERIALS + number),
    kind: 'learner',
    categories: [category],
    issuedOn: addDays(today, -60),
    validUntil: addDays(today, 120),
    centre: HOME,
  });
  const licence = (validUntil: Day, centre = HOME): SampleDocument => ({
    licenceNumber: licenceNumber(centre, OLD_SERIALS + number),
    kind: 'licence',
    categories: number % 2 === 0 ? ['motorcycle'] : ['motorcycle', 'car'],
    issuedOn: addDays(addYears(validUntil, -5), 1),
    validUntil,
    centre,
  });
  switch (visit) {
    // Every third one is late.
    case 'renewal':
      return [licence(addDays(today, number % 3 === 0 ? -40 : 20))];
    case 'otherDistrict':
      return [licence(addDays(today, 15), ELSEWHERE)];
    case 'new':
      return [learner(number % 2 === 0 ? 'motorcycle' : 'car')];
    case 'endorsement':
      return [licence(addYears(today, 2)), learner('rickshaw')];
    case 'duplicate':
    case 'international':
      return [licence(addYears(today, 3))];
  }
}
