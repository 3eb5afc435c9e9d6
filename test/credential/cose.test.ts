import { createPrivateKey } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newKeyPair, nodeCrypto, publicKeyOf, signerOf } from '../../src-main/features/trust/node-crypto.ts';
import * as central from '../../src-central/trust/node-crypto.ts';
import { toHex } from '../../src-shared/credential/bytes.ts';
import { encodeCbor } from '../../src-shared/credential/cbor.ts';
import { fromCoseKey, keyId, toCoseKey } from '../../src-shared/credential/cose-key.ts';
import { readSign1, sign1 } from '../../src-shared/credential/cose-sign1.ts';
import type { VerifyingKey } from '../../src-shared/credential/crypto-port.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const url = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

/** The P-256 key `11` of the COSE working group's examples. */
const p256: VerifyingKey = {
  algorithm: 'ES256',
  x: url('usWxHK2PmfnHKwXPS54m0kTcGJ90UiglWiGahtagnv8'),
  y: url('IBOL-C3BttVivg-lSreASjpkttcsz-1rb7btKLv8EX4'),
};
/** RFC 8032, 7.1, test 1; the Ed25519 key of the COSE working group's examples is the same. */
const ed25519: VerifyingKey = {
  algorithm: 'EdDSA',
  x: bytes('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'),
};
const ed25519Secret = createPrivateKey({
  key: {
    kty: 'OKP',
    crv: 'Ed25519',
    x: Buffer.from(ed25519.x).toString('base64url'),
    d: Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex').toString('base64url'),
  },
  format: 'jwk',
}).export({ type: 'pkcs8', format: 'der' });

const CONTENT = 'This is the content.';
const p256Signature = 'EAE868ECC176883766C5DC5BA5B8DCA25DAB3C2E56A551CE5705B793914348E1';

function isSigned(message: string, key: VerifyingKey): boolean | string {
  const found = readSign1(bytes(message));
  if (!found.ok) return found.why;
  const { toBeSigned, signature } = found.value;
  return nodeCrypto.isSigned(toBeSigned, { key, signature });
}

describe('COSE_Sign1, by the examples of the COSE working group', () => {
  it.each([
    [
      'ecdsa-sig-01',
      `D28445A201260300A10442313154546869732069732074686520636F6E74656E742E5840${p256Signature}72727F48461FABBBA2E343492DDECAC3983686250BC68E9F1A7A07D41225B59F`,
    ],
    [
      'sign-pass-01',
      `D28441A0A201260442313154546869732069732074686520636F6E74656E742E5840${p256Signature}1A02E5F0344BF2D4EE5C7FD75A68A9F5E0B3CC1F1FC1409C189566586FF9D610`,
    ],
    [
      'sign-pass-03',
      `8443A10126A10442313154546869732069732074686520636F6E74656E742E5840${p256Signature}9F43D6C6BA654472DA301B645B293C9BA939295B97C4BDB847782BFF384C5794`,
    ],
  ])('%s is signed', (_, message) => {
    expect(isSigned(message, p256)).toBe(true);
    const found = readSign1(bytes(message));
    expect(found.ok && Buffer.from(found.value.payload).toString()).toBe(CONTENT);
    expect(found.ok && found.value.kid).toEqual(bytes('3131'));
  });

  it('eddsa-sig-01 is signed', () => {
    const message =
      'D28445A201270300A10442313154546869732069732074686520636F6E74656E742E58407142FD2FF96D56DB85BEE905A76BA1D0B7321A95C8C4D3607C5781932B7AFB8711497DFA751BF40B58B3BCC32300B1487F3DB34085EEF013BF08F4A44D6FEF0D';
    expect(isSigned(message, ed25519)).toBe(true);
    expect(isSigned(message.replace('7142FD2F', '7142FD2E'), ed25519)).toBe(false);
  });

  it.each([
    [
      'sign-fail-01, another tag',
      `D903E68443A10126A10442313154546869732069732074686520636F6E74656E742E5840${p256Signature}9F43D6C6BA654472DA301B645B293C9BA939295B97C4BDB847782BFF384C5794`,
      'cose',
    ],
    [
      'sign-fail-02, another content',
      `D28443A10126A10442313154546869732069732074686520636F6E74656E742F5840${p256Signature}9F43D6C6BA654472DA301B645B293C9BA939295B97C4BDB847782BFF384C5794`,
      false,
    ],
    [
      'sign-fail-03, another algorithm',
      `D28445A1013903E6A10442313154546869732069732074686520636F6E74656E742E5840${p256Signature}9F43D6C6BA654472DA301B645B293C9BA939295B97C4BDB847782BFF384C5794`,
      'algorithm',
    ],
    [
      'sign-fail-04, an algorithm by name',
      `D2844AA10167756E6B6E6F776EA10442313154546869732069732074686520636F6E74656E742E5840${p256Signature}9F43D6C6BA654472DA301B645B293C9BA939295B97C4BDB847782BFF384C5794`,
      'algorithm',
    ],
    [
      'sign-fail-06, a header added',
      `D28445A201260300A10442313154546869732069732074686520636F6E74656E742E5840${p256Signature}9F43D6C6BA654472DA301B645B293C9BA939295B97C4BDB847782BFF384C5794`,
      false,
    ],
    [
      'sign-fail-07, a header removed',
      `D28443A10126A10442313154546869732069732074686520636F6E74656E742E5840${p256Signature}72727F48461FABBBA2E343492DDECAC3983686250BC68E9F1A7A07D41225B59F`,
      false,
    ],
  ])('%s, is not', (_, message, why) => {
    expect(isSigned(message, p256)).toBe(why);
  });

  it('signs with Ed25519 as RFC 8032 and the examples do, byte for byte', () => {
    // The structure of eddsa-sig-01, whose headers are in another order than is written here.
    const structure = bytes('846A5369676E61747572653145A2012703004054546869732069732074686520636F6E74656E742E');
    expect(Buffer.from(signerOf(ed25519Secret).sign(structure)).toString('hex').toUpperCase()).toBe(
      '7142FD2FF96D56DB85BEE905A76BA1D0B7321A95C8C4D3607C5781932B7AFB8711497DFA751BF40B58B3BCC32300B1487F3DB34085EEF013BF08F4A44D6FEF0D',
    );
    expect(Buffer.from(signerOf(ed25519Secret).sign(new Uint8Array())).toString('hex')).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });
});

describe('a CWT', () => {
  it('is read and checked as in RFC 8392, A.3, and with its own tag', () => {
    const token =
      'd28443a10126a104524173796d6d657472696345434453413235365850a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b7158405427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632c57209120e1c9e30';
    const key: VerifyingKey = {
      algorithm: 'ES256',
      x: bytes('143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f'),
      y: bytes('60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9'),
    };
    expect(isSigned(token, key)).toBe(true);
    expect(isSigned(`d83d${token}`, key)).toBe(true);
  });
});

describe('a key', () => {
  it('is named by its COSE Key Thumbprint, as in RFC 9679, 6', () => {
    const key: VerifyingKey = {
      algorithm: 'ES256',
      x: bytes('65eda5a12577c2bae829437fe338701a10aaa375e1bb5b5de108de439c08551d'),
      y: bytes('1e52ed75701163f7f9e40ddf9f341b3dc9ba860af7e0ca7ca7e9eecd0084d19c'),
    };
    expect(toHex(keyId(nodeCrypto, key))).toBe(
      '496bd8afadf307e5b08c64b0421bf9dc01528a344a43bda88fadd1669da253ec'.slice(0, 16),
    );
  });

  it.each(['EdDSA', 'ES256'] as const)('of kind %s signs, at either end, what the other end checks', (algorithm) => {
    const [mine, theirs] = [newKeyPair(algorithm), central.newKeyPair(algorithm)];
    const payload = bytes('a10102');
    for (const [signer, key, check] of [
      [signerOf(mine.secret), mine.key, central.nodeCrypto],
      [central.signerOf(theirs.secret), theirs.key, nodeCrypto],
    ] as const) {
      const found = readSign1(sign1(payload, signer));
      expect(found.ok).toBe(true);
      if (!found.ok) continue;
      const { toBeSigned, signature } = found.value;
      expect(check.isSigned(toBeSigned, { key, signature })).toBe(true);
      expect(check.isSigned(toBeSigned, { key: newKeyPair(algorithm).key, signature })).toBe(false);
    }
  });

  it('comes back as it was written, and nothing else passes for one', () => {
    for (const algorithm of ['EdDSA', 'ES256'] as const) {
      const { secret, key } = newKeyPair(algorithm);
      expect(publicKeyOf(secret)).toEqual(key);
      expect(fromCoseKey(toCoseKey(key))).toEqual({ ok: true, value: key });
      const more = new Map(toCoseKey(key)).set(-4, new Uint8Array(32));
      expect(fromCoseKey(more), 'with its secret in it').toEqual({ ok: false, why: 'claims' });
      const other = new Map(toCoseKey(key)).set(3, algorithm === 'EdDSA' ? -7 : -8);
      expect(fromCoseKey(other), 'of another algorithm').toEqual({ ok: false, why: 'claims' });
    }
    expect(fromCoseKey('key')).toEqual({ ok: false, why: 'claims' });
  });

  it('that is no point of its curve signs nothing, and that is no error', () => {
    const key: VerifyingKey = { algorithm: 'ES256', x: new Uint8Array(32), y: new Uint8Array(32).fill(9) };
    expect(nodeCrypto.isSigned(bytes('00'), { key, signature: new Uint8Array(64) })).toBe(false);
  });
});

describe('what is no COSE_Sign1', () => {
  const signer = signerOf(ed25519Secret);

  it('is refused whatever it is, never thrown at', () => {
    const whole = sign1(bytes('a10102'), signer);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(whole.length - 1), (noise, at) => {
        expect(readSign1(noise)).toHaveProperty('ok');
        const bent = whole.slice();
        bent.set(noise.subarray(0, whole.length - at), at);
        expect(readSign1(bent)).toHaveProperty('ok');
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    [
      'critical headers',
      new Map([
        [1, -8],
        [2, 3],
      ]),
    ],
    [
      'a certificate chain',
      new Map([
        [1, -8],
        [33, 3],
      ]),
    ],
    [
      'a kid that is no bytes',
      new Map<number, number | string>([
        [1, -8],
        [4, 'kid'],
      ]),
    ],
  ])('with %s it is refused', (_, headers) => {
    const message = encodeCbor({
      tag: 18,
      value: [encodeCbor(headers), new Map(), new Uint8Array(), new Uint8Array(64)],
    });
    expect(readSign1(message)).toEqual({ ok: false, why: 'cose' });
  });

  it('with one header in both places it is refused', () => {
    const protectedHeader = encodeCbor(new Map([[1, -8]]));
    const message = encodeCbor([protectedHeader, new Map([[1, -7]]), new Uint8Array(), new Uint8Array(64)]);
    expect(readSign1(message)).toEqual({ ok: false, why: 'cose' });
  });
});
