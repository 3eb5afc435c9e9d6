import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryType } from '../../src-shared/ledger/entry-types.ts';
import type { ExceptionState } from '../../src-shared/ledger/exceptions-state.ts';
import { exceptionSubject, recallSubject } from '../../src-shared/ledger/subjects.ts';
import type { JobId, StreamId } from '../../src-shared/ids.ts';
import { staff, streams, uuid, World, type Tried } from '../support/world.ts';

const subject = exceptionSubject(streams[0], 17);
const central = staff[5]!;
const supervisor = staff[2]!;
const operator = staff[0]!;

const opened = {
  entryId: uuid(1),
  stream: streams[0],
  seq: 17,
  type: 'application.feePaid',
  about: 'person:7110312345671',
  code: 'fee.linesDiffer',
  owner: 'centre',
  dueAt: '2026-03-03T05:00:00.000Z',
} as const;

/** One act about the case after another; what the fold said to each. */
function tell(world: World, type: EntryType, data: unknown): Tried {
  return tellAs(central, world, { type, data });
}

function tellAs(
  actor: (typeof staff)[number],
  world: World,
  { type, data }: { type: EntryType; data: unknown },
): Tried {
  const at = new Date((world.now += 60_000)).toISOString();
  return world.try({ type, subject, data, actor, stream: 'CEN-0-1' as never, at });
}

function codeOf({ result }: Tried): string {
  return result.ok ? 'accepted' : result.code;
}

const proposal = (by: string, decision: 'retry' | 'reject' | 'replace' = 'reject') => ({
  decision,
  reason: 'checked by telephone',
  by,
  replacement: decision === 'replace' ? '{}' : null,
});
const answer = (by: string, agreed = true) => ({ agreed, by, reason: 'seen as well' });

function stateOf(world: World): ExceptionState {
  return world.states.get(subject) as ExceptionState;
}

describe('a case', () => {
  test('goes from open over a proposal and a second person to closed, and no other way', () => {
    const world = new World();
    const steps: [EntryType, unknown][] = [
      ['exception.opened', opened],
      ['exception.proposed', proposal('first')],
      ['exception.decided', answer('second')],
      ['exception.closed', { outcome: 'rejected' }],
    ];
    steps.forEach(([type, data], index) => {
      for (const [other, body] of steps) {
        if (other !== type)
          expect(codeOf(tell(world, other, body)), `${other} instead of ${type}`).not.toBe('accepted');
      }
      expect(codeOf(tell(world, type, data)), `${index} ${type}`).toBe('accepted');
    });
    expect(stateOf(world)).toMatchObject({ stage: 'closed', outcome: 'rejected', times: 1 });
    expect(codeOf(tell(world, 'exception.opened', opened))).toBe('exception.closed');
  });

  test('needs a second person: whoever proposed cannot agree, nor decline', () => {
    const world = new World();
    tell(world, 'exception.opened', opened);
    tell(world, 'exception.proposed', proposal('first'));
    for (const agreed of [true, false]) {
      expect(codeOf(tell(world, 'exception.decided', answer('first', agreed)))).toBe('application.secondPersonNeeded');
    }
    expect(codeOf(tell(world, 'exception.decided', answer('second', false)))).toBe('accepted');
    expect(stateOf(world).stage).toBe('open');
    // Declined, it is open again; the one who declined may propose, and then needs the first.
    tell(world, 'exception.proposed', proposal('second', 'retry'));
    expect(codeOf(tell(world, 'exception.decided', answer('second')))).toBe('application.secondPersonNeeded');
    expect(codeOf(tell(world, 'exception.decided', answer('first')))).toBe('accepted');
  });

  test('judged again in vain stays one case, with what was found now', () => {
    const world = new World();
    tell(world, 'exception.opened', opened);
    tell(world, 'exception.proposed', proposal('first', 'retry'));
    tell(world, 'exception.decided', answer('second'));
    const again = { ...opened, code: 'fee.alreadyPaid' };
    expect(codeOf(tell(world, 'exception.opened', again))).toBe('accepted');
    expect(stateOf(world)).toMatchObject({ stage: 'open', code: 'fee.alreadyPaid', times: 2, proposal: null });
    expect(stateOf(world).opened.entry).toBe(world.tried[0]!.id);
  });

  test('closes with what was decided and nothing else', () => {
    const outcomes = ['applied', 'parked', 'rejected', 'replaced'] as const;
    const fitting = { retry: ['applied', 'parked'], reject: ['rejected'], replace: ['replaced'] } as const;
    for (const [decision, right] of Object.entries(fitting)) {
      for (const outcome of outcomes) {
        const world = new World();
        tell(world, 'exception.opened', opened);
        tell(world, 'exception.proposed', proposal('first', decision as keyof typeof fitting));
        tell(world, 'exception.decided', answer('second'));
        const fits = (right as readonly string[]).includes(outcome);
        expect(codeOf(tell(world, 'exception.closed', { outcome }))).toBe(fits ? 'accepted' : 'exception.notDecided');
      }
    }
  });

  test('is central’s alone to write, under the entry’s own name', () => {
    const world = new World();
    for (const actor of staff.slice(0, 5)) {
      expect(codeOf(tellAs(actor, world, { type: 'exception.opened', data: opened }))).toBe('session.forbidden');
    }
    expect(codeOf(tell(world, 'exception.opened', { ...opened, seq: 18 }))).toBe('ledger.wrongSubject');
  });

  test('a replacement has a body, and nothing else has', () => {
    const world = new World();
    tell(world, 'exception.opened', opened);
    const { replacement: _, ...bare } = proposal('first', 'replace');
    expect(codeOf(tell(world, 'exception.proposed', { ...bare, replacement: null }))).toBe('ledger.badBody');
    expect(codeOf(tell(world, 'exception.proposed', { ...proposal('first'), replacement: '{}' }))).toBe(
      'ledger.badBody',
    );
  });

  test('is never settled by one person alone, whatever they try', () => {
    const act = fc.oneof(
      fc.record({ type: fc.constant('exception.opened' as const), data: fc.constant<unknown>(opened) }),
      fc.record({
        type: fc.constant('exception.proposed' as const),
        data: fc.constantFrom('retry', 'reject', 'replace').map((decision) => proposal('alone', decision as 'retry')),
      }),
      fc.record({
        type: fc.constant('exception.decided' as const),
        data: fc.boolean().map((agreed) => answer('alone', agreed)),
      }),
      fc.record({
        type: fc.constant('exception.assigned' as const),
        data: fc.constant({ owner: 'central', dueAt: opened.dueAt, by: 'alone' }),
      }),
      fc.record({
        type: fc.constant('exception.closed' as const),
        data: fc.constantFrom('applied', 'parked', 'rejected', 'replaced').map((outcome) => ({ outcome })),
      }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const world = new World();
        tell(world, 'exception.opened', opened);
        for (const { type, data } of acts) tell(world, type, data);
        expect(['open', 'proposed']).toContain(stateOf(world).stage);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a recalled card', () => {
  const jobId = uuid(0xd000) as string as JobId;
  const recall = {
    jobId,
    licenceNumber: 'GLT-0000017-4',
    cnic: '7110312345671',
    why: 'application.holdsLicence',
    dueAt: '2026-03-03T05:00:00.000Z',
    exception: subject,
    handedTo: 'Sample Person',
    handedAt: '2026-03-02T05:00:00.000Z',
  };
  const sayAs = (
    actor: (typeof staff)[number],
    world: World,
    [type, data, stream = streams[0]]: readonly [EntryType, unknown, StreamId?],
  ) =>
    codeOf(
      world.try({
        type,
        subject: recallSubject(jobId),
        data,
        actor,
        stream,
        at: '2026-03-02T06:00:00.000Z',
      }),
    );

  test('is asked for by central and accounted for once, by a supervisor', () => {
    const world = new World();
    const back = { outcome: 'returned', note: '' };
    expect(sayAs(supervisor, world, ['recall.closed', back])).toBe('recall.unknown');
    expect(sayAs(supervisor, world, ['recall.opened', recall])).toBe('session.forbidden');
    expect(sayAs(central, world, ['recall.opened', recall])).toBe('accepted');
    expect(sayAs(central, world, ['recall.opened', recall])).toBe('ledger.repeated');
    expect(sayAs(operator, world, ['recall.closed', back])).toBe('session.forbidden');
    expect(sayAs(supervisor, world, ['recall.closed', back, 'SKD-1-1' as StreamId])).toBe('recall.unknown');
    expect(sayAs(supervisor, world, ['recall.closed', back])).toBe('accepted');
    expect(sayAs(supervisor, world, ['recall.closed', back])).toBe('recall.closed');
  });
});
