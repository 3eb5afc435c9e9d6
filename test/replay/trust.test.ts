import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CentralOptions, RunningCentral } from '../../src-central/server.ts';
import { listKeys, revokeKey, rotateKey } from '../../src-central/trust/key-desk.ts';
import { readTrust } from '../../src-central/trust/trust-board.ts';
import { trustOf } from '../../src-main/features/trust/trust-board.ts';
import { countStatements, findDirectory } from '../../src-main/store/trust.ts';
import type { TrustReply } from '../../src-shared/contract/central/trust.ts';
import { ReplayCounter } from '../support/replay-counter.ts';
import { startTestCentral } from '../support/test-central.ts';
import { keyOf, TrustLine } from '../support/trust-line.ts';

let running: RunningCentral;
/** The clock of central and of the counters. */
let now = Date.UTC(2026, 5, 1);
const options: CentralOptions = { statusSeconds: 0, now: () => new Date(now) };
beforeAll(async () => {
  running = await startTestCentral(options);
});
afterAll(() => running.stop());

const line = new TrustLine(() => now);
let counter: ReplayCounter;
let number = 0;
beforeEach(async () => {
  line.bend = (reply) => reply;
  counter = line.newCounter();
  await counter.enrol(running, { counter: (number += 1) });
});
afterEach(() => counter.destroy());

const settled = () => line.settle(counter);
const again = (isThere: () => boolean) => line.again(counter, isThere);

describe('keys of a counter', () => {
  it('come down by themselves, and one of its own is certified', async () => {
    await settled();
    const { keyring, asOf } = trustOf(counter.store);
    expect(keyring.refused).toBe(0);
    const own = keyring.find(keyOf(counter)!);
    expect(own?.certificate).toMatchObject({ use: 'card', holder: counter.identity.place.stream });
    expect(keyring.find(own!.certifiedBy)?.certificate).toMatchObject({ use: 'centre', holder: 'GLT' });
    expect(asOf).toBe(new Date(now).toISOString());
  });

  it('stay the same over a restart, and the next is made long before the end', async () => {
    await settled();
    const first = keyOf(counter);
    await counter.restart();
    await again(() => true);
    expect(keyOf(counter)).toBe(first);
    now += 201 * 86_400_000;
    await again(() => keyOf(counter) !== first);
    const { keyring } = trustOf(counter.store);
    expect(keyring.find(first!), 'what it signed stays to be verified').toBeDefined();
  });

  it('that is revoked is replaced as soon as the counter hears of it', async () => {
    await settled();
    const first = keyOf(counter)!;
    await revokeKey(running.central, first);
    await again(() => keyOf(counter) !== first);
    expect(trustOf(counter.store).keyring.find(first)?.revokedSince).toBe(new Date(now).toISOString());
    await expect(revokeKey(running.central, first)).rejects.toMatchObject({ code: 'input.malformed' });
  });

  it('are believed under the next root, which the one before announced; the old root may then be revoked', async () => {
    await settled();
    const rotated = await rotateKey(running.central, 'root');
    const centre = await rotateKey(running.central, 'GLT');
    await again(() => trustOf(counter.store).keyring.find(centre) !== undefined);
    const { keyring } = trustOf(counter.store);
    expect(keyring.refused).toBe(0);
    expect(keyring.find(centre)?.certifiedBy).toBe(rotated);
    await revokeKey(running.central, keyring.keys[0]!.kid);
    await rotateKey(running.central, 'status');
    const late = line.newCounter();
    await late.enrol(running, { counter: (number += 1) });
    late.replay.start();
    await late.until(() => keyOf(late) !== undefined);
    expect(trustOf(late.store).keyring.refused).toBe(0);
    await late.destroy();
  });

  it('are asked for with the same key when the answer was lost', async () => {
    let lost = 0;
    const cut = new ReplayCounter({
      clock: { now: () => now },
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        const url = input instanceof Request ? input.url : String(input);
        if (url.endsWith('/certificates') && (lost += 1) === 1) throw new TypeError('fetch failed');
        return response;
      },
    });
    await cut.enrol(running, { counter: (number += 1) });
    cut.replay.start();
    await cut.until(() => keyOf(cut) !== undefined);
    const holder = cut.identity.place.stream;
    expect((await listKeys(running.central)).filter((key) => key.holder === holder)).toHaveLength(1);
    await cut.destroy();
  });
});

describe('a deployment that signs with P-256', () => {
  it('has keys of that kind for all counters, also those that had another before', async () => {
    await settled();
    const first = keyOf(counter)!;
    const { central } = running;
    const before = central.trust.algorithm;
    Object.assign(central.trust, { algorithm: 'ES256' });
    await again(() => keyOf(counter) !== first);
    const { keyring } = trustOf(counter.store);
    expect(keyring.refused).toBe(0);
    expect(keyring.find(keyOf(counter)!)?.certificate.key.algorithm).toBe('ES256');
    Object.assign(central.trust, { algorithm: before });
  });
});

describe('a central that lies about keys', () => {
  it.each([
    [
      'a root that it did not sign',
      (reply: TrustReply) => ({ ...reply, root: { ...reply.root, kid: '0'.repeat(16) } }),
    ],
    ['a directory of another', (reply: TrustReply) => ({ ...reply, directory: reply.statements[0] ?? '' })],
    ['a directory with a bit changed', (reply: TrustReply) => ({ ...reply, directory: bent(reply.directory) })],
    [
      'a statement left out',
      (reply: TrustReply) => ({ ...reply, statements: reply.statements.slice(1), next: reply.next - 1 }),
    ],
  ])('%s is noticed, and the counter signs nothing', async (_, lie) => {
    line.bend = lie;
    counter.replay.start();
    await counter.until(() => counter.log.some(({ what, facts }) => what === 'replay' && isAboutTrust(facts)));
    expect(findDirectory(counter.store)).toBeUndefined();
    expect(keyOf(counter)).toBeUndefined();
  });

  it('an older word is not taken for a newer one', async () => {
    await settled();
    const old = await readTrust(running.central, 0);
    now += 60_000;
    await again(() => trustOf(counter.store).asOf === new Date(now).toISOString());
    const known = findDirectory(counter.store);
    line.bend = (reply) => ({ ...reply, directory: old.directory });
    const before = line.asked;
    await again(() => line.asked > before + 1);
    expect(findDirectory(counter.store)).toBe(known);
  });

  it('one that was set back says all of it anew, under the same root', async () => {
    await settled();
    const { db, pool } = running.central;
    await rotateKey(running.central, 'GLT');
    await again(() => countStatements(counter.store) > 4);
    // As a backup from before would have it, gone on another way.
    await pool.query(
      'delete from trust_key where kid = (select kid from trust_statement order by number desc limit 1)',
    );
    await pool.query('delete from trust_statement where number = (select max(number) from trust_statement)');
    const other = await rotateKey(running.central, 'GLT');
    now += 60_000;
    await again(() => trustOf(counter.store).keyring.find(other) !== undefined);
    const { statements } = await db.selectFrom('trust_directory').select('statements').executeTakeFirstOrThrow();
    expect(countStatements(counter.store)).toBe(statements);
  });
});

function isAboutTrust(facts: unknown): boolean {
  const { lane, code } = facts as { lane: string; code: string };
  return lane === 'trust' && (code === 'central.badSignature' || code === 'central.garbage');
}

function bent(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes[bytes.length - 1]! ^= 1;
  return bytes.toString('base64');
}
