import { newKeyPair, nodeCrypto, signerOf } from '../../src-main/features/trust/node-crypto.ts';
import { toHex } from '../../src-shared/credential/bytes.ts';
import { writeStatement } from '../../src-shared/credential/certificate.ts';
import type { Credential } from '../../src-shared/credential/credential.ts';
import type { CredentialSigner } from '../../src-shared/credential/crypto-port.ts';
import { Keyring } from '../../src-shared/credential/keyring.ts';
import type { VerifyParts } from '../../src-shared/credential/verify.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';

const from = '2026-01-01T00:00:00.000Z';
const until = '2027-01-01T00:00:00.000Z';
const now = '2026-06-01T00:00:00.000Z';

/** A counter's key under a centre's under an authority's, and all that a verification needs. */
export function benchAuthority(algorithm: 'EdDSA' | 'ES256'): { signer: CredentialSigner; parts: VerifyParts } {
  const [root, centre, card] = [newKeyPair(algorithm), newKeyPair(algorithm), newKeyPair(algorithm)];
  const [rootSigner, centreSigner, signer] = [root, centre, card].map(({ secret }) => signerOf(secret));
  if (rootSigner === undefined || centreSigner === undefined || signer === undefined) throw new Error('no keys');
  const certificate = { is: 'certificate', from, until } as const;
  const statements = [
    writeStatement({ ...certificate, use: 'root', holder: 'authority', key: root.key }, rootSigner),
    writeStatement({ ...certificate, use: 'centre', holder: 'GLT', key: centre.key }, rootSigner),
    writeStatement({ ...certificate, use: 'card', holder: 'GLT-2-1', key: card.key }, centreSigner),
  ];
  const keyring = new Keyring(nodeCrypto, [toHex(rootSigner.kid)], statements);
  const status = { asOf: now, statusOf: () => 'valid' as const };
  return { signer, parts: { keyring, keysAsOf: now, status, now, practice: false } };
}

/** The credential of a made-up person, without a face. */
export function benchCredential(number: number): Credential {
  const { nameEn, nameUr, birthDate, gender, cnic } = sampleApplicant(number);
  return {
    licenceNumber: licenceNumber('GLT', number),
    kind: 'licence',
    nameEn,
    nameUr,
    birthDate,
    gender,
    cnicTail: cnic.slice(-4),
    categories: ['motorcycle', 'car'],
    issuedOn: '2026-03-02',
    validUntil: '2031-03-01',
    centre: 'GLT',
    issuedAt: '2026-03-01T19:00:00.000Z',
    practice: false,
    status: { list: 'QAA', index: 1_000_000 + number },
    photo: '0a1b2c3d',
  };
}
