import { newKeyPair, signerOf } from '../src-main/features/trust/node-crypto.ts';
import { compressList } from '../src-central/trust/status-lists.ts';
import { unfoldZstd } from '../src-main/features/trust/node-zstd.ts';
import { setStatus, statusAt, type CardStatus } from '../src-shared/credential/status.ts';
import { applyDelta, readStatusToken, writeDelta, writeSnapshot } from '../src-shared/credential/status-token.ts';
import { MAX_SERIAL } from '../src-shared/licensing/licence-number.ts';
import { report, timed, timedAsync, type Figure } from './harness.ts';
import { random } from './search/people.ts';

/**
 * `npm run bench -- status`: the status lists of 30 million licences of which 150,000 are revoked, as central signs them
 * and a counter keeps them: bytes on the line for all of it, bytes of a day's changes, and what a lookup takes.
 */
const LICENCES = 30_000_000;
const REVOKED = 150_000;
const A_LIST = MAX_SERIAL;
const LOOKUPS = 5_000_000;
/** Changes of a day: what 150,000 in five years come to. */
const A_DAY = 100;

const draw = random(7);
const signer = signerOf(newKeyPair('EdDSA').secret);
const madeAt = new Date().toISOString();
const lists = Array.from({ length: Math.ceil(LICENCES / A_LIST) }, (_, index) => ({
  list: `QA${String.fromCharCode(65 + index)}`,
  bits: new Uint8Array(Math.ceil((Math.min(A_LIST, LICENCES - index * A_LIST) + 1) / 4)),
}));
/** Of what is out of force, by far the most is cancelled; the rest is suspended or was printed anew. */
const kinds: readonly CardStatus[] = ['cancelled', 'cancelled', 'cancelled', 'suspended', 'superseded'];
for (let left = REVOKED; left > 0;) {
  const place = Math.floor(draw() * LICENCES);
  const bits = lists[Math.floor(place / A_LIST)]?.bits;
  const index = (place % A_LIST) + 1;
  if (bits === undefined || statusAt(bits, index) !== 'valid') continue;
  setStatus(bits, index, kinds[Math.floor(draw() * kinds.length)] ?? 'cancelled');
  left -= 1;
}

const tokens: Uint8Array[] = [];
const { ms: signMs } = await timedAsync(async () => {
  for (const { list, bits } of lists) {
    tokens.push(writeSnapshot({ list, version: 1, madeAt, lst: await compressList(bits) }, signer));
  }
});
const loaded: Uint8Array[] = [];
const loadMs = timed(() => {
  for (const token of tokens) {
    const found = readStatusToken(token, unfoldZstd);
    if (!found.ok || found.value.status.is !== 'snapshot') throw new Error('what is measured does not load');
    loaded.push(found.value.status.bits);
  }
});
if (loaded.some((bits, index) => Buffer.compare(bits, lists[index]?.bits ?? new Uint8Array()) !== 0))
  throw new Error('lost');

const asked = Array.from({ length: 1 << 16 }, () => Math.floor(draw() * LICENCES));
let revoked = 0;
const lookupMs = timed(() => {
  for (let round = 0; round < LOOKUPS; round += 1) {
    const place = asked[round & 0xffff] ?? 0;
    const bits = loaded[Math.floor(place / A_LIST)] ?? new Uint8Array();
    if (statusAt(bits, (place % A_LIST) + 1) !== 'valid') revoked += 1;
  }
});

const changes = [...new Set(Array.from({ length: A_DAY }, () => Math.floor(draw() * A_LIST)))]
  .toSorted((a, b) => a - b)
  .map((index) => ({ index, status: 'cancelled' as const }));
const delta = writeDelta({ is: 'delta', list: 'QAA', from: 1, version: 2, madeAt, changes }, signer);
const deltaMs = timed(() => loaded[0] !== undefined && applyDelta(loaded[0], { changes }));

const figures: readonly Figure[] = [
  { figure: 'compressed_mb', value: sum(tokens.map(({ length }) => length)) / 1e6, unit: 'MB', reach: { atMost: 0.3 } },
  { figure: 'lookup_us', value: (lookupMs * 1000) / LOOKUPS, unit: 'µs', reach: { atMost: 1 } },
  { figure: 'unfolded_mb', value: sum(loaded.map(({ length }) => length)) / 1e6, unit: 'MB' },
  { figure: 'sign_ms', value: signMs, unit: 'ms' },
  { figure: 'load_ms', value: loadMs, unit: 'ms' },
  { figure: 'delta_of_a_day', value: delta.length, unit: 'B' },
  { figure: 'apply_delta_ms', value: deltaMs, unit: 'ms' },
  { figure: 'found_revoked', value: revoked / LOOKUPS, unit: 'of lookups' },
];
report('status', figures);

function sum(list: readonly number[]): number {
  return list.reduce((total, each) => total + each, 0);
}
