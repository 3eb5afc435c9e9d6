import { newKeyPair, nodeCrypto, signerOf, type CredentialKeyPair } from '../../src-main/features/trust/node-crypto.ts';
import { toHex } from '../../src-shared/credential/bytes.ts';
import { writeStatement, type KeyUse } from '../../src-shared/credential/certificate.ts';
import type { Credential } from '../../src-shared/credential/credential.ts';
import { writeCredential } from '../../src-shared/credential/credential-text.ts';
import type { Algorithm } from '../../src-shared/credential/crypto-port.ts';
import { Keyring } from '../../src-shared/credential/keyring.ts';
import type { CardStatus } from '../../src-shared/credential/status.ts';
import type { VerifyParts } from '../../src-shared/credential/verify.ts';
import type { LicenceNumber } from '../../src-shared/ids.ts';

export const FROM = '2026-01-01T00:00:00.000Z';
export const UNTIL = '2027-01-01T00:00:00.000Z';
export const NOW = '2026-06-01T00:00:00.000Z';

/** An authority of a test: keys with what certifies them, in the order it was said. */
export class Authority {
  readonly statements: Uint8Array[] = [];
  readonly algorithm: Algorithm;
  /** Whom `revoke` and `counter` sign by. */
  root: CredentialKeyPair;
  readonly anchor: string;

  constructor(algorithm: Algorithm = 'EdDSA') {
    this.algorithm = algorithm;
    this.root = newKeyPair(algorithm);
    this.anchor = toHex(signerOf(this.root.secret).kid);
    this.certify(this.root, { use: 'root', holder: 'authority', by: this.root });
  }

  certify(
    pair: CredentialKeyPair,
    {
      use,
      holder,
      by,
      from = FROM,
      until = UNTIL,
    }: { use: KeyUse; holder: string; by: CredentialKeyPair; from?: string; until?: string },
  ): CredentialKeyPair {
    const statement = { is: 'certificate', use, holder, key: pair.key, from, until } as const;
    this.statements.push(writeStatement(statement, signerOf(by.secret)));
    return pair;
  }

  /** A centre's counter with its key, and the centre's key above it. */
  counter(stream = 'GLT-2-1', times: { from?: string; until?: string } = {}): CredentialKeyPair {
    const centre = this.certify(newKeyPair(this.algorithm), {
      use: 'centre',
      holder: stream.slice(0, 3),
      by: this.root,
    });
    return this.certify(newKeyPair(this.algorithm), { use: 'card', holder: stream, by: centre, ...times });
  }

  revoke(pair: CredentialKeyPair, since: string): void {
    const { kid } = signerOf(pair.secret);
    this.statements.push(writeStatement({ is: 'revocation', kid, since }, signerOf(this.root.secret)));
  }

  get keyring(): Keyring {
    return new Keyring(nodeCrypto, [this.anchor], this.statements);
  }

  parts(more: Partial<VerifyParts> & { listed?: CardStatus } = {}): VerifyParts {
    const { listed = 'valid', ...rest } = more;
    return {
      keyring: this.keyring,
      keysAsOf: NOW,
      now: NOW,
      practice: false,
      status: { asOf: NOW, statusOf: () => listed },
      ...rest,
    };
  }
}

export const sampleCredential: Credential = {
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
  face: { format: 'webp', bytes: Uint8Array.from({ length: 40 }, (_, index) => index) },
};

export function signed(pair: CredentialKeyPair, change: Partial<Credential> = {}): string {
  return writeCredential({ ...sampleCredential, ...change }, signerOf(pair.secret));
}
