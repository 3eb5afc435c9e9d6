import type { z } from 'zod';
import { prepareQuery } from './prepared-query.ts';
import type { Store } from './store.ts';

const valueOf = prepareQuery((sql, { key }: { key: string }) =>
  sql.selectFrom('meta').select('value').where('key', '=', key),
);

/** Small facts of a counter, JSON text by name. Undefined when never written. */
export function findMeta<Schema extends z.ZodType>(
  store: Store,
  key: string,
  schema: Schema,
): z.infer<Schema> | undefined {
  const row = store.get(valueOf({ key }));
  return row === undefined ? undefined : schema.parse(JSON.parse(row.value));
}

export function putMeta(store: Store, key: string, value: unknown): void {
  store.run(
    store.sql
      .insertInto('meta')
      .values({ key, value: JSON.stringify(value) })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: JSON.stringify(value) })),
  );
}
