import { isValidLicenceNumber } from '../licensing/licence-number.ts';
import { dayOf } from '../licensing/calendar.ts';
import { toHex } from './bytes.ts';
import { readCredential, type ReadCredential } from './credential-text.ts';
import type { Credential } from './credential.ts';
import type { Keyring, KnownKey } from './keyring.ts';
import type { CardStatus, StatusSource } from './status.ts';
import type { Reason, ReasonCode, Verdict, Verification } from './verdict.ts';

/** What the register here knows of a card. */
export interface RegisterFinding {
  /** The card's standing by the register; `active` and `expired` go by days and are judged from the card. */
  readonly status: CardStatus;
  /** Differences between card and register: all are shown, some of them make a card false. */
  readonly differences: readonly ReasonCode[];
}

/** What a verification rests on; all of it is here, whatever the link does. */
export interface VerifyParts {
  readonly keyring: Keyring;
  /** When the keys were last central's word, ISO 8601; null when they never were. */
  readonly keysAsOf: string | null;
  readonly status: StatusSource;
  /** Now, by central's time as far as it is known. */
  readonly now: string;
  /** Practice judges practice cards as if they were real, and real work takes none. */
  readonly practice: boolean;
  /** What the register here says of a card; undefined where the licence is not known. */
  readonly register?: (credential: Credential) => RegisterFinding | undefined;
}

/** Clocks of counters and central differ by no more. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;
/** A status list that is older is still the best there is, and said to be old. */
export const OLD_AFTER_SECONDS = 86_400;

/** Differences that no reprint and no clerk explains: the card was not made from the register. */
const forgery: ReadonlySet<ReasonCode> = new Set([
  'register.birthDateDiffers',
  'register.cnicDiffers',
  'register.categoriesDiffer',
  'register.photoDiffers',
  'register.cardUnknown',
]);

/**
 * Judges the text of a card's code, or a typed licence number. Never throws for what the text is. The signature
 * comes first: of a card that is not signed by a key of the authority nothing else is believed.
 */
export function verifyText(parts: VerifyParts, text: string): Verification {
  const typed = text.trim();
  if (isValidLicenceNumber(typed)) return bare(parts, 'cannotSay', { code: 'text.numberOnly', licenceNumber: typed });
  const found = readCredential(text);
  if (!found.ok) {
    const inside = found.why === 'claims' || found.why === 'algorithm';
    return inside
      ? bare(parts, 'fake', { code: 'credential.malformed' })
      : bare(parts, 'cannotSay', { code: 'text.unreadable' });
  }
  const { credential } = found.value;
  const authorship = judgeAuthorship(parts, found.value);
  const says = {
    credential,
    licenceNumber: credential.licenceNumber,
    face: credential.face ?? null,
    signedBy:
      authorship.key === undefined ? null : { kid: authorship.key.kid, holder: authorship.key.certificate.holder },
    ...ageOf(parts),
  };
  if (authorship.verdict === 'fake') return { verdict: 'fake', reasons: authorship.reasons, ...says };
  const { verdict, reasons } = judgeStanding(parts, { credential, authorship });
  return { verdict, reasons, ...says };
}

interface Authorship {
  readonly verdict: 'fake' | 'cannotSay' | 'genuine';
  readonly reasons: readonly Reason[];
  readonly key: KnownKey | undefined;
}

function judgeAuthorship(
  { keyring, keysAsOf, now, practice }: VerifyParts,
  { credential, token }: ReadCredential,
): Authorship {
  const { key, signed } = keyring.signerOf(token);
  const { issuedAt, centre } = credential;
  const say = (verdict: Authorship['verdict'], code: ReasonCode, detail?: Reason['detail']): Authorship => ({
    verdict,
    reasons: [detail === undefined ? { code } : { code, detail }],
    key,
  });
  if (Date.parse(issuedAt) > Date.parse(now) + CLOCK_TOLERANCE_MS)
    return say('fake', 'signed.inFuture', { at: issuedAt });
  if (key === undefined) {
    // Every key that signs is announced before it does: the keys of a later day would have it.
    const newer = keysAsOf === null || Date.parse(issuedAt) > Date.parse(keysAsOf) - CLOCK_TOLERANCE_MS;
    const kid = token.kid === undefined ? '' : toHex(token.kid);
    return newer && kid !== '' ? say('cannotSay', 'key.notHereYet', { kid }) : say('fake', 'key.unknown', { kid });
  }
  if (!signed) return say('fake', 'signature.wrong');
  const { certificate, revokedSince } = key;
  const { use, holder, from, until } = certificate;
  if (use !== 'card') return say('fake', 'key.wrongUse', { use });
  if (credential.practice !== practice) return say('fake', 'practice.card');
  if (!holder.startsWith(`${centre}-`)) return say('fake', 'key.otherCentre', { holder, centre });
  if (issuedAt < from || issuedAt > until) return say('fake', 'key.notValidThen', { from, until });
  if (revokedSince !== null) {
    const then = issuedAt >= revokedSince;
    return say(then ? 'fake' : 'cannotSay', then ? 'key.revokedThen' : 'key.revokedSince', { since: revokedSince });
  }
  return say('genuine', 'signature.good', { holder });
}

interface Judged {
  readonly credential: Credential;
  readonly authorship: Authorship;
}

/** Standing of a card by the status list and by the register here, whichever says the worse. */
function judgeStanding(
  parts: VerifyParts,
  { credential, authorship }: Judged,
): Pick<Verification, 'verdict' | 'reasons'> {
  const { status: place, validUntil } = credential;
  const finding = parts.register?.(credential);
  const differences = (finding?.differences ?? []).map((code): Reason => ({ code }));
  const forged = differences.filter(({ code }) => forgery.has(code));
  if (forged.length > 0)
    return { verdict: 'fake', reasons: [...forged, ...differences.filter((each) => !forged.includes(each))] };
  // Not a word of it is signed as far as is known here, its place in a list included.
  if (authorship.key === undefined) return { verdict: 'cannotSay', reasons: [...authorship.reasons, ...differences] };
  const listed = place === undefined ? undefined : parts.status.statusOf(place.list, place.index);
  const notes: Reason[] = [...differences];
  if (listed === undefined) notes.push({ code: place === undefined ? 'status.none' : 'status.notHere' });
  else if ((ageOf(parts).statusAge ?? Infinity) > OLD_AFTER_SECONDS) notes.push({ code: 'status.old' });
  if (finding !== undefined && differences.length === 0) notes.push({ code: 'register.matches' });
  if (finding === undefined) notes.push({ code: 'register.unknown' });
  const say = (verdict: Verdict, ...first: Reason[]) => ({
    verdict,
    reasons: [...first, ...authorship.reasons, ...notes],
  });
  const worst = worse(listed, finding?.status);
  if (worst === 'cancelled') return say('cancelled', { code: 'licence.cancelled' });
  if (worst === 'superseded') return say('duplicate', { code: 'licence.superseded' });
  if (worst === 'suspended') return say('suspended', { code: 'licence.suspended' });
  if (validUntil < dayOf(parts.now)) return say('expired', { code: 'licence.expired', detail: { day: validUntil } });
  // A register that agrees says nothing of who made the card: its face may be anybody's.
  if (authorship.verdict === 'cannotSay') return say('cannotSay');
  return worst === undefined ? say('cannotSay') : say('genuine');
}

const severity: readonly CardStatus[] = ['valid', 'suspended', 'superseded', 'cancelled'];

function worse(one: CardStatus | undefined, other: CardStatus | undefined): CardStatus | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return severity.indexOf(one) > severity.indexOf(other) ? one : other;
}

function ageOf({ status, now }: Pick<VerifyParts, 'status' | 'now'>): Pick<Verification, 'statusAsOf' | 'statusAge'> {
  const { asOf } = status;
  const age = asOf === null ? null : Math.max(0, Math.floor((Date.parse(now) - Date.parse(asOf)) / 1000));
  return { statusAsOf: asOf, statusAge: age };
}

function bare(
  parts: VerifyParts,
  verdict: Verdict,
  { code, licenceNumber = null }: { code: ReasonCode; licenceNumber?: string | null },
): Verification {
  const nothing = { credential: null, face: null, signedBy: null };
  return { verdict, reasons: [{ code }], licenceNumber, ...nothing, ...ageOf(parts) };
}
