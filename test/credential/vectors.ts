import { createPrivateKey } from 'node:crypto';
import { publicKeyOf, signerOf } from '../../src-main/features/trust/node-crypto.ts';
import { writeStatement, type KeyUse } from '../../src-shared/credential/certificate.ts';
import { writeCredential } from '../../src-shared/credential/credential-text.ts';
import type { Credential } from '../../src-shared/credential/credential.ts';
import type { LicenceNumber } from '../../src-shared/ids.ts';

/** Secrets of RFC 8032, 7.1, tests 1 to 3: known to all, so whatever they sign proves nothing. */
const seeds = {
  root: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  centre: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
  card: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
} as const;

/** PKCS #8 of an Ed25519 secret: a head of 16 bytes, then the secret (RFC 8410, 7). */
function pkcs8(seed: string): Buffer {
  const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
  return createPrivateKey({ key: der, type: 'pkcs8', format: 'der' }).export({ type: 'pkcs8', format: 'der' });
}

const from = '2026-01-01T00:00:00.000Z';
const until = '2036-01-01T00:00:00.000Z';

function certificate(
  use: KeyUse,
  holder: string,
  [whose, by]: readonly [keyof typeof seeds, keyof typeof seeds],
): string {
  const key = publicKeyOf(pkcs8(seeds[whose]));
  const bytes = writeStatement({ is: 'certificate', use, holder, key, from, until }, signerOf(pkcs8(seeds[by])));
  return Buffer.from(bytes).toString('hex');
}

const credential: Credential = {
  licenceNumber: 'GLT-0000017-4' as LicenceNumber,
  kind: 'licence',
  nameEn: 'Bilal Hussain',
  nameUr: 'بلال حسین',
  birthDate: '1996-02-29',
  gender: 'male',
  cnicTail: '5671',
  categories: ['motorcycle', 'car'],
  issuedOn: '2026-03-02',
  validUntil: '2031-03-01',
  centre: 'GLT',
  issuedAt: '2026-03-01T19:00:00.000Z',
  practice: false,
  status: { list: 'QAA', index: 123_456 },
  photo: '0a1b2c3d',
};

/** What docs/credential.md shows, made by the code that makes cards. */
export const vectors = {
  root: certificate('root', 'authority', ['root', 'root']),
  centre: certificate('centre', 'GLT', ['centre', 'root']),
  card: certificate('card', 'GLT-2-1', ['card', 'centre']),
  text: writeCredential(credential, signerOf(pkcs8(seeds.card))),
} as const;
export const vectorCredential = credential;
