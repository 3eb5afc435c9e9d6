import type { ApplicationId, LicenceNumber } from '../../../src-shared/ids.ts';
import type { CredentialSigner } from '../../../src-shared/credential/crypto-port.ts';
import { encodeClaims } from '../../../src-shared/credential/claims.ts';
import { writeCredential } from '../../../src-shared/credential/credential-text.ts';
import type { Credential } from '../../../src-shared/credential/credential.ts';
import { kindOfLicence } from '../../../src-shared/ledger/standing-of.ts';
import { boundsOf, dayOf } from '../../../src-shared/licensing/calendar.ts';
import { streamParts } from '../../../src-shared/ids.ts';
import type { Counter } from '../../counter.ts';
import { trustedNow } from '../../store/server-clock.ts';
import { findCardKey } from '../../store/trust.ts';
import { getLicence, type FoundLicence } from '../cards/find-licence.ts';
import { deny } from '../handlers.ts';
import { getPhoto } from '../studio/stored-photo.ts';
import { faceImage } from './face-image.ts';
import { signerOf } from './node-crypto.ts';
import { trustOf } from './trust-board.ts';

/** Which document: by its number, or by the application that made it. */
export type CredentialWish = { readonly licenceNumber: LicenceNumber } | { readonly applicationId: ApplicationId };

/**
 * Longest payloads, bytes, at correction level M (ISO/IEC 18004): up to version 23 (1,248 characters) a module has four
 * dots on the card, up to version 28 (1,727 characters) three.
 */
const GOOD_PAYLOAD = 730;
const MOST_PAYLOAD = 1_045;
/** Most bytes of the face: beyond them the code gets denser and the face hardly better. */
const MOST_FACE = 560;
/** What stands around it. */
const FACE_FRAME = 14;
/** Fewer bytes show nobody. */
const LEAST_FACE = 280;

/**
 * What the code on a card or permit says: its credential, signed by this counter. Made of the ledger and the key alone,
 * so the same card has the same code however often it is drawn. Without a key that is valid now, it is the number alone,
 * as on cards of before: work goes on, and nobody takes such a card for proof. Refuses with `card.noLicence`,
 * `photo.notHere`.
 */
export async function credentialText(counter: Counter, wish: CredentialWish): Promise<string> {
  const found = getLicence(counter, numberOf(counter, wish));
  const held = cardSigner(counter);
  if (held === undefined) {
    counter.log.warn('a code without proof: no key for cards is valid here');
    return found.licence.number;
  }
  const bare = credentialOf(counter, found, held.from);
  const { photo } = found.application;
  if (photo === null) return writeCredential(bare, held.signer);
  const marked: Credential = { ...bare, photo: photo.sha256.slice(0, 8) };
  const { bytes } = await getPhoto(counter, photo.sha256);
  const face = await fitFace(bytes, encodeClaims(marked).length);
  const whole: Credential = face === undefined ? marked : { ...marked, face: { format: 'webp', bytes: face } };
  return writeCredential(whole, held.signer);
}

/** The face in the room that the rest leaves: in the larger modules if that shows somebody, else in the smaller ones. */
function fitFace(portrait: Uint8Array, taken: number): Promise<Uint8Array | undefined> {
  const good = GOOD_PAYLOAD - FACE_FRAME - taken;
  const room = good >= LEAST_FACE ? good : MOST_PAYLOAD - FACE_FRAME - taken;
  return faceImage(portrait, Math.min(MOST_FACE, room));
}

function numberOf({ store }: Counter, wish: CredentialWish): LicenceNumber {
  if ('licenceNumber' in wish) return wish.licenceNumber;
  const query = store.sql.selectFrom('application').select('licence_number').where('id', '=', wish.applicationId);
  return (store.get(query)?.licence_number as LicenceNumber | null | undefined) ?? deny('card.noLicence');
}

/** This counter's key, if central certified it and it is valid now. */
function cardSigner(counter: Counter): { readonly signer: CredentialSigner; readonly from: string } | undefined {
  const { store } = counter;
  const held = findCardKey(store, 'cardKey');
  const known = held === undefined ? undefined : trustOf(store).keyring.find(held.kid);
  if (held === undefined || known === undefined || known.revokedSince !== null) return undefined;
  const { from, until } = known.certificate;
  const now = trustedNow(counter);
  if (now < from || now > until) return undefined;
  return { signer: signerOf(Buffer.from(held.secret, 'base64')), from };
}

function credentialOf(counter: Counter, { person, licence }: FoundLicence, keyFrom: string): Credential {
  const last = licence.issues?.at(-1);
  const { nameEn, nameUr, birthDate, gender, cnic } = person;
  return {
    licenceNumber: licence.number,
    kind: kindOfLicence(licence),
    nameEn,
    nameUr,
    birthDate,
    gender,
    cnicTail: cnic.slice(-4),
    categories: licence.categories,
    issuedOn: licence.issuedOn,
    validUntil: licence.validUntil,
    centre: streamParts(counter.identity.place.stream).centre,
    issuedAt: signedAt(counter, last?.issued.at ?? licence.issued.at, keyFrom),
    practice: counter.practice !== undefined,
    ...(last === undefined ? {} : { status: { list: last.list, index: last.index } }),
  };
}

/**
 * The beginning of the day of issue, or that of the key where that is later: from the ledger and the key, so it stays the
 * same; never later than now, whatever clock the day was taken from.
 */
function signedAt(counter: Counter, issuedAt: string, keyFrom: string): string {
  const day = boundsOf(dayOf(issuedAt)).from;
  const earliest = day > keyFrom ? day : keyFrom;
  const now = trustedNow(counter);
  return earliest < now ? earliest : now;
}
