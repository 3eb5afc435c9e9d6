import { rootStatement, type TrustReply } from '../../src-shared/contract/central/trust.ts';
import { writeDirectory, type TrustDirectory } from '../../src-shared/credential/directory.ts';
import { signText } from '../auth/signatures.ts';
import type { Central } from '../central.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';
import { firstRoot, lastStatement, readStatements } from './statements.ts';
import { publishStatus } from './status-lists.ts';
import { ensureKey, lockTrust, ROOT, STATUS } from './trust-keys.ts';

/** What a counter is told of keys and status lists: never older than `statusSeconds`. */
export async function readTrust(central: Central, after: number): Promise<Omit<TrustReply, 'serverTime'>> {
  const { db, keys, trust } = central;
  const token = await freshDirectory(central);
  const kid = await firstRoot(db);
  return {
    root: { kid, signature: signText(keys.signing, rootStatement(kid)) },
    algorithm: trust.algorithm,
    ...(await statementsAfter(db, after)),
    directory: token.toString('base64'),
  };
}

async function statementsAfter(db: CentralDatabase, after: number) {
  const { statements, next, more } = await readStatements(db, after);
  return { statements: [...statements], next, more };
}

/** The directory, made anew when it is too old: what changed in the register is published with it. */
async function freshDirectory(central: Central): Promise<Buffer> {
  const { db, settings } = central;
  const found = await findFresh(db, central);
  if (found !== undefined) return found;
  return db.transaction().execute(async (trx) => {
    await lockTrust(trx);
    const meanwhile = settings.statusSeconds === 0 ? undefined : await findFresh(trx, central);
    return meanwhile ?? makeDirectory(trx, central);
  });
}

async function findFresh(db: CentralDatabase, { settings, now }: Central): Promise<Buffer | undefined> {
  const row = await db.selectFrom('trust_directory').selectAll().executeTakeFirst();
  if (row === undefined || now().getTime() - Date.parse(row.made_at) >= settings.statusSeconds * 1000) return undefined;
  // Statements since then are not in it: whoever has them would find that it speaks of fewer.
  const { statements } = await lastStatement(db);
  return statements === row.statements ? row.token : undefined;
}

async function makeDirectory(trx: CentralTransaction, { trust, now: clock }: Central): Promise<Buffer> {
  const now = clock();
  await ensureKey(trx, ROOT, { trust, now });
  const { signer } = await ensureKey(trx, STATUS, { trust, now });
  await publishStatus(trx, { signer, now });
  const { statements, chain } = await lastStatement(trx);
  const directory: TrustDirectory = { madeAt: now.toISOString(), statements, chain, lists: await listFiles(trx) };
  const token = Buffer.from(writeDirectory(directory, signer));
  const row = { made_at: directory.madeAt, statements, token };
  await trx
    .insertInto('trust_directory')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  return token;
}

/** Of each list the newest snapshot and the deltas after it. */
async function listFiles(trx: CentralTransaction): Promise<TrustDirectory['lists']> {
  const rows = await trx
    .selectFrom('status_file')
    .select(['sha256', 'list', 'from_version', 'version', (eb) => eb.fn<number>('length', ['bytes']).as('size')])
    .orderBy('list')
    .orderBy('version')
    .execute();
  return [...Map.groupBy(rows, (row) => row.list)].map(([list, files]) => {
    const base = files.findLast((file) => file.from_version === 0)?.version ?? 0;
    const current = files.filter((file) =>
      file.from_version === 0 ? file.version === base : file.from_version >= base,
    );
    const sorted = current.toSorted((a, b) => a.from_version - b.from_version);
    return {
      list,
      files: sorted.map(({ sha256, size, from_version, version }) => ({
        sha256: new Uint8Array(Buffer.from(sha256, 'hex')),
        size: size,
        from: from_version,
        version,
      })),
    };
  });
}
