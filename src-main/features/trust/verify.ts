import type { Credential } from '../../../src-shared/credential/credential.ts';
import type { CardStatus } from '../../../src-shared/credential/status.ts';
import type { ReasonCode, Verification } from '../../../src-shared/credential/verdict.ts';
import { verifyText as judge, type RegisterFinding } from '../../../src-shared/credential/verify.ts';
import type { Cnic } from '../../../src-shared/ids.ts';
import { standingOfLicence } from '../../../src-shared/ledger/standing-of.ts';
import type { Issue, LicenceState, PersonState } from '../../../src-shared/ledger/state.ts';
import { personSubject } from '../../../src-shared/ledger/subjects.ts';
import type { Counter } from '../../counter.ts';
import { trustedNow } from '../../store/server-clock.ts';
import { findSubject } from '../../store/subjects.ts';
import { today } from '../applications/find-application.ts';
import { trustOf } from './trust-board.ts';

/** What judging a text needs of a counter: nothing that asks the line. `practice` is undefined where work is real. */
export type VerifyCounter = Pick<Counter, 'store' | 'clock'> & { readonly practice: unknown };

/**
 * Judges the text of a card's code, or a typed licence number, by the keys, the status lists and the register that are
 * here: with the link down as well as with it. Own suspensions that are not sent yet count at once.
 */
export function verifyText(counter: VerifyCounter, text: string): Verification {
  const { keyring, asOf, status } = trustOf(counter.store);
  return judge(
    {
      keyring,
      keysAsOf: asOf,
      status,
      now: trustedNow(counter),
      practice: counter.practice !== undefined,
      register: (credential) => compare(counter, credential),
    },
    text,
  );
}

/** The holder of a licence as the register here has them; undefined where the licence is not known here. */
export function holderOf({ store }: Pick<Counter, 'store'>, licenceNumber: string): PersonState | undefined {
  const row = store.get(store.sql.selectFrom('licence').select('cnic').where('number', '=', licenceNumber));
  const state = row === undefined ? undefined : findSubject(store, personSubject(row.cnic as Cnic));
  return state?.kind === 'person' ? state : undefined;
}

function compare(counter: VerifyCounter, credential: Credential): RegisterFinding | undefined {
  const state = holderOf(counter, credential.licenceNumber);
  const licence = state?.licences[credential.licenceNumber];
  if (state === undefined || licence === undefined) return undefined;
  const { issues = [] } = licence;
  const place = issues.findIndex((issue) => isAt(issue, credential));
  const current = credential.status === undefined ? issues.length === 0 : place === issues.length - 1;
  const unknown = credential.status !== undefined && place < 0 && !mayBeNews(counter, credential);
  return {
    status: statusOf(counter, licence, current || place < 0),
    differences: [
      ...differences(state, credential),
      ...(current ? ofCurrent(state, { licence, credential }) : []),
      ...(unknown ? (['register.cardUnknown'] as const) : []),
    ],
  };
}

function isAt(issue: Issue, { status }: Credential): boolean {
  return status !== undefined && issue.list === status.list && issue.index === status.index;
}

/** Could the card have been issued elsewhere since this counter last heard everything? */
function mayBeNews({ store }: Pick<Counter, 'store'>, { issuedAt }: Credential): boolean {
  const heard = store.get(store.sql.selectFrom('replay_cursor').select('feed_at'))?.feed_at ?? null;
  return heard === null || issuedAt >= new Date(Date.parse(heard) - 86_400_000).toISOString();
}

function statusOf(counter: VerifyCounter, licence: LicenceState, current: boolean): CardStatus {
  const standing = standingOfLicence(licence, today(counter));
  if (standing === 'cancelled') return 'cancelled';
  if (!current) return 'superseded';
  return standing === 'suspended' ? 'suspended' : 'valid';
}

/** What no later card changes. */
function differences({ person, cnic }: PersonState, credential: Credential): readonly ReasonCode[] {
  const codes: ReasonCode[] = [];
  if (person !== null && person.birthDate !== credential.birthDate) codes.push('register.birthDateDiffers');
  if (cnic.slice(-4) !== credential.cnicTail) codes.push('register.cnicDiffers');
  return codes;
}

/** What the card that counts has to have as the register has it. */
function ofCurrent(
  { person, applications }: PersonState,
  { licence, credential }: { readonly licence: LicenceState; readonly credential: Credential },
): readonly ReasonCode[] {
  const codes: ReasonCode[] = [];
  const names = person === null || (person.nameEn === credential.nameEn && fits(credential.nameUr, person.nameUr));
  if (!names) codes.push('register.nameDiffers');
  if (credential.categories.some((each) => !licence.categories.includes(each))) codes.push('register.categoriesDiffer');
  if (licence.issuedOn !== credential.issuedOn || licence.validUntil !== credential.validUntil) {
    codes.push('register.datesDiffer');
  }
  const photo = applications[licence.applicationId]?.photo?.sha256.slice(0, 8);
  if (!fits(credential.photo, photo)) codes.push('register.photoDiffers');
  return codes;
}

/** A card says less than the register where something did not fit; what it says has to be so. */
function fits(said: string | undefined, known: string | undefined): boolean {
  return said === undefined || known === undefined || said === known;
}
