import { CentreCode, Day, LicenceNumber } from '../ids.ts';
import { boundsOf } from '../licensing/calendar.ts';
import { Category } from '../licensing/category.ts';
import { encodeCbor, type CborMap, type CborValue } from './cbor.ts';
import type { Credential, Face, StatusPlace } from './credential.ts';
import { malformed, read, type Decoded } from './decoded.ts';
import { toHex } from './bytes.ts';
import { decodeCbor } from './read-cbor.ts';

/** Claims of a CWT: RFC 8392, 4; 65535 as the IETF's Token Status List has it; 169 is MOSIP's; the last is private. */
export const claim = { iss: 1, sub: 2, exp: 4, nbf: 5, iat: 6, cnf: 8, identity: 169, status: 65_535 } as const;
const LICENCE = -65_537;

/** Attributes of Claim 169, version 1.2.2. */
const attribute = {
  id: 1,
  fullName: 4,
  birthDate: 8,
  gender: 9,
  secondName: 19,
  secondLanguage: 20,
  face: 62,
} as const;
const genders = ['male', 'female', 'x'] as const;
/** Biometric data (attribute 62): its bytes, that it is an image, that it is WebP. */
const biometric = { data: 0, format: 1, subFormat: 2 } as const;
const IMAGE = 0;
const WEBP = 4;

/** What Claim 169 has no attributes for. */
const detail = { kind: 1, categories: 2, issuedOn: 3, validUntil: 4, cnicTail: 5, practice: 6, photo: 7 } as const;

/** Numbers of the categories in the code; they stay what they are for ever. */
const categoryNumbers: Readonly<Record<Category, number>> = {
  motorcycle: 1,
  rickshaw: 2,
  car: 3,
  ltv: 4,
  htv: 5,
  tractorAgricultural: 6,
  tractorCommercial: 7,
  psv: 8,
  invalidCarriage: 9,
  other: 10,
};

/** Issuers and status lists are URIs of this scheme: `parwana:GLT`, `parwana:QAA`. */
export const SCHEME = 'parwana:';
const DAY_MS = 86_400_000;

/** The payload of a credential. */
export function encodeClaims(credential: Credential): Uint8Array {
  const { nameUr, face, status, photo, practice } = credential;
  const identity = new Map<number, CborValue>([
    [attribute.id, credential.licenceNumber],
    [attribute.fullName, credential.nameEn],
    [attribute.birthDate, credential.birthDate.replaceAll('-', '')],
    [attribute.gender, genders.indexOf(credential.gender) + 1],
    ...optional(attribute.secondName, nameUr),
    ...optional(attribute.secondLanguage, nameUr === undefined ? undefined : 'urd'),
    ...optional(attribute.face, face && [faceData(face)]),
  ]);
  const licence = new Map<number, CborValue>([
    [detail.kind, credential.kind],
    [detail.categories, credential.categories.map((each) => categoryNumbers[each])],
    [detail.issuedOn, dayNumber(credential.issuedOn)],
    [detail.validUntil, dayNumber(credential.validUntil)],
    [detail.cnicTail, credential.cnicTail],
    ...optional(detail.practice, practice ? true : undefined),
    ...optional(detail.photo, photo === undefined ? undefined : Number.parseInt(photo, 16)),
  ]);
  return encodeCbor(
    new Map<number, CborValue>([
      [claim.iss, SCHEME + credential.centre],
      [claim.exp, seconds(boundsOf(credential.validUntil).until)],
      [claim.iat, seconds(credential.issuedAt)],
      [claim.identity, identity],
      [LICENCE, licence],
      ...optional(claim.status, status && statusClaim(status)),
    ]),
  );
}

/** Reads a payload; `claims` where anything needed is missing, of a wrong kind, or contradicts itself. */
export function decodeClaims(payload: Uint8Array): Decoded<Credential> {
  const item = decodeCbor(payload);
  if (!item.ok) return item;
  try {
    return read(toCredential(asMap(item.value)));
  } catch (error) {
    if (error instanceof WrongClaims) return malformed('claims');
    throw error;
  }
}

class WrongClaims extends Error {}

function toCredential(claims: CborMap): Credential {
  const identity = asMap(claims.get(claim.identity));
  const licence = asMap(claims.get(LICENCE));
  const birthDate = must(/^\d{8}$/, asText(identity.get(attribute.birthDate))).replace(/^(....)(..)(..)$/, '$1-$2-$3');
  const validUntil = dayOfNumber(licence.get(detail.validUntil));
  if (asNumber(claims.get(claim.exp)) !== seconds(boundsOf(validUntil).until)) throw new WrongClaims();
  const nameUr = identity.get(attribute.secondName);
  const photo = licence.get(detail.photo);
  const practice = licence.get(detail.practice);
  if (practice !== undefined && practice !== true) throw new WrongClaims();
  return {
    licenceNumber: parse(LicenceNumber, identity.get(attribute.id)),
    kind: must(/^[a-zA-Z]{1,40}$/, asText(licence.get(detail.kind))),
    nameEn: must(/^\S.{0,79}$/u, asText(identity.get(attribute.fullName))),
    ...(nameUr === undefined ? {} : { nameUr: must(/^\S.{0,79}$/u, asText(nameUr)) }),
    birthDate: parse(Day, birthDate),
    gender: genders[asNumber(identity.get(attribute.gender)) - 1] ?? wrong(),
    cnicTail: must(/^\d{4}$/, asText(licence.get(detail.cnicTail))),
    categories: asList(licence.get(detail.categories)).map(categoryOf),
    issuedOn: dayOfNumber(licence.get(detail.issuedOn)),
    validUntil,
    centre: parse(CentreCode, schemed(claims.get(claim.iss))),
    issuedAt: instantOf(claims.get(claim.iat)),
    practice: practice === true,
    ...(claims.has(claim.status) ? { status: readStatus(asMap(claims.get(claim.status))) } : {}),
    ...(photo === undefined ? {} : { photo: photoMark(asNumber(photo)) }),
    ...(identity.has(attribute.face) ? { face: readFace(identity.get(attribute.face)) } : {}),
  };
}

/** `status` of a token (Token Status List, 6): where its standing is to be found. */
function statusClaim({ list, index }: StatusPlace): CborMap {
  return new Map([
    [
      'status_list',
      new Map<string, CborValue>([
        ['idx', index],
        ['uri', SCHEME + list],
      ]),
    ],
  ]);
}

function readStatus(status: CborMap): StatusPlace {
  const place = asMap(status.get('status_list'));
  const index = asNumber(place.get('idx'));
  if (index < 0) throw new WrongClaims();
  return { list: must(/^[A-Z]{3}$/, schemed(place.get('uri'))), index };
}

function faceData({ bytes }: Face): CborMap {
  return new Map<number, CborValue>([
    [biometric.data, bytes],
    [biometric.format, IMAGE],
    [biometric.subFormat, WEBP],
  ]);
}

function readFace(value: CborValue | undefined): Face {
  const face = asMap(asList(value)[0]);
  const bytes = face.get(biometric.data);
  const known = face.get(biometric.format) === IMAGE && face.get(biometric.subFormat) === WEBP;
  if (!known || !(bytes instanceof Uint8Array)) throw new WrongClaims();
  return { format: 'webp', bytes };
}

/** The first four bytes of a photo's hash, eight hex digits. */
function photoMark(number: number): string {
  if (number < 0 || number > 0xffffffff) throw new WrongClaims();
  return toHex(Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number));
}

function categoryOf(value: CborValue): Category {
  return Category.options.find((each) => categoryNumbers[each] === value) ?? wrong();
}

function optional(label: number, value: CborValue | undefined): readonly (readonly [number, CborValue])[] {
  return value === undefined ? [] : [[label, value]];
}

/** Whole days since 1 January 1970 (RFC 8943, without its tag). */
function dayNumber(day: Day): number {
  return Date.parse(day) / DAY_MS;
}

function dayOfNumber(value: CborValue | undefined): Day {
  const number = asNumber(value);
  // Years 1000 to 9999: whatever else is no day of a licence, and no date of `Date` either.
  if (number < -354_285 || number > 2_932_896) throw new WrongClaims();
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** NumericDate of a CWT (RFC 8392, 2), whole seconds. */
export function seconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

function instantOf(value: CborValue | undefined): string {
  const number = asNumber(value);
  if (number < 0 || number > 253_402_300_799) throw new WrongClaims();
  return new Date(number * 1000).toISOString();
}

function schemed(value: CborValue | undefined): string {
  const text = asText(value);
  return text.startsWith(SCHEME) ? text.slice(SCHEME.length) : wrong();
}

function parse<Value>(
  schema: { safeParse(value: unknown): { success: boolean; data?: Value } },
  value: unknown,
): Value {
  const parsed = schema.safeParse(value);
  return parsed.success && parsed.data !== undefined ? parsed.data : wrong();
}

function must(pattern: RegExp, text: string): string {
  return pattern.test(text) ? text : wrong();
}

function asMap(value: CborValue | undefined): CborMap {
  return value instanceof Map ? (value as CborMap) : wrong();
}

function asList(value: CborValue | undefined): readonly CborValue[] {
  return Array.isArray(value) ? (value as readonly CborValue[]) : wrong();
}

function asText(value: CborValue | undefined): string {
  return typeof value === 'string' ? value : wrong();
}

function asNumber(value: CborValue | undefined): number {
  return typeof value === 'number' ? value : wrong();
}

function wrong(): never {
  throw new WrongClaims();
}
