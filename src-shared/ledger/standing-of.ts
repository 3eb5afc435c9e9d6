import type { Standing } from '../catalogue/standing.ts';
import type { ApplicationId, CentreCode, Day } from '../ids.ts';
import type { Category } from '../licensing/category.ts';
import type { ApplicationState, LicenceState, PersonState } from './state.ts';

export function kindOfLicence(licence: LicenceState): string {
  return licence.kind ?? 'licence';
}

/** The standing of a document on a day. */
export type LicenceStanding = 'active' | 'expired' | 'suspended' | 'cancelled';

export function standingOfLicence(licence: LicenceState, today: Day): LicenceStanding {
  const out = licence.outOfForce ?? null;
  if (out?.is === 'cancelled') return 'cancelled';
  if (out !== null && (out.until === null || today <= out.until)) return 'suspended';
  return licence.validUntil < today ? 'expired' : 'active';
}

/** The application of a person that is not decided yet. */
export function openApplicationOf(state: PersonState): ApplicationState | undefined {
  return Object.values(state.applications).find((each) => each.stage !== 'approved' && each.stage !== 'cancelled');
}

/** What the rules may know of a person; `except` is the application they are asked for. */
export function standingOf(
  state: PersonState,
  { today, centre, except }: { today: Day; centre: CentreCode; except?: ApplicationId },
): Standing {
  const applications = Object.values(state.applications);
  const open = openApplicationOf(state);
  return {
    birthDate: state.person?.birthDate ?? null,
    held: Object.values(state.licences).flatMap((licence) => {
      const standing = standingOfLicence(licence, today);
      if (standing === 'cancelled') return [];
      const { number, categories, issuedOn, validUntil } = licence;
      const kind = kindOfLicence(licence);
      const suspended = standing === 'suspended';
      return [{ number, kind, categories, issuedOn, validUntil, suspended, centre: centreOfLicence(licence) }];
    }),
    pending: open !== undefined && open.id !== except,
    barred: state.barred ?? null,
    // What was failed on the application itself is held back by its own tests, and does not bar what was passed.
    failedOn: lastFailures(applications.filter(({ id }) => id !== except)),
    centre,
  };
}

/** The day each test was failed last: of the sign test, and of the road test by category. */
export function lastFailures(applications: readonly ApplicationState[]): Partial<Record<Category | 'sign', Day>> {
  const failedOn: Partial<Record<Category | 'sign', Day>> = {};
  for (const { signTests = [], roadTests = [] } of applications) {
    for (const { passed, day } of signTests) if (!passed && day > (failedOn.sign ?? '')) failedOn.sign = day;
    for (const { outcome, category, day } of roadTests) {
      if (outcome === 'fail' && day > (failedOn[category] ?? '')) failedOn[category] = day;
    }
  }
  return failedOn;
}

/** The centre that issued a document. */
export function centreOfLicence({ centre, issued }: LicenceState): CentreCode {
  return centre ?? (issued.stream.slice(0, 3) as CentreCode);
}
