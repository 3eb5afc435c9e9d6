import { createHash } from 'node:crypto';
import { CardData } from '../../../src-shared/card/card-data.ts';
import type { Cnic, LicenceNumber, Sha256 } from '../../../src-shared/ids.ts';
import type { PersonState } from '../../../src-shared/ledger/state.ts';
import type { Counter } from '../../counter.ts';
import type { CardSide } from '../../devices/printer/printer-port.ts';
import { findCentre } from '../../store/reference.ts';
import { deny } from '../handlers.ts';
import { getPhoto } from '../studio/stored-photo.ts';
import { credentialText } from '../trust/credential-text.ts';
import { composeSide, renderCard, type CardFaces } from './card-face.ts';
import type { FoundLicence } from './find-licence.ts';

/** The card of a licence, drawn from what the ledger holds. Refuses with `application.photoMissing`, `photo.notHere`. */
export async function drawLicence(counter: Counter, found: FoundLicence): Promise<CardFaces> {
  const { photo } = found.application;
  if (photo === null) return deny('application.photoMissing');
  const { bytes } = await getPhoto(counter, photo.sha256);
  const code = await credentialText(counter, { licenceNumber: found.licence.number });
  return renderCard({ ...cardDataOf(counter, found), code }, bytes);
}

/** SHA-256 of the dots of a side as printed: what the journal keeps of a face. */
export function faceHash(side: CardSide): Sha256 {
  return createHash('sha256').update(composeSide(side)).digest('hex') as Sha256;
}

export function cardsOf(state: PersonState, number: LicenceNumber): PersonState['cards'][string][] {
  return Object.values(state.cards).filter((card) => card.licenceNumber === number);
}

function cardDataOf(counter: Counter, { person, licence, book }: FoundLicence): CardData {
  const centre = findCentre(counter.store);
  return CardData.parse({
    licenceNumber: licence.number,
    cnic: person.cnic satisfies Cnic,
    nameEn: person.nameEn,
    nameUr: person.nameUr,
    fatherEn: person.fatherEn,
    fatherUr: person.fatherUr,
    birthDate: person.birthDate,
    gender: person.gender,
    bloodGroup: person.bloodGroup,
    address: person.address,
    categories: licence.categories.map((code) => ({ code, validFrom: licence.issuedOn })),
    issuedOn: licence.issuedOn,
    validUntil: licence.validUntil,
    centreNameEn: centre?.nameEn ?? '',
    centreNameUr: centre?.nameUr ?? '',
    authorityEn: book.authority.nameEn,
    authorityUr: book.authority.nameUr,
    practice: counter.practice !== undefined,
  });
}
