import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { IDLE_LOCK_MS } from '../../src-main/features/session/session.ts';
import { sampleApplicant } from '../../src-main/features/practice/sample-applicants.ts';
import type { StaffId } from '../../src-shared/ids.ts';
import { PIN, staff, startTestCounter, type TestCounter } from '../support/counter.ts';
import { problemOf } from '../support/problem.ts';

const operator = 'operator-1' as StaffId;
const wrong = { staffId: operator, pin: '000000' };
const right = { staffId: operator, pin: PIN };

/** What the counter's clocks show; nothing but the test moves them. */
let wall = 0;
let uptime = 0;
let counter: TestCounter;
beforeAll(async () => {
  counter = await startTestCounter({ now: () => wall, monotonic: () => uptime });
});
beforeEach(async () => {
  wall = Date.UTC(2026, 10, 21, 6);
  uptime = 1_000;
  await counter.client.session.signOut();
  const { store } = counter.core.counter;
  store.transact(() => store.run(store.sql.deleteFrom('sign_in_failure')));
});
afterAll(() => counter.stop());

describe('signing in', () => {
  test('works with the cable out, and shows who works here in which role', async () => {
    const before = await counter.client.session.current();
    expect(before).toMatchObject({ staff: null, locked: false });
    expect(Object.fromEntries(before.people.map(({ id, role }) => [id, role]))).toEqual(Object.fromEntries(staff));
    const { staff: person } = await counter.client.session.signIn(right);
    expect(person).toEqual({ id: operator, nameEn: operator, nameUr: operator, role: 'operator' });
    expect(counter.core.counter.replay.link.state).not.toBe('up');
  });

  test('shows no PIN where the launcher gave none', async () => {
    const { people } = await counter.client.session.current();
    expect(people.map((each) => each.practicePin)).toEqual(people.map(() => null));
  });

  test('a wrong PIN is refused with the tries that are left, and nobody is signed in', async () => {
    for (const left of [4, 3, 2, 1]) {
      expect(await problemOf(counter.client.session.signIn(wrong))).toEqual({
        kind: 'REFUSED',
        code: 'session.badCredentials',
        detail: { left },
      });
    }
    expect(await counter.client.session.current()).toMatchObject({ staff: null });
    // The right one wipes the slate.
    await counter.client.session.signIn(right);
    expect(await problemOf(counter.client.session.signIn(wrong))).toMatchObject({ detail: { left: 4 } });
  });

  test('a wrong PIN does not throw out who is signed in', async () => {
    await counter.client.session.signIn(right);
    await problemOf(counter.client.session.signIn({ staffId: 'supervisor-1', pin: '000000' }));
    expect(await counter.client.session.current()).toMatchObject({ staff: { id: operator } });
  });

  test('a name nobody has, and a name that left the centre, are refused alike', async () => {
    const { store } = counter.core.counter;
    const setActive = (active: number) =>
      store.transact(() => store.run(store.sql.updateTable('staff').set({ active }).where('id', '=', 'operator-2')));
    setActive(0);
    const left = { kind: 'REFUSED', code: 'session.badCredentials', detail: { left: 4 } };
    for (const staffId of ['operator-2', 'nobody-9'] as StaffId[]) {
      expect(await problemOf(counter.client.session.signIn({ staffId, pin: PIN }))).toEqual(left);
    }
    const { people } = await counter.client.session.current();
    expect(people.map(({ id }) => id)).not.toContain('operator-2');
    setActive(1);
  });

  test('a PIN of the wrong shape is not even tried', async () => {
    for (const pin of ['', '123', 'x'.repeat(65)]) {
      expect(await problemOf(counter.client.session.signIn({ staffId: operator, pin }))).toMatchObject({
        kind: 'MALFORMED',
        code: 'input.malformed',
      });
    }
    expect(await problemOf(counter.client.session.signIn(wrong))).toMatchObject({ detail: { left: 4 } });
  });
});

describe('the lockout', () => {
  async function lockOut(): Promise<void> {
    for (let tries = 0; tries < 5; tries += 1) await problemOf(counter.client.session.signIn(wrong));
  }

  test('bars the right PIN too, for five minutes by the clock, and says until when', async () => {
    await lockOut();
    const until = { kind: 'REFUSED', code: 'session.lockedOut', detail: { until: '11:05' } };
    expect(await problemOf(counter.client.session.signIn(right))).toEqual(until);
    wall += 5 * 60_000 - 1;
    expect(await problemOf(counter.client.session.signIn(right))).toEqual(until);
    wall += 1;
    await counter.client.session.signIn(right);
  });

  test('starts with the fifth wrong PIN, whose answer says so', async () => {
    for (let tries = 0; tries < 4; tries += 1) await problemOf(counter.client.session.signIn(wrong));
    expect(await problemOf(counter.client.session.signIn(wrong))).toEqual({
      kind: 'REFUSED',
      code: 'session.lockedOut',
      detail: { until: '11:05' },
    });
  });

  test('outlives a restart', async () => {
    await lockOut();
    await counter.restart();
    expect(await problemOf(counter.client.session.signIn(right))).toMatchObject({ code: 'session.lockedOut' });
  });

  test('concerns one person and nobody else', async () => {
    await lockOut();
    await counter.signIn('operator-2');
  });

  test('cannot be outrun by many tries at once', async () => {
    const tries = Array.from({ length: 20 }, () => problemOf(counter.client.session.signIn(wrong)));
    const answers = (await Promise.all(tries)).map(({ code }) => code);
    expect(answers.filter((code) => code === 'session.badCredentials')).toHaveLength(4);
    expect(await problemOf(counter.client.session.signIn(right))).toMatchObject({ code: 'session.lockedOut' });
  });

  test('holds for the lock screen as well', async () => {
    await counter.client.session.signIn(right);
    await counter.client.session.lock();
    for (let tries = 0; tries < 5; tries += 1) await problemOf(counter.client.session.unlock({ pin: '000000' }));
    expect(await problemOf(counter.client.session.unlock({ pin: PIN }))).toMatchObject({ code: 'session.lockedOut' });
    expect(await counter.client.session.current()).toMatchObject({ staff: { id: operator }, locked: true });
  });
});

describe('the lock', () => {
  beforeEach(async () => {
    await counter.client.session.signIn(right);
  });
  const stock = () => counter.client.stock.today();

  test('closes after ten idle minutes, however often the wall clock jumped', async () => {
    wall += 3 * 86_400_000;
    uptime += IDLE_LOCK_MS;
    await stock();
    uptime += 1;
    wall -= 6 * 86_400_000;
    expect(await problemOf(stock())).toEqual({ kind: 'DENIED', code: 'session.locked', detail: {} });
    expect(await counter.client.session.current()).toMatchObject({ locked: true, idleLockMs: IDLE_LOCK_MS });
  });

  test('is put off by a touch, and not opened by one', async () => {
    uptime += IDLE_LOCK_MS;
    await counter.client.session.touch();
    uptime += IDLE_LOCK_MS;
    await stock();
    uptime += 1;
    expect(await problemOf(counter.client.session.touch())).toMatchObject({ code: 'session.locked' });
    expect(await problemOf(stock())).toMatchObject({ code: 'session.locked' });
  });

  test('opens with the PIN of whoever is signed in, and the work is as it was left', async () => {
    const { cnic } = sampleApplicant(1);
    await counter.client.drafts.save({ cnic, fields: { nameEn: 'Ahmed' } });
    await counter.client.session.lock();
    expect(await problemOf(counter.client.drafts.get({ cnic }))).toMatchObject({ code: 'session.locked' });
    expect(await problemOf(counter.client.session.unlock({ pin: '000000' }))).toMatchObject({
      code: 'session.badCredentials',
    });
    expect(await counter.client.session.unlock({ pin: PIN })).toMatchObject({ staff: { id: operator }, locked: false });
    expect(await counter.client.drafts.get({ cnic })).toMatchObject({ fields: { nameEn: 'Ahmed' } });
  });

  test('gives way to another person who signs in', async () => {
    await counter.client.session.lock();
    await counter.signIn('supervisor-1');
    expect(await counter.client.session.current()).toMatchObject({ staff: { id: 'supervisor-1' }, locked: false });
  });

  test('does not lock an empty chair, and has nobody to unlock there', async () => {
    await counter.client.session.signOut();
    expect(await counter.client.session.lock()).toMatchObject({ staff: null, locked: false });
    expect(await problemOf(counter.client.session.unlock({ pin: PIN }))).toMatchObject({ code: 'session.needed' });
    // Nor does a lock by hand wait for the next person.
    expect(await counter.client.session.signIn(right)).toMatchObject({ locked: false });
  });

  test('nobody is signed in after a restart', async () => {
    await counter.restart();
    expect(await counter.client.session.current()).toMatchObject({ staff: null, locked: false });
    expect(await problemOf(stock())).toEqual({ kind: 'DENIED', code: 'session.needed', detail: {} });
  });
});
