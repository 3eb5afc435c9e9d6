import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createFile } from '../src-main/store/keys/durable-file.ts';
import { escrowKeyPair } from '../src-main/store/keys/escrow.ts';
import { keyFileGuard, keyFileOf } from '../src-main/store/keys/key-file-guard.ts';
import { recoverKey } from '../src-main/store/keys/recover-key.ts';
import { sayFault } from './say-fault.ts';

const usage = `The authority's tool for the stores of its counters.

  npm run escrow -- keypair --key FILE
      Makes an X25519 key pair in a new owner-only FILE and prints the public half,
      which central hands to every counter at enrolment.

  npm run escrow -- open --data-dir DIR --key FILE [--key-file FILE] [--out FILE]
      Recovers the key of the store in DIR and wraps it with a key file, so that the
      store opens on this PC again. --out also writes the bare key, in hex, to a new
      owner-only file. Nothing secret is ever printed.`;

const KeyPair = z.strictObject({ publicKey: z.base64().length(44), privateKey: z.base64().length(44) });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    key: { type: 'string' },
    'data-dir': { type: 'string' },
    'key-file': { type: 'string' },
    out: { type: 'string' },
  },
});

try {
  const [task] = positionals;
  if (task === 'keypair' && values.key !== undefined) await makePair(values.key);
  else if (task === 'open' && values.key !== undefined && values['data-dir'] !== undefined) {
    await open({ dataDir: values['data-dir'], pairFile: values.key });
  } else stop(usage);
} catch (error) {
  sayFault(error);
}

async function makePair(file: string): Promise<void> {
  const pair = await escrowKeyPair();
  const publicKey = Buffer.from(pair.publicKey).toString('base64');
  const privateKey = Buffer.from(pair.privateKey).toString('base64');
  if (!createFile(file, Buffer.from(`${JSON.stringify({ publicKey, privateKey }, null, 2)}\n`))) {
    return stop(`${file} is there already; a key is never overwritten.`);
  }
  console.log(`Private key in ${file}; keep it off every counter. Public key:\n${publicKey}`);
}

async function open({ dataDir, pairFile }: { dataDir: string; pairFile: string }): Promise<void> {
  const pair = readPair(pairFile);
  if (pair === undefined) return;
  const { out } = values;
  if (out !== undefined && existsSync(out)) return stop(`${out} is there already; it is not overwritten.`);
  const keyFile = values['key-file'] ?? keyFileOf(dataDir);
  const key = await recoverKey({
    dataDir,
    privateKey: Buffer.from(pair.privateKey, 'base64'),
    guard: keyFileGuard(keyFile),
  });
  if (out !== undefined) createFile(out, Buffer.from(`${Buffer.from(key).toString('hex')}\n`));
  console.log(`The store in ${dataDir} opens again with the key file ${keyFile}.`);
}

function readPair(file: string): z.infer<typeof KeyPair> | undefined {
  if (!existsSync(file)) return stop(`${file} is not there.`);
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    return stop(`${file} can be read by others; make it private first (chmod 600).`);
  }
  return KeyPair.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function stop(message: string): undefined {
  console.error(message);
  process.exitCode = 1;
}
