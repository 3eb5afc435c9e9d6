import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PRACTICE_FILE } from '../../src-main/hosts/practice-file.ts';
import { newKeyPair, signerOf } from '../../src-main/features/trust/node-crypto.ts';
import { readTrustFile } from '../../src-main/features/verify/trust-file.ts';
import { sampleCatalogues } from '../../src-shared/catalogue/sample-catalogues.ts';
import { readCredential, writeCredential } from '../../src-shared/credential/credential-text.ts';
import type { LicenceNumber } from '../../src-shared/ids.ts';
import { benchOn } from '../features/verify/check-bench.ts';
import { removeCounter, startTestCounter, type TestCounter } from '../support/counter.ts';

const run = promisify(execFile);
const script = join(import.meta.dirname, '../../scripts/verify.ts');
const folder = mkdtempSync(join(tmpdir(), 'verify-'));
const trust = join(folder, 'trust.json');
const picture = join(folder, 'card.png');
let counter: TestCounter;
let number: LicenceNumber;
let text: string;

/** A counter that signed a card, then stopped; only its folder and the picture of the card are left. */
beforeAll(async () => {
  counter = await startTestCounter({ rules: sampleCatalogues() });
  ({ number, text } = await (await benchOn(counter, () => Date.now())).licensed());
  const back = await counter.client.cards.preview({ licenceNumber: number, side: 'back' });
  writeFileSync(picture, Buffer.from(await back.arrayBuffer()));
  writeFileSync(
    join(counter.dataDir, PRACTICE_FILE),
    JSON.stringify({ centralUrl: 'http://127.0.0.1:9', code: 'ABCDEFGH', pins: {} }),
  );
  await counter.core.stop();
}, 30_000);
afterAll(() => {
  removeCounter(counter.dataDir);
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function verify(...args: string[]): Promise<Ended> {
  try {
    const { stdout, stderr } = await run(process.execPath, [script, ...args], { cwd: folder });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

describe('npm run verify', () => {
  test('says genuine of the picture of a printed card, with who, until and the age of the list', async () => {
    const { code, out } = await verify(picture, '--data-dir', counter.dataDir, '--export', trust);
    expect(out).toMatch(/^GENUINE\n {2}Signed by counter GLT-1-1 /);
    expect(out).toContain(number);
    expect(out).toMatch(/Status list: +\d{4}-/);
    expect(code).toBe(0);
  });

  test('says the same anywhere with the exported keys, on one line where asked', async () => {
    const { code, out } = await verify(text, '--trust', trust, '--json');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    const said = JSON.parse(out) as Record<string, unknown>;
    expect(said).toMatchObject({ verdict: 'genuine', licenceNumber: number, signedBy: { holder: 'GLT-1-1' } });
    expect(said).not.toHaveProperty('face');
    expect((await verify(picture, '--trust', trust, '--lang', 'ur')).out).toMatch(/^اصلی\n/);
  });

  test('ends with 1 for a forged card and for a number, with 2 where there is nothing to judge', async () => {
    const found = readCredential(text);
    const forged = writeCredential(
      found.ok ? found.value.credential : ({} as never),
      signerOf(newKeyPair('EdDSA').secret),
    );
    expect(await verify(forged, '--trust', trust)).toMatchObject({ code: 1, out: expect.stringMatching(/^FAKE/) });
    const bare = await verify(number, '--data-dir', counter.dataDir);
    expect(bare).toMatchObject({ code: 1, out: expect.stringMatching(/^CANNOT SAY/) });
    expect(bare.out).toContain('in force');

    const svg = join(folder, 'card.svg');
    writeFileSync(svg, '<svg xmlns="http://www.w3.org/2000/svg"/>');
    copyFileSync(svg, join(folder, 'card.jpg'));
    for (const args of [[], ['one', 'two'], [svg], [join(folder, 'card.jpg')], [join(folder, 'none.png')]]) {
      const { code, out, err } = await verify(...args, '--trust', trust);
      expect({ args, code, out }).toEqual({ args, code: 2, out: '' });
      expect(err.length).toBeGreaterThan(20);
    }
    expect((await verify(text, '--data-dir', join(folder, 'nobody'))).code).toBe(2);
    expect((await verify(text, '--trust', trust, '--root', '0123456789abcdef')).code).toBe(2);
  });

  test('believes no file of keys in which anything was changed', () => {
    const whole = JSON.parse(readFileSync(trust, 'utf8')) as {
      directory: string;
      files: string[];
      statements: string[];
    };
    expect(readTrustFile(JSON.stringify(whole)).practice).toBe(true);
    const spoil = (base64: string) => {
      const bytes = Buffer.from(base64, 'base64');
      bytes[bytes.length - 1]! ^= 1;
      return bytes.toString('base64');
    };
    const spoilt = [
      { ...whole, directory: spoil(whole.directory) },
      { ...whole, files: whole.files.map(spoil) },
      { ...whole, files: [] },
      { ...whole, statements: whole.statements.slice(1) },
      { ...whole, statements: whole.statements.toReversed() },
      { ...whole, root: '0'.repeat(16) },
      { ...whole, more: true },
      [],
    ];
    for (const each of spoilt) expect(() => readTrustFile(JSON.stringify(each))).toThrow();
    expect(() => readTrustFile('no JSON')).toThrow('input.malformed');
  });
});
