import { describe, expect, it } from 'vitest';
import type { StaffId, StreamId } from '../../src-shared/ids.ts';
import { firstRules } from '../../src-shared/catalogue/sample-catalogues.ts';
import { toAct, type ActEntry } from '../../src-shared/ledger/entry-types.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { fold } from '../../src-shared/ledger/fold.ts';
import { rows } from '../../src-shared/ledger/rows.ts';
import type { SubjectState } from '../../src-shared/ledger/state.ts';
import { uuid } from '../support/world.ts';

const subject = 'checks:GLT-2-1:2026-11-22' as Subject;
const body = {
  by: 'scanner',
  verdict: 'genuine',
  reasons: ['signature.good', 'status.old'],
  licenceNumber: 'GLT-0000017-4',
  statusAge: 90_000,
};

function entry(number: number, change: Partial<ActEntry> = {}): ActEntry {
  const made = { stream: 'GLT-2-1' as StreamId, actor: 'op-1' as StaffId, role: 'operator', offsetMs: 0 } as const;
  return { ...made, id: uuid(number), subject, at: '2026-11-22T06:00:00.000Z', ...change };
}

function after(bodies: readonly unknown[], roles: readonly ActEntry['role'][] = []): SubjectState | undefined {
  return bodies.reduce<SubjectState | undefined>((state, each, index) => {
    const act = toAct('check.made', each, entry(index + 1, { role: roles[index] ?? 'operator' }));
    if (!act.ok) throw new Error(act.code);
    const folded = fold(state, act.value, firstRules);
    if (!folded.ok) throw new Error(folded.code);
    return folded.value;
  }, undefined);
}

describe('checks of a counter on a day', () => {
  it('are kept in order whoever made them, and are shown a row each', () => {
    const bare = { ...body, by: 'picture', verdict: 'cannotSay', reasons: ['text.unreadable'], licenceNumber: null };
    const state = after([body, bare, body], ['operator', 'technician', 'supervisor']);
    expect(rows(subject, state).card_check).toMatchObject([
      { entry_id: uuid(1), day: '2026-11-22', way: 'scanner', licence_number: 'GLT-0000017-4', status_age: 90_000 },
      { entry_id: uuid(2), verdict: 'cannotSay', licence_number: null, reasons: '["text.unreadable"]' },
      { entry_id: uuid(3), stream: 'GLT-2-1', checked_by: 'op-1' },
    ]);
  });

  it('say nothing that was not foreseen, and nothing else belongs to them', () => {
    for (const wrong of [
      { ...body, nameEn: 'Bilal Hussain' },
      { ...body, reasons: ['Bilal Hussain'] },
      { ...body, by: 'friend' },
      { ...body, verdict: 'fine' },
      { ...body, licenceNumber: '7150112345671' },
      { ...body, statusAge: -1 },
    ]) {
      expect(toAct('check.made', wrong, entry(1))).toMatchObject({ ok: false, code: 'ledger.badBody' });
    }
    const till = { ...entry(1), subject: 'till:GLT-2-1:2026-11-22' as Subject };
    expect(toAct('check.made', body, till)).toMatchObject({ ok: false, code: 'ledger.wrongSubject' });
  });
});
