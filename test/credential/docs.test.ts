import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../src-main/features/trust/node-crypto.ts';
import { Keyring } from '../../src-shared/credential/keyring.ts';
import { verifyText } from '../../src-shared/credential/verify.ts';
import { vectorCredential, vectors } from './vectors.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/credential.md'), 'utf8');
const shown = (name: string) => new RegExp(`^${name} +([0-9a-f]+)$`, 'm').exec(page)?.[1];
const text = /^V7F .*$/m.exec(page)?.[0] ?? '';

describe('docs/credential.md', () => {
  it('shows what the code makes', () => {
    expect({ root: shown('root'), centre: shown('centre'), card: shown('card'), text }).toEqual(vectors);
  });

  it('shows what verifies from the root’s name on', () => {
    const statements = [shown('root'), shown('centre'), shown('card')].map((hex) => Buffer.from(hex ?? '', 'hex'));
    const names = [...page.matchAll(/`([0-9a-f]{16})`/g)].map(([, name]) => name!);
    const keyring = new Keyring(nodeCrypto, [names[0]!], statements);
    expect(keyring.keys.map(({ kid }) => kid)).toEqual(names);
    const now = '2026-06-01T00:00:00.000Z';
    const status = { asOf: now, statusOf: () => 'valid' as const };
    const found = verifyText({ keyring, keysAsOf: now, now, status, practice: false }, text);
    expect(found).toMatchObject({ verdict: 'genuine', credential: vectorCredential, signedBy: { holder: 'GLT-2-1' } });
  });
});
