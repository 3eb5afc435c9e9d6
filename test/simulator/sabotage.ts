import type { CompiledQuery, Compilable } from 'kysely';
import type { FeedPage } from '../../src-shared/contract/central/feed.ts';
import type { Meddling } from './meddling.ts';

type Edit = (sql: string) => string | undefined;

/** The store with some of its statements changed, or left out where the edit gives nothing. */
function withStatements(edit: Edit): Partial<Meddling> {
  return {
    store: (store) =>
      new Proxy(store, {
        get(target, name) {
          if (name === 'run') {
            return (query: Compilable | CompiledQuery) => {
              const compiled = 'compile' in query ? query.compile() : query;
              const sql = edit(compiled.sql);
              return sql === undefined ? 0 : target.run({ ...compiled, sql });
            };
          }
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
        },
      }),
  };
}

function withPages(edit: (page: FeedPage) => FeedPage): Partial<Meddling> {
  return { answer: (name, output) => (name === 'feed' ? edit(output as FeedPage) : output) };
}

let count = 0;
/** Now and then: every so many-th time. */
function every(nth: number): boolean {
  count += 1;
  return count % nth === 0;
}

/** Ways to break replay that careless code breaks it in, put in from outside. */
export const sabotages: Readonly<Record<string, Partial<Meddling>>> = {
  'an item of the feed is skipped': withPages((page) =>
    every(7) ? { ...page, items: page.items.filter((_, index) => index !== 0) } : page,
  ),
  'a whole page of the feed is taken as read': withPages((page) => (every(15) ? { ...page, items: [] } : page)),
  'the last items of a page are dropped while its end is kept': withPages((page) =>
    page.items.length > 2 ? { ...page, items: page.items.slice(0, -1) } : page,
  ),
  'a parked receipt is read as applied': withPages((page) => ({
    ...page,
    items: page.items.map((item) =>
      item.kind === 'receipt' && item.receipt.status === 'parked'
        ? { ...item, receipt: { ...item.receipt, status: 'applied' as const } }
        : item,
    ),
  })),
  'an exception is read as applied': withPages((page) => ({
    ...page,
    items: page.items.map((item) =>
      item.kind === 'receipt' && item.receipt.status === 'exception'
        ? { ...item, receipt: { ...item.receipt, status: 'applied' as const } }
        : item,
    ),
  })),
  'mates’ entries are not kept': withStatements((sql) =>
    sql.startsWith('insert into "feed_entry"') ? undefined : sql,
  ),
  'confirmed states are not kept': withStatements((sql) =>
    sql.startsWith('insert into "subject_confirmed"') ? undefined : sql,
  ),
  'receipts are not kept': withStatements((sql) => (sql.startsWith('insert into "receipt"') ? undefined : sql)),
  'the state is written and its rows are not': withStatements((sql) =>
    sql.startsWith('insert into "application"') || sql.startsWith('insert into "person"') ? undefined : sql,
  ),
  'a blob is called confirmed when it was asked about': {
    answer: (name, output) => (name === 'missingBlobs' ? { ...(output as object), missing: [] } : output),
  },
  'what was sent counts as acknowledged': withStatements((sql) =>
    sql.includes('"acked_seq" = ?') ? sql.replace('"acked_seq" = ?', '"acked_seq" = ? + 1') : sql,
  ),
  'the feed cursor never moves': withStatements((sql) => sql.replace('"feed_change" = ?', '"feed_change" = 0 * ?')),
};
