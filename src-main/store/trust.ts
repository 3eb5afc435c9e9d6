import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CredentialAlgorithm } from '../../src-shared/contract/central/trust.ts';
import type { TrustDirectory } from '../../src-shared/credential/directory.ts';
import { StreamId } from '../../src-shared/ids.ts';
import { findMeta, putMeta } from './meta.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Store } from './store.ts';

/** The root that central vouched for first; another is never taken in its place. */
const Root = z.string().regex(/^[0-9a-f]{16}$/);
/** Central's directory of what is in force, base64, once every file it names is here. */
const Directory = z.base64();

/** The key this counter signs cards with; its secret never leaves the encrypted store. */
export const CardKey = z.strictObject({
  stream: StreamId,
  algorithm: CredentialAlgorithm,
  /** Hex. */
  kid: z.string(),
  /** PKCS #8, base64. */
  secret: z.base64(),
});
export type CardKey = z.infer<typeof CardKey>;

export function findRoot(store: Store): string | undefined {
  return findMeta(store, 'trustRoot', Root);
}

export function findDirectory(store: Store): string | undefined {
  return findMeta(store, 'trustDirectory', Directory);
}

/** `cardKey` signs; `cardKeyAsked` was made and is not certified yet. */
export function findCardKey(store: Store, which: 'cardKey' | 'cardKeyAsked'): CardKey | undefined {
  return findMeta(store, which, CardKey);
}

export function putCardKeyAsked(store: Store, key: CardKey): void {
  store.transact(() => putMeta(store, 'cardKeyAsked', key));
}

/** The key that was asked for signs from now on. */
export function adoptCardKey(store: Store, key: CardKey): void {
  store.transact(() => {
    putMeta(store, 'cardKey', key);
    store.run(store.sql.deleteFrom('meta').where('key', '=', 'cardKeyAsked'));
  });
}

const countOf = prepareQuery((sql) =>
  sql.selectFrom('trust_statement').select((eb) => eb.fn.max('number').as('count')),
);

export function countStatements(store: Store): number {
  return store.get(countOf({}))?.count ?? 0;
}

export function readStatements(store: Store): readonly Uint8Array[] {
  const rows = store.all(store.sql.selectFrom('trust_statement').select('statement').orderBy('number'));
  return rows.map(({ statement }) => statement);
}

/** SHA-256 over the first statements in their order, as central's directory names it. */
export function chainOf(statements: readonly Uint8Array[]): Buffer {
  return statements.reduce<Buffer>(
    (chain, statement) => createHash('sha256').update(chain).update(statement).digest(),
    Buffer.alloc(32),
  );
}

/** Keeps what was said after what is here, and by whom it begins. */
export function addStatements(
  store: Store,
  { root, after, statements }: { root: string; after: number; statements: readonly Uint8Array[] },
): void {
  store.transact(() => {
    if (findRoot(store) === undefined) putMeta(store, 'trustRoot', root);
    statements.forEach((statement, index) => {
      const row = { number: after + index + 1, statement: Buffer.from(statement) };
      store.run(store.sql.insertInto('trust_statement').values(row));
    });
  });
}

/** Central was set back and says other things now: all is asked for again, under the same root. */
export function forgetStatements(store: Store): void {
  store.transact(() => store.run(store.sql.deleteFrom('trust_statement')));
}

export function hasStatusFile(store: Store, sha256: string): boolean {
  return store.get(store.sql.selectFrom('status_file').select('list').where('sha256', '=', sha256)) !== undefined;
}

export interface StoredStatusFile {
  readonly sha256: string;
  readonly list: string;
  readonly from_version: number;
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** Call inside a transaction. */
export function putStatusFile(store: Store, file: StoredStatusFile): void {
  const row = { ...file, bytes: Buffer.from(file.bytes) };
  store.run(
    store.sql
      .insertInto('status_file')
      .values(row)
      .onConflict((conflict) => conflict.doNothing()),
  );
}

/** A list's files in the order they apply. */
export function statusFilesOf(store: Store, list: string): readonly StoredStatusFile[] {
  return store.all(
    store.sql.selectFrom('status_file').selectAll().where('list', '=', list).orderBy('from_version').orderBy('version'),
  );
}

/** The directory is in force: every file it names is here, and those it no longer names go. */
export function adoptDirectory(store: Store, token: string, { lists }: TrustDirectory): void {
  const named = new Set(filesOf(lists));
  store.transact(() => {
    putMeta(store, 'trustDirectory', token);
    store.run(store.sql.deleteFrom('meta').where('key', '=', 'trustWanted'));
    for (const { sha256 } of store.all(store.sql.selectFrom('status_file').select('sha256'))) {
      if (!named.has(sha256)) store.run(store.sql.deleteFrom('status_file').where('sha256', '=', sha256));
    }
  });
}

/** Files that are being fetched: nobody else may drop their pieces. */
export function wantFiles(store: Store, files: readonly string[]): void {
  store.transact(() => putMeta(store, 'trustWanted', files));
}

export function wantedFiles(store: Store): readonly string[] {
  return findMeta(store, 'trustWanted', z.array(z.string())) ?? [];
}

export function filesOf(lists: TrustDirectory['lists']): readonly string[] {
  return lists.flatMap(({ files }) => files.map(({ sha256 }) => Buffer.from(sha256).toString('hex')));
}
