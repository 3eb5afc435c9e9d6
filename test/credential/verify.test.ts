import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newKeyPair, signerOf } from '../../src-main/features/trust/node-crypto.ts';
import { encodeClaims } from '../../src-shared/credential/claims.ts';
import { readCredential, writeCredential } from '../../src-shared/credential/credential-text.ts';
import { decodeCbor } from '../../src-shared/credential/read-cbor.ts';
import { encodeCbor, type CborMap } from '../../src-shared/credential/cbor.ts';
import { sign1 } from '../../src-shared/credential/cose-sign1.ts';
import { toBase45 } from '../../src-shared/credential/base45.ts';
import { wrapStored } from '../../src-shared/credential/zlib-stored.ts';
import { verifyText, type VerifyParts } from '../../src-shared/credential/verify.ts';
import type { ReasonCode, Verdict } from '../../src-shared/credential/verdict.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import { Authority, FROM, NOW, sampleCredential, signed, UNTIL } from '../support/authority.ts';

const authority = new Authority();
const counter = authority.counter();
const text = signed(counter);

function judge(
  code: string,
  parts: Partial<VerifyParts> & { listed?: 'valid' | 'suspended' | 'cancelled' | 'superseded' } = {},
  by = authority,
) {
  const { verdict, reasons } = verifyText(by.parts(parts), code);
  return { verdict, why: reasons[0]?.code };
}

function says(verdict: Verdict, why: ReasonCode) {
  return { verdict, why };
}

describe('a credential', () => {
  it('says what was written into it, and who signed', () => {
    const found = verifyText(authority.parts(), text);
    expect(found).toMatchObject({
      verdict: 'genuine',
      credential: sampleCredential,
      licenceNumber: 'GLT-0000017-4',
      signedBy: { holder: 'GLT-2-1' },
      statusAsOf: NOW,
      statusAge: 0,
    });
    expect(found.face?.bytes).toEqual(sampleCredential.face?.bytes);
  });

  it('is the same text each time, with Ed25519', () => {
    expect(signed(counter)).toBe(text);
    expect(text).toMatch(/^[0-9A-Z $%*+./:-]+$/);
  });

  it('is signed and judged with P-256 all the same', () => {
    const other = new Authority('ES256');
    expect(judge(signed(other.counter()), {}, other)).toEqual(says('genuine', 'signature.good'));
  });

  it('on a leap day begins, ends and counts birthdays by the day itself', () => {
    const leap = { birthDate: '2004-02-29', issuedOn: '2024-02-29', validUntil: '2028-02-29' } as const;
    const code = signed(counter, leap);
    expect(verifyText(authority.parts(), code).credential).toMatchObject(leap);
    const on = (now: string) => judge(code, { now, keysAsOf: now }).verdict;
    expect(on('2028-02-29T18:59:59.000Z'), 'its last minute at the centre').toBe('genuine');
    expect(on('2028-02-29T19:00:01.000Z')).toBe('expired');
  });
});

describe('what a forger may try', () => {
  it('a key of an own authority is unknown', () => {
    const forger = new Authority();
    expect(judge(signed(forger.counter()))).toEqual(says('fake', 'key.unknown'));
  });

  it('an unknown key on a card of after the last word on keys cannot be judged, and of the future is false', () => {
    const forger = new Authority();
    const code = signed(forger.counter());
    expect(judge(code, { keysAsOf: '2026-02-01T00:00:00.000Z' })).toEqual(says('cannotSay', 'key.notHereYet'));
    expect(judge(code, { keysAsOf: null })).toEqual(says('cannotSay', 'key.notHereYet'));
    const ahead = signed(counter, { issuedAt: '2026-06-02T00:00:00.000Z' });
    expect(judge(ahead)).toEqual(says('fake', 'signed.inFuture'));
  });

  it('what is unsigned as far as is known is not believed in its place in a list either', () => {
    const forger = new Authority();
    expect(judge(signed(forger.counter()), { keysAsOf: null, listed: 'cancelled' }).verdict).toBe('cannotSay');
  });

  it('any claim changed breaks the signature', () => {
    const token = readCredential(text);
    if (!token.ok) throw new Error('unread');
    for (const change of [
      { nameEn: 'Somebody Else' },
      { validUntil: '2041-03-01' },
      { licenceNumber: 'GLT-0000018-2' },
    ]) {
      const payload = encodeClaims({ ...sampleCredential, ...change } as typeof sampleCredential);
      const { kid, signature } = token.value.token;
      const forged = encodeCbor({
        tag: 18,
        value: [
          encodeCbor(
            new Map<number, number | Uint8Array>([
              [1, -8],
              [4, kid!],
            ]),
          ),
          new Map(),
          payload,
          signature,
        ],
      });
      expect(judge(toBase45(wrapStored(forged)))).toEqual(says('fake', 'signature.wrong'));
    }
  });

  it('a key signs for no other centre, for no other use, and at no other time', () => {
    const hunza = authority.counter('HNZ-1-1');
    expect(judge(signed(hunza))).toEqual(says('fake', 'key.otherCentre'));
    expect(judge(signed(authority.root))).toEqual(says('fake', 'key.wrongUse'));
    const early = { issuedAt: '2025-12-31T23:59:59.000Z', issuedOn: '2025-12-31' } as const;
    expect(judge(signed(counter, early))).toEqual(says('fake', 'key.notValidThen'));
  });

  it('a key that expired signs no more, and what it signed before stays good', () => {
    const [own, later] = [new Authority(), '2026-08-01T00:00:00.000Z'];
    const short = own.counter('GLT-3-1', { until: '2026-04-01T00:00:00.000Z' });
    const now = { now: later, keysAsOf: later };
    expect(judge(signed(short), now, own)).toEqual(says('genuine', 'signature.good'));
    const after = signed(short, { issuedAt: '2026-05-01T00:00:00.000Z' });
    expect(judge(after, now, own)).toEqual(says('fake', 'key.notValidThen'));
  });

  it('a stolen key: false from the day it was revoked, in doubt before, for who has it writes any date', () => {
    const own = new Authority();
    const stolen = own.counter();
    own.revoke(stolen, '2026-04-01T00:00:00.000Z');
    expect(judge(signed(stolen), {}, own)).toEqual(says('cannotSay', 'key.revokedSince'));
    const after = signed(stolen, { issuedAt: '2026-04-02T00:00:00.000Z' });
    expect(judge(after, {}, own)).toEqual(says('fake', 'key.revokedThen'));
  });

  it('a practice card is none, and a real card proves nothing in practice', () => {
    expect(judge(signed(counter, { practice: true }))).toEqual(says('fake', 'practice.card'));
    expect(judge(signed(counter, { practice: true }), { practice: true }).verdict).toBe('genuine');
  });

  it('a text cut anywhere is read again, and never taken for another', () => {
    for (let end = 0; end < text.length; end += 1) {
      expect(judge(text.slice(0, end))).toEqual(says('cannotSay', 'text.unreadable'));
    }
  });

  it('a number alone proves nothing', () => {
    expect(judge(licenceNumber('GLT', 17))).toEqual(says('cannotSay', 'text.numberOnly'));
    expect(judge(` ${licenceNumber('GLT', 17)}\n`)).toEqual(says('cannotSay', 'text.numberOnly'));
    expect(judge(licenceNumber('GLT', 17).replace(/.$/, (digit) => String((Number(digit) + 1) % 10)))).toEqual(
      says('cannotSay', 'text.unreadable'),
    );
  });

  it('a token signed by the right key with contents that are none is false', () => {
    const claims = decodeCbor(encodeClaims(sampleCredential));
    const map = new Map(claims.ok ? (claims.value as CborMap) : []);
    map.set(169, new Map([[1, 'GLT-0000017-4']]));
    const code = toBase45(wrapStored(sign1(encodeCbor(map), signerOf(counter.secret))));
    expect(judge(code)).toEqual(says('fake', 'credential.malformed'));
  });

  it('nothing that is thrown at it makes it throw or say genuine', () => {
    const letters = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'.split(''));
    const bent = fc
      .tuple(fc.nat(text.length - 1), letters)
      .map(([at, letter]) => text.slice(0, at) + letter + text.slice(at + 1));
    const noise = fc.array(letters, { maxLength: 60 }).map((each) => each.join(''));
    const parts = authority.parts();
    fc.assert(
      fc.property(fc.oneof(bent, noise, fc.string()), (any) => {
        if (any !== text) expect(verifyText(parts, any).verdict).not.toBe('genuine');
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the standing of a card', () => {
  it.each([
    ['valid', 'genuine', 'signature.good'],
    ['suspended', 'suspended', 'licence.suspended'],
    ['cancelled', 'cancelled', 'licence.cancelled'],
    ['superseded', 'duplicate', 'licence.superseded'],
  ] as const)('%s in the list is %s', (listed, verdict, why) => {
    expect(judge(text, { listed })).toEqual(says(verdict, why));
  });

  it('is the worse of what list and register say', () => {
    const register = () => ({ status: 'suspended', differences: [] }) as const;
    expect(judge(text, { register })).toEqual(says('suspended', 'licence.suspended'));
    expect(judge(text, { register, listed: 'cancelled' })).toEqual(says('cancelled', 'licence.cancelled'));
  });

  it('ends with the last day of the card', () => {
    const now = '2031-03-01T19:00:01.000Z';
    expect(judge(text, { now, keysAsOf: now })).toEqual(says('expired', 'licence.expired'));
  });

  it('is unknown without a list, unless the register has the card', () => {
    const status = { asOf: null, statusOf: () => undefined };
    expect(judge(text, { status }).verdict).toBe('cannotSay');
    const register = () => ({ status: 'valid', differences: [] }) as const;
    expect(judge(text, { status, register }).verdict).toBe('genuine');
    expect(verifyText(authority.parts({ status }), text)).toMatchObject({ statusAsOf: null, statusAge: null });
  });

  it('says how old the list is, and that it is old after a day', () => {
    const status = { asOf: '2026-05-30T12:00:00.000Z', statusOf: () => 'valid' as const };
    const found = verifyText(authority.parts({ status }), text);
    expect(found).toMatchObject({ verdict: 'genuine', statusAge: 129_600 });
    expect(found.reasons.map(({ code }) => code)).toContain('status.old');
  });

  it('a card that no register made is false, whoever signed; another name is said, for people change theirs', () => {
    const differing = (...differences: ReasonCode[]) => ({
      register: () => ({ status: 'valid', differences }) as const,
    });
    for (const code of [
      'register.birthDateDiffers',
      'register.cnicDiffers',
      'register.categoriesDiffer',
      'register.photoDiffers',
      'register.cardUnknown',
    ] as const) {
      expect(judge(text, differing(code))).toEqual(says('fake', code));
    }
    const found = verifyText(authority.parts(differing('register.nameDiffers', 'register.datesDiffer')), text);
    expect(found.verdict).toBe('genuine');
    expect(found.reasons.map(({ code }) => code)).toEqual([
      'signature.good',
      'register.nameDiffers',
      'register.datesDiffer',
    ]);
  });
});

describe('keys', () => {
  it('of an authority, rotated: the next root stands under the one before, and what stands under it is believed', () => {
    const own = new Authority();
    const next = own.certify(newKeyPair('EdDSA'), {
      use: 'root',
      holder: 'authority',
      by: own.root,
      from: '2026-03-01T00:00:00.000Z',
      until: '2046-01-01T00:00:00.000Z',
    });
    const centre = own.certify(newKeyPair('EdDSA'), {
      use: 'centre',
      holder: 'GLT',
      by: next,
      from: '2026-03-02T00:00:00.000Z',
    });
    const card = own.certify(newKeyPair('EdDSA'), {
      use: 'card',
      holder: 'GLT-2-1',
      by: centre,
      from: '2026-03-03T00:00:00.000Z',
    });
    const issuedAt = '2026-03-04T00:00:00.000Z';
    expect(own.keyring.refused).toBe(0);
    expect(judge(signed(card, { issuedAt }), {}, own).verdict).toBe('genuine');
  });

  it('certify nothing but what is theirs to certify', () => {
    const own = new Authority();
    const centre = own.certify(newKeyPair('EdDSA'), { use: 'centre', holder: 'GLT', by: own.root });
    const card = own.certify(newKeyPair('EdDSA'), { use: 'card', holder: 'GLT-1-1', by: centre });
    const good = own.keyring.size;
    own.certify(newKeyPair('EdDSA'), { use: 'card', holder: 'HNZ-1-1', by: centre });
    own.certify(newKeyPair('EdDSA'), { use: 'card', holder: 'GLT-1-1', by: card });
    own.certify(newKeyPair('EdDSA'), { use: 'centre', holder: 'GLT', by: centre });
    own.certify(newKeyPair('EdDSA'), { use: 'root', holder: 'authority', by: centre });
    own.certify(newKeyPair('EdDSA'), {
      use: 'card',
      holder: 'GLT-1-1',
      by: centre,
      from: '2027-02-01T00:00:00.000Z',
      until: '2028-01-01T00:00:00.000Z',
    });
    const stranger = newKeyPair('EdDSA');
    own.certify(stranger, { use: 'root', holder: 'authority', by: stranger });
    own.certify(card, { use: 'card', holder: 'GLT-9-1', by: centre });
    own.statements.push(new Uint8Array([1, 2, 3]), new Uint8Array());
    expect(own.keyring.size).toBe(good);
    expect(own.keyring.refused).toBe(9);
  });

  it('of a centre that was revoked certify no counter from then on; a counter revokes nobody', () => {
    const own = new Authority();
    const centre = own.certify(newKeyPair('EdDSA'), { use: 'centre', holder: 'GLT', by: own.root });
    const before = own.certify(newKeyPair('EdDSA'), { use: 'card', holder: 'GLT-1-1', by: centre });
    own.revoke(centre, '2026-04-01T00:00:00.000Z');
    const after = own.certify(newKeyPair('EdDSA'), { use: 'card', holder: 'GLT-2-1', by: centre });
    expect(judge(signed(before), {}, own).verdict).toBe('genuine');
    expect(judge(signed(after), {}, own).verdict).toBe('fake');
    own.root = before;
    const { size } = own.keyring;
    own.revoke(before, FROM);
    expect(own.keyring.size).toBe(size);
    expect(judge(signed(before), {}, own).verdict).toBe('genuine');
  });

  it('stay what they are for a card of before the last rotation, to its end', () => {
    expect(UNTIL > sampleCredential.issuedAt).toBe(true);
    const late = '2030-01-01T00:00:00.000Z';
    expect(judge(text, { now: late, keysAsOf: late })).toEqual(says('genuine', 'signature.good'));
  });

  it('are found in the text by name alone: a longer chain costs no room', () => {
    const signer = signerOf(counter.secret);
    expect(signer.kid).toHaveLength(8);
    expect(writeCredential({ ...sampleCredential, face: undefined, nameUr: undefined }, signer).length).toBeLessThan(
      460,
    );
  });
});
