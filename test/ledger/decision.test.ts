import { expect, test } from 'vitest';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import type { PersonState } from '../../src-shared/ledger/state.ts';
import { plan, type Intent } from '../support/acts.ts';
import { personData } from '../support/bodies.ts';
import { staff, streams, World } from '../support/world.ts';
import { openApplicationOf } from '../../src-shared/ledger/standing-of.ts';

const subject = 'person:7110312345671' as Subject;
const next: Intent = { what: 'next', person: 0, actor: 0, stream: 0, pick: 0, slip: 'none', minutes: 1 };

test('what an applicant must show is asked again on the day of the decision', () => {
  const world = new World();
  // Submits two days before the fiftieth birthday, from which on a medical certificate is needed.
  world.now = Date.UTC(2026, 4, 1, 5);
  const person = { ...personData(0), birthDate: '1976-05-03' };
  const recorded = { type: 'person.recorded', subject, data: { person }, actor: staff[0]!, stream: streams[0] };
  world.try({ ...recorded, at: new Date(world.now).toISOString() });
  for (const pick of [0, 0, 0, 0, 1]) expect(world.try(plan(world, { ...next, pick })).result.ok).toBe(true);
  const stage = openApplicationOf(world.states.get(subject) as PersonState)?.stage;
  expect(stage).toBe('submitted');
  expect(world.try(plan(world, { ...next, minutes: 3 * 1440 })).result).toMatchObject({
    ok: false,
    code: 'application.documentsMissing',
    detail: { count: 1 },
  });
  world.now -= 3 * 1440 * 60_000;
  expect(world.try(plan(world, next)).result.ok).toBe(true);
});
