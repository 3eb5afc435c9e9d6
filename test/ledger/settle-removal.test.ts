import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeSubjects } from '../../src-main/store/subjects.ts';
import type { StockState } from '../../src-shared/ledger/state.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { TestStore } from '../support/test-store.ts';
import { staff, streams, uuid } from '../support/world.ts';

let kept: TestStore;
beforeEach(() => {
  kept = new TestStore();
});
afterEach(() => kept.destroy());

const deed = { by: staff[0]!.id, at: '2026-03-02T05:00:00.000Z', stream: streams[0], entry: uuid(7) };
const movement = { what: 'received', quantity: 5, jobId: null, reason: 'box 7', deed } as const;
const box: StockState = { kind: 'stock', movements: [movement] };
const empty: StockState = { kind: 'stock', movements: [] };
const [first, second] = ['stock:GLT:2026-03-02', 'stock:GLT:2026-03-03'] as Subject[] as [Subject, Subject];

test('a row that another subject has taken over is not removed when the first no longer shows it', () => {
  const write = (subject: Subject, before: StockState | undefined, after: StockState) =>
    kept.store.transact(() => writeSubjects(kept.store, [{ subject, before, after }]));
  const owners = () => kept.store.all(kept.store.sql.selectFrom('stock_movement').select('subject'));
  write(first, undefined, box);
  write(second, undefined, box);
  write(first, box, empty);
  expect(owners()).toEqual([{ subject: second }]);
  write(second, box, empty);
  expect(owners()).toEqual([]);
});
