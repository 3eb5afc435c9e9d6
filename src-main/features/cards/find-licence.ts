import type { ApplicationId, LicenceNumber } from '../../../src-shared/ids.ts';
import type { LicenceState } from '../../../src-shared/ledger/state.ts';
import type { Counter } from '../../counter.ts';
import { getApplication, type Found } from '../applications/find-application.ts';
import { deny } from '../handlers.ts';

/** A licence with its holder's state and the application it came from. */
export interface FoundLicence extends Found {
  readonly licence: LicenceState;
}

/** Refuses with `card.noLicence`. */
export function getLicence(counter: Counter, number: LicenceNumber): FoundLicence {
  const { store } = counter;
  const row = store.get(store.sql.selectFrom('licence').select('application_id').where('number', '=', number));
  if (row === undefined) return deny('card.noLicence');
  const found = getApplication(counter, row.application_id as ApplicationId);
  const licence = found.state.licences[number];
  return licence === undefined ? deny('card.noLicence') : { ...found, licence };
}
