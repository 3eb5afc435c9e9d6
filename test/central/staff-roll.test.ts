import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningCentral } from '../../src-central/server.ts';
import { Desk } from '../support/desk.ts';
import { seedStaff, startTestCentral } from '../support/test-central.ts';
import { enrolTestCounter, newPerson, type Draft, type TestCounter } from '../support/test-counter.ts';

const DAY_MS = 86_400_000;

let running: RunningCentral;
let desk: Desk;
let counter: TestCounter;
beforeAll(async () => {
  running = await startTestCentral();
  desk = new Desk(running);
  counter = await enrolTestCounter(running, 1);
});
afterAll(() => running.stop());
beforeEach(async () => {
  await running.central.pool.query('delete from staff where id like $1', ['mover%']);
  await running.central.pool.query('delete from staff_standing where id like $1', ['mover%']);
  await seedStaff(running.central.db, [['mover', 'operator']]);
});

async function fateOf(more: Partial<Draft>, of = counter): Promise<string | undefined> {
  const entry = of.write({ ...newPerson().draft, ...more });
  const response = await of.push([entry]);
  if (!response.ok) throw new Error(await response.text());
  return (await desk.fates([entry]))[0];
}

const change = (what: string) => running.central.pool.query(`update staff set ${what} where id = 'mover'`);
const after = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

describe('whoever did it', () => {
  it('is on the roll of the centre, in that role', async () => {
    expect(await fateOf({ actor: 'mover' })).toBe('applied');
    expect(await fateOf({ actor: 'mover', role: 'supervisor' })).toBe('exception session.forbidden');
    expect(await fateOf({ actor: 'somebody' })).toBe('exception staff.unknown');
  });

  it('of another centre is nobody here', async () => {
    const { db, pool } = running.central;
    await pool.query(`insert into centre values ('SKD', 'Skardu', 'سکردو') on conflict do nothing`);
    await seedStaff(db, [['skardu-1', 'operator']], 'SKD');
    const skardu = await enrolTestCounter(running, 1, 'SKD');
    expect(await fateOf({ actor: 'skardu-1' }, skardu)).toBe('applied');
    expect(await fateOf({ actor: 'skardu-1' })).toBe('exception staff.unknown');
    expect(await fateOf({ actor: 'mover' }, skardu)).toBe('exception staff.unknown');
  });

  it('may have changed since: what was done before counts, however late it comes', async () => {
    await change("role = 'technician'");
    expect(await fateOf({ actor: 'mover', at: after(-20) })).toBe('applied');
    expect(await fateOf({ actor: 'mover', role: 'technician' })).toBe('applied');
    await change('active = false');
    expect(await fateOf({ actor: 'mover', at: after(-1) })).toBe('applied');
  });

  it('is taken at their word while the counter may not have heard of the change, and not for ever', async () => {
    await change('active = false');
    expect(await fateOf({ actor: 'mover', at: after(1) })).toBe('applied');
    expect(await fateOf({ actor: 'mover', at: after(32) })).toBe('exception staff.unknown');
    // Staff again: what was done in between is taken as well.
    await change('active = true');
    expect(await fateOf({ actor: 'mover', at: after(32) })).toBe('applied');
  });

  it('who was never active is nobody', async () => {
    await running.central.pool.query(
      `insert into staff (centre, id, name_en, name_ur, role, pin_hash, active)
       values ('GLT', 'mover-2', 'Mover', 'Mover', 'operator', 'none', false)`,
    );
    expect(await fateOf({ actor: 'mover-2' })).toBe('exception staff.unknown');
  });

  it('is asked of every one of a hundred entries in a round', async () => {
    const entries = Array.from({ length: 100 }, (_, index) =>
      counter.write({ ...newPerson().draft, actor: `stranger-${index % 50}` }),
    );
    await counter.push(entries);
    expect(new Set(await desk.fates(entries))).toEqual(new Set(['exception staff.unknown']));
  });
});
