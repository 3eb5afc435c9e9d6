import {
  differing,
  type CardSays,
  type CheckedCard,
  type RegisterSays,
  type StatusAge,
} from '../../../src-shared/contract/counter/verify.ts';
import type { Credential } from '../../../src-shared/credential/credential.ts';
import type { Verification } from '../../../src-shared/credential/verdict.ts';
import { OLD_AFTER_SECONDS } from '../../../src-shared/credential/verify.ts';
import { LicenceNumber } from '../../../src-shared/ids.ts';
import type { Entry } from '../../../src-shared/ledger/entry.ts';
import { kindOfLicence, standingOfLicence } from '../../../src-shared/ledger/standing-of.ts';
import type { ActorRole } from '../../../src-shared/roles.ts';
import type { Counter } from '../../counter.ts';
import { today } from '../applications/find-application.ts';
import { holderOf } from '../trust/verify.ts';

/** What a screen shows of a check that was made, card and register side by side. */
export function checkedView(
  counter: Counter,
  found: Verification,
  { entry, role }: { entry: Entry; role: ActorRole },
): CheckedCard {
  const { verdict, reasons, credential, face, signedBy, statusAsOf, statusAge } = found;
  const number = LicenceNumber.safeParse(found.licenceNumber).data ?? null;
  const card = credential === null ? null : cardSays(credential);
  // Personal data is for those who serve the person; a technician sees it where a true card shows it already.
  const maySee = role !== 'technician' || (signedBy !== null && verdict !== 'fake');
  const register = number !== null && maySee ? registerSays(counter, number) : null;
  return {
    entryId: entry.id,
    at: entry.at,
    verdict,
    reasons: reasons.map(({ code, detail }) => ({ code, detail: { ...detail } })),
    licenceNumber: number,
    card,
    face: face === null ? null : new Blob([new Uint8Array(face.bytes)], { type: 'image/webp' }),
    register,
    differences: card === null || register === null ? [] : differing.filter((field) => differ(card, register, field)),
    signedBy: signedBy?.holder ?? null,
    status: statusView(statusAsOf, statusAge),
  };
}

function cardSays(credential: Credential): CardSays {
  const { kind, nameEn, nameUr = null, birthDate, gender, cnicTail, issuedOn, validUntil, practice } = credential;
  const categories = [...credential.categories];
  return {
    kind,
    nameEn,
    nameUr,
    birthDate,
    gender,
    cnicTail,
    categories,
    issuedOn,
    validUntil,
    practice,
  };
}

function registerSays(counter: Counter, number: LicenceNumber): RegisterSays | null {
  const state = holderOf(counter, number);
  const licence = state?.licences[number];
  if (state === undefined || licence === undefined || state.person === null) return null;
  const { nameEn, nameUr, birthDate, gender } = state.person;
  return {
    kind: kindOfLicence(licence),
    nameEn,
    nameUr,
    birthDate,
    gender,
    cnicTail: state.cnic.slice(-4),
    categories: [...licence.categories],
    issuedOn: licence.issuedOn,
    validUntil: licence.validUntil,
    standing: standingOfLicence(licence, today(counter)),
    photo: state.applications[licence.applicationId]?.photo?.sha256 ?? null,
  };
}

/** A card may say less than the register; what it says has to be the same. */
function differ(card: CardSays, register: RegisterSays, field: (typeof differing)[number]): boolean {
  const said = card[field];
  return said !== null && JSON.stringify(said) !== JSON.stringify(register[field]);
}

/** How old a status list is, at a moment; both ISO 8601. */
export function statusAgeAt({ asOf, now }: { asOf: string | null; now: string }): StatusAge {
  return statusView(asOf, asOf === null ? null : Math.max(0, Math.floor((Date.parse(now) - Date.parse(asOf)) / 1000)));
}

function statusView(asOf: string | null, age: number | null): StatusAge {
  return { asOf, age, old: age === null || age > OLD_AFTER_SECONDS };
}
