import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newKeyPair, signerOf } from '../../../src-main/features/trust/node-crypto.ts';
import { fromBase45, toBase45 } from '../../../src-shared/credential/base45.ts';
import { readCredential, writeCredential } from '../../../src-shared/credential/credential-text.ts';
import type { Credential } from '../../../src-shared/credential/credential.ts';
import type { CheckedCard } from '../../../src-shared/contract/counter/verify.ts';
import { licenceNumber } from '../../../src-shared/licensing/licence-number.ts';
import { STREAM } from '../../support/counter.ts';
import { problemOf } from '../../support/problem.ts';
import { startCheckBench, TODAY, type CheckBench } from './check-bench.ts';

const DAY = 86_400_000;
let bench: CheckBench;
beforeAll(async () => {
  bench = await startCheckBench();
}, 30_000);
afterAll(() => bench.counter.stop());
beforeEach(async () => {
  bench.now = TODAY;
  bench.hear({});
  await bench.counter.signIn('operator-1');
});

const codes = ({ reasons }: CheckedCard) => reasons.map(({ code }) => code);

function credentialIn(text: string): Credential {
  const found = readCredential(text);
  if (!found.ok) throw new Error(found.why);
  return found.value.credential;
}

describe('a check', () => {
  test('says who, what the card and the register say, and how old the list is; and is an entry', async () => {
    const { person, number, text } = await bench.licensed();
    const checked = await bench.scan(text);
    expect(checked).toMatchObject({
      verdict: 'genuine',
      licenceNumber: number,
      signedBy: STREAM,
      differences: [],
      card: { nameEn: person.nameEn, nameUr: person.nameUr, birthDate: '1990-05-17', practice: true },
      register: { nameEn: person.nameEn, standing: 'active', cnicTail: person.cnic.slice(-4) },
      status: { age: 0, old: false },
    });
    expect(codes(checked)).toEqual(['signature.good', 'register.matches']);
    expect(checked.face!.size).toBeGreaterThan(100);
    expect(checked.register!.photo).toMatch(/^[0-9a-f]{64}$/);
    expect(bench.checks().at(-1)).toEqual({
      by: 'scanner',
      verdict: 'genuine',
      reasons: ['signature.good', 'register.matches'],
      licenceNumber: number,
      statusAge: 0,
    });
  });

  test('names nobody in its entry but by the number, and is shown by the table of checks', async () => {
    const { person, number, text } = await bench.licensed();
    const { entryId } = await bench.scan(text);
    const { store } = bench.counter.core.counter;
    const row = store.get(store.sql.selectFrom('card_check').selectAll().where('entry_id', '=', entryId));
    expect(row).toMatchObject({
      subject: `checks:${STREAM}:2026-11-22`,
      day: '2026-11-22',
      way: 'scanner',
      verdict: 'genuine',
      licence_number: number,
      checked_by: 'operator-1',
      stream: STREAM,
    });
    const said = JSON.stringify([row, bench.checks().at(-1)]);
    for (const personal of [person.cnic, person.cnic.slice(-4), person.nameEn, person.nameUr, person.birthDate]) {
      expect(said.includes(personal), personal).toBe(false);
    }
  });

  test('by number: bad standing is bad, good standing proves no card, a wrong digit is refused unwritten', async () => {
    const { number } = await bench.licensed();
    const { client } = bench.counter;
    const said = await client.verify.number({ number: ` ${number.replaceAll('-', ' ').toLowerCase()} ` });
    expect(said).toMatchObject({ verdict: 'cannotSay', licenceNumber: number, card: null, face: null });
    expect(codes(said)).toEqual(['text.numberOnly', 'register.inForce']);
    expect(said.register).toMatchObject({ standing: 'active' });
    expect(bench.checks().at(-1)).toMatchObject({ by: 'number', verdict: 'cannotSay', licenceNumber: number });

    const unknown = await client.verify.number({ number: licenceNumber('GLT', 9_999_999) });
    expect(codes(unknown)).toEqual(['text.numberOnly', 'register.unknown']);
    expect(unknown.register).toBeNull();

    const before = bench.checks().length;
    for (const wrong of [`${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`, 'hello', '1'.repeat(40)]) {
      expect(await problemOf(client.verify.number({ number: wrong }))).toMatchObject({ code: 'verify.numberWrong' });
    }
    expect(bench.checks()).toHaveLength(before);

    bench.now += 6 * 366 * DAY;
    expect(await client.verify.number({ number })).toMatchObject({ verdict: 'expired' });
  });

  test('tells a technician nothing of the register but beside a card that proves itself', async () => {
    const { number, text } = await bench.licensed();
    await bench.counter.signIn('technician-1');
    const { client } = bench.counter;
    expect(await client.verify.number({ number })).toMatchObject({ register: null, licenceNumber: number });
    expect((await bench.scan(text)).register).not.toBeNull();
    const forged = writeCredential(credentialIn(text), signerOf(newKeyPair('EdDSA').secret));
    expect(await bench.scan(forged)).toMatchObject({ verdict: 'fake', register: null });
  });
});

describe('a forger', () => {
  test('who changes a letter, cuts the code short or adds to it', async () => {
    const { text } = await bench.licensed();
    const decoded = fromBase45(text);
    if (!decoded.ok) throw new Error('no base45');
    // In the name: behind the head of zlib and COSE, before the face.
    const at = Buffer.from(decoded.value).indexOf(credentialIn(text).nameEn);
    const changed = Uint8Array.from(decoded.value);
    changed[at] = changed[at]! ^ 1;
    const verdict = await bench.scan(toBase45(changed));
    // The checksum of the wrapper sees it before the signature does.
    expect(verdict.verdict).not.toBe('genuine');
    expect(verdict.card).toBeNull();
    for (const part of [text.slice(0, -3), text.slice(3), `${text}ABC`, text.slice(0, 200), text.toLowerCase()]) {
      const checked = await bench.scan(part);
      expect(checked).toMatchObject({ verdict: 'cannotSay', card: null, licenceNumber: null });
      expect(codes(checked)).toEqual(['text.unreadable']);
    }
    expect(bench.checks().at(-1)).toMatchObject({ verdict: 'cannotSay', licenceNumber: null });
  });

  test('who signs what he likes: by no key of the authority, by a key of the wrong use or centre', async () => {
    const { text } = await bench.licensed();
    const whole = credentialIn(text);
    const { authority } = bench;
    const stranger = newKeyPair('EdDSA');
    expect(await bench.scan(writeCredential(whole, signerOf(stranger.secret)))).toMatchObject({
      verdict: 'fake',
      reasons: [{ code: 'key.unknown' }],
      signedBy: null,
    });
    const elsewhere = authority.counter('HNZ-1-1');
    bench.hear({});
    const foreign = await bench.scan(writeCredential(whole, signerOf(elsewhere.secret)));
    expect(foreign).toMatchObject({ verdict: 'fake', reasons: [{ code: 'key.otherCentre' }] });
    const root = await bench.scan(writeCredential(whole, signerOf(authority.root.secret)));
    expect(root).toMatchObject({ verdict: 'fake', reasons: [{ code: 'key.wrongUse' }] });
  });

  test('who has an old key: what it signs after its time, or after it was revoked, is false', async () => {
    const { text } = await bench.licensed();
    const { authority } = bench;
    const old = authority.counter('GLT-7-1', { until: '2026-06-30T00:00:00.000Z' });
    const lost = authority.counter('GLT-8-1');
    authority.revoke(lost, '2026-11-01T00:00:00.000Z');
    bench.hear({});
    const whole = credentialIn(text);
    const late = await bench.scan(writeCredential(whole, signerOf(old.secret)));
    expect(late).toMatchObject({ verdict: 'fake', reasons: [{ code: 'key.notValidThen' }] });
    const revoked = await bench.scan(writeCredential(whole, signerOf(lost.secret)));
    expect(revoked).toMatchObject({ verdict: 'fake', reasons: [{ code: 'key.revokedThen' }] });
    // Whoever has the key writes any date.
    const dated = { ...whole, issuedAt: '2026-10-01T00:00:00.000Z' };
    expect((await bench.scan(writeCredential(dated, signerOf(lost.secret)))).verdict).not.toBe('genuine');
  });

  test('who puts the true code of one card on another: it shows the number and the face of the first', async () => {
    const [one, other] = [await bench.licensed(), await bench.licensed()];
    const checked = await bench.scan(one.text);
    expect(checked).toMatchObject({ licenceNumber: one.number, card: { nameEn: one.person.nameEn } });
    expect(checked.licenceNumber).not.toBe(other.number);
    expect(checked.face).not.toBeNull();
  });

  test('who has the very key of a counter and copies a card to another person: the register knows', async () => {
    const { person, number, text } = await bench.licensed();
    const signer = signerOf(bench.key.secret);
    const whole = credentialIn(text);
    const sign = (change: Partial<Credential>) => bench.scan(writeCredential({ ...whole, ...change }, signer));
    const face = await sign({ photo: 'deadbeef' });
    expect(face).toMatchObject({ verdict: 'fake', licenceNumber: number });
    expect(codes(face)).toEqual(['register.photoDiffers']);
    const born = await sign({ birthDate: '1999-01-01', nameEn: 'Somebody Else' });
    expect(born).toMatchObject({ verdict: 'fake', differences: ['nameEn', 'birthDate'] });
    expect(born.register).toMatchObject({ nameEn: person.nameEn });
    expect(codes(await sign({ categories: ['motorcycle', 'car', 'htv'] }))).toContain('register.categoriesDiffer');
  });
});

describe('standing', () => {
  test('two valid cards of one person: the one before is a duplicate as soon as the later is issued', async () => {
    const { person, number, text } = await bench.licensed();
    bench.desk.give(person, { service: 'duplicate', categories: ['motorcycle', 'car'] });
    const later = await bench.codeOf(number);
    expect(later).not.toBe(text);
    const before = await bench.scan(text);
    expect(before).toMatchObject({ verdict: 'duplicate', licenceNumber: number });
    expect(codes(before)[0]).toBe('licence.superseded');
    expect(await bench.scan(later)).toMatchObject({ verdict: 'genuine' });
  });

  test('by the list alone, and by an old list with its age', async () => {
    const { text } = await bench.licensed();
    const { index } = credentialIn(text).status!;
    const foreign = (change: Partial<Credential>) =>
      writeCredential({ ...credentialIn(text), ...change }, signerOf(bench.key.secret));
    const unknownHere = { licenceNumber: licenceNumber('GLT', 900_017) };
    for (const [status, verdict] of [
      ['cancelled', 'cancelled'],
      ['suspended', 'suspended'],
      ['superseded', 'duplicate'],
    ] as const) {
      bench.now = TODAY;
      bench.hear({ listed: [[index, status]] });
      bench.now = TODAY + 3 * DAY;
      const checked = await bench.scan(foreign(unknownHere));
      expect(checked, status).toMatchObject({ verdict, status: { age: 3 * 86_400, old: true } });
      expect(codes(checked)).toContain('status.old');
      expect(bench.checks().at(-1)).toMatchObject({ verdict, statusAge: 3 * 86_400 });
    }
    bench.now = TODAY;
    bench.hear({});
    bench.now = TODAY + 3 * DAY;
    const valid = await bench.scan(foreign(unknownHere));
    expect(valid).toMatchObject({ verdict: 'genuine', status: { old: true } });
    expect(codes(valid)).toContain('status.old');
    expect(await bench.counter.client.verify.status()).toMatchObject({ age: 3 * 86_400, old: true });
  });

  test('an expired card stays expired when the clock is set back', async () => {
    const { text } = await bench.licensed();
    const validUntil = credentialIn(text).validUntil;
    const after = Date.parse(`${validUntil}T12:00:00Z`) + DAY;
    // Central was heard on the day after.
    const { store } = bench.counter.core.counter;
    bench.now = after;
    const heard = { server_time: new Date(after).toISOString(), offset_ms: 0 };
    const cursor = store.get(store.sql.selectFrom('replay_cursor').selectAll());
    store.run(store.sql.updateTable('replay_cursor').set(heard));
    expect(await bench.scan(text)).toMatchObject({
      verdict: 'expired',
      reasons: [{ code: 'licence.expired' }, {}, {}, {}],
    });
    bench.now = TODAY;
    expect(await bench.scan(text)).toMatchObject({ verdict: 'expired' });
    expect(await bench.counter.client.verify.status()).toMatchObject({ old: true });
    store.run(
      store.sql.updateTable('replay_cursor').set({ server_time: cursor!.server_time, offset_ms: cursor!.offset_ms }),
    );
  });
});
