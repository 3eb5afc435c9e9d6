import { describe, expect, test } from 'vitest';
import type { EntryId, StaffId, StreamId } from '../../src-shared/ids.ts';
import type { Act } from '../../src-shared/ledger/entry-types.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import type { LeaseState } from '../../src-shared/ledger/state.ts';
import { licenceNumber } from '../../src-shared/licensing/licence-number.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';

const lease: LeaseState = {
  kind: 'lease',
  prefix: 'GLT',
  from: 1,
  to: 20,
  next: 1,
  stream: 'GLT-2-1' as StreamId,
  expiresAt: '2026-06-01T00:00:00.000Z',
};

interface Circumstances {
  readonly offsetMs?: number | null;
  readonly stream?: string;
}

function take(at: string, { offsetMs = 0, stream = 'GLT-2-1' }: Circumstances = {}) {
  const act = {
    type: 'lease.numberTaken',
    data: { number: licenceNumber('GLT', 1), applicationId: '01900000-0000-7000-8000-000000000001' },
    entry: {
      stream: stream as StreamId,
      id: '01900000-0000-7000-8000-000000000002' as EntryId,
      subject: 'lease:GLT:1' as Subject,
      actor: 'supervisor-1' as StaffId,
      role: 'supervisor',
      at,
      offsetMs,
    },
  } as Act;
  const folded = fold(lease, act, firstRules);
  return folded.ok ? 'taken' : folded.code;
}

describe('a number', () => {
  test.each([
    ['2026-05-31T23:59:59.999Z', 0, 'taken'],
    ['2026-06-01T00:00:00.001Z', 0, 'lease.expired'],
    // A clock an hour ahead ends no lease early, one an hour behind prolongs none.
    ['2026-06-01T00:30:00.000Z', 3_600_000, 'taken'],
    ['2026-05-31T23:30:00.000Z', -3_600_000, 'lease.expired'],
    ['2026-06-01T00:30:00.000Z', null, 'lease.expired'],
  ] as const)('taken at %s on a clock %s ms ahead is %s', (at, offsetMs, outcome) => {
    expect(take(at, { offsetMs })).toBe(outcome);
  });

  test.each([
    ['GLT-2-2', 'taken'],
    ['GLT-2-10', 'taken'],
    ['GLT-22-1', 'lease.unknown'],
    ['GLT-1-1', 'lease.unknown'],
    ['SKD-2-1', 'lease.unknown'],
  ])('of a lease to GLT-2-1, sent by %s, is %s', (stream, outcome) => {
    expect(take('2026-05-01T00:00:00.000Z', { stream })).toBe(outcome);
  });
});
