import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareQuery } from '../../src-main/store/prepared-query.ts';
import { TestStore } from '../support/test-store.ts';

let kept: TestStore;
let built: number;
beforeEach(() => {
  kept = new TestStore();
  built = 0;
});
afterEach(() => kept.destroy());

test('a prepared query is built once and bound by name, its constants stay', () => {
  const put = prepareQuery((sql, { value, key }: { key: string; value: string }) => {
    built += 1;
    return sql.insertInto('meta').values({ key, value });
  });
  const startingWith = prepareQuery((sql, { start, most }: { start: string; most: number }) => {
    const found = sql.selectFrom('meta').select('value').where('key', 'like', start).where('value', '<>', 'secret');
    return found.orderBy('key').limit(most);
  });
  for (const [key, value] of [
    ['a1', 'one'],
    ['a2', 'secret'],
    ['a3', 'three'],
    ['b1', "it's; --"],
  ] as const) {
    kept.store.run(put({ value, key }));
  }
  expect(kept.store.all(startingWith({ most: 5, start: 'a%' }))).toEqual([{ value: 'one' }, { value: 'three' }]);
  expect(kept.store.all(startingWith({ start: 'a%', most: 1 }))).toEqual([{ value: 'one' }]);
  expect(kept.store.get(startingWith({ start: 'b%', most: 9 }))).toEqual({ value: "it's; --" });
  expect(built).toBe(1);
});

test('null is bound as null', () => {
  const put = prepareQuery((sql, { at }: { at: string | null }) =>
    sql.updateTable('replay_cursor').set({ server_time: at }),
  );
  kept.store.run(put({ at: '2026-03-02T05:00:00.000Z' }));
  kept.store.run(put({ at: null }));
  expect(kept.store.get(kept.store.sql.selectFrom('replay_cursor').select('server_time'))).toEqual({
    server_time: null,
  });
});
