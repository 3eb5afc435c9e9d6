import { describe, expect, test } from 'vitest';
import { assess, type Assessment } from '../../src-shared/catalogue/assess.ts';
import { findService } from '../../src-shared/catalogue/rule-book.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { stranger, type HeldDocument, type Standing } from '../../src-shared/catalogue/standing.ts';
import type { CentreCode, Day } from '../../src-shared/ids.ts';
import type { Category } from '../../src-shared/licensing/category.ts';

const GILGIT = 'GLT' as CentreCode;
const rules = sampleCatalogues();
const grown: Standing = { ...stranger(GILGIT), birthDate: '1996-05-01' };

/** `term`: first and last day. */
function held(kind: string, term: readonly [Day, Day], more: Partial<HeldDocument> = {}): HeldDocument {
  const [issuedOn, validUntil] = term;
  return {
    number: 'GLT-0000001-1',
    kind,
    categories: ['car'],
    issuedOn,
    validUntil,
    suspended: false,
    centre: GILGIT,
    ...more,
  };
}

interface Asked extends Standing {
  readonly categories?: readonly Category[];
}

function ask(service: string, today: Day, { categories = ['car'], ...standing }: Asked): Assessment {
  return assess(findService(rules.inForce(today)!, service)!, { standing, categories, today });
}

function against(assessment: Assessment): (string | null)[] {
  return assessment.reasons.filter(({ ok }) => !ok).map(({ code }) => code);
}

describe('a learner permit', () => {
  test('is for a stranger who is old enough', () => {
    expect(ask('learner', '2026-11-22', grown)).toMatchObject({ may: true, from: '2026-11-22' });
  });

  test('says from which day, and by which rule', () => {
    const young = ask('learner', '2026-11-22', { ...grown, birthDate: '2008-12-01' });
    expect(young).toMatchObject({ may: false, from: '2026-12-01' });
    expect(young.reasons.find(({ ok }) => !ok)?.rule).toMatchObject({ id: 'ageCar', from: '2026-01-01' });
  });

  test('is not for who holds one or drives already', () => {
    const learner = { ...grown, held: [held('learner', ['2026-10-01', '2027-03-31'])] };
    expect(ask('learner', '2026-11-22', learner)).toMatchObject({ may: false, from: '2027-04-01' });
    expect(ask('learner', '2026-11-22', { ...learner, categories: ['motorcycle'] }).may).toBe(true);
    const driver = { ...grown, held: [held('licence', ['2024-10-01', '2029-09-30'])] };
    expect(against(ask('learner', '2026-11-22', driver))).toEqual(['application.holdsLicence']);
  });
});

describe('a new licence', () => {
  test('wants a learner permit of every category, each old enough', () => {
    const car = held('learner', ['2026-09-01', '2027-02-28']);
    const both = ['motorcycle', 'car'] as const;
    expect(against(ask('new', '2026-11-22', { ...grown, held: [car], categories: both }))).toEqual([
      'application.documentNeeded',
    ]);
    const motorcycle = held('learner', ['2026-11-01', '2027-04-30'], { categories: ['motorcycle'] });
    const young = ask('new', '2026-11-22', { ...grown, held: [car, motorcycle], categories: both });
    expect(young).toMatchObject({ may: false, from: '2026-12-13' });
    const later = ask('new', '2026-12-13', { ...grown, held: [car, motorcycle], categories: both });
    expect(later.may).toBe(true);
  });

  test('waits 42 days of the learner permit, and ends with it', () => {
    const learner = { ...grown, held: [held('learner', ['2026-10-12', '2027-04-11'])] };
    expect(ask('new', '2026-11-22', learner)).toMatchObject({ may: false, from: '2026-11-23' });
    expect(ask('new', '2026-11-23', learner).may).toBe(true);
    expect(ask('new', '2027-04-11', learner).may).toBe(true);
    expect(against(ask('new', '2027-04-12', learner))).toEqual(['application.documentNeeded']);
    expect(against(ask('new', '2026-11-23', { ...learner, categories: ['motorcycle'] }))).toEqual([
      'application.documentNeeded',
    ]);
  });

  test('waits after a failed test, and not after one that was long ago', () => {
    const learner = { ...grown, held: [held('learner', ['2026-06-12', '2026-12-11'])] };
    const failed = (car: Day) => ask('new', '2026-11-22', { ...learner, failedOn: { car } });
    expect(failed('2026-11-20')).toMatchObject({ may: false, from: '2026-12-05' });
    expect(failed('2026-11-07').may).toBe(true);
  });

  test('is not for who has something pending, is barred or suspended, and says all of it', () => {
    const learner = { ...grown, held: [held('learner', ['2026-06-12', '2026-12-11'], { suspended: true })] };
    const all = ask('new', '2026-11-22', { ...learner, pending: true });
    expect(against(all)).toEqual(['application.alreadyOpen', 'application.suspended']);
    expect(all.from).toBeNull();
    const barred = { ...grown, held: [held('learner', ['2026-06-12', '2026-12-11'])], barred: { until: '2026-11-30' } };
    expect(ask('new', '2026-11-22', barred)).toMatchObject({ may: false, from: '2026-12-01' });
    expect(ask('new', '2026-12-01', barred).may).toBe(true);
  });
});

describe('a renewal', () => {
  const driver = { ...grown, held: [held('licence', ['2022-03-01', '2027-02-28'])] };

  test('opens 90 days before the end and closes five years after', () => {
    expect(ask('renewal', '2026-11-29', driver)).toMatchObject({ may: false, from: '2026-11-30' });
    expect(ask('renewal', '2026-11-30', driver).may).toBe(true);
    expect(ask('renewal', '2032-02-27', driver).may).toBe(true);
    expect(against(ask('renewal', '2032-02-28', driver))).toEqual(['application.tooLate']);
    expect(against(ask('renewal', '2026-11-30', grown))).toEqual(['application.documentNeeded']);
  });

  test('is for holders of another district too', () => {
    const elsewhere = {
      ...grown,
      held: [held('licence', ['2022-03-01', '2027-02-28'], { centre: 'HNZ' as CentreCode })],
    };
    expect(ask('renewal', '2026-12-01', elsewhere).may).toBe(true);
  });
});
