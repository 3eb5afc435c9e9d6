import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { learnOpened, openPublished } from '../../src-shared/catalogue/published.ts';
import type { CatalogueState } from '../../src-shared/ledger/catalogue-state.ts';
import { sha256Text } from '../auth/signatures.ts';
import type { CentralDatabase, CentralTransaction } from '../database/database.ts';

/**
 * Judges by what is published in the database from now on, whichever central published it. One short query
 * while nothing is new.
 */
export async function learnPublished(db: CentralDatabase | CentralTransaction, books: Catalogues): Promise<void> {
  const published = await db
    .selectFrom('catalogue_version')
    .select(['version', 'subject'])
    .where('stage', '=', 'published')
    .orderBy('decided_at')
    .orderBy('version')
    .execute();
  const known = [...books.published, ...books.unread];
  const isKnown = published.every(({ version }) => known.some((each) => each.version === version));
  if (isKnown && known.length === published.length) return;
  const opened: ReturnType<typeof openPublished>[] = [];
  for (const { version, subject } of published) {
    const mine = books.published.find((each) => each.version === version);
    if (mine !== undefined) opened.push(mine);
    else opened.push(openPublished(await readState(db, subject), sha256Text));
  }
  learnOpened(books, opened);
}

async function readState(db: CentralDatabase | CentralTransaction, subject: string): Promise<CatalogueState> {
  const row = await db.selectFrom('subject').select('state').where('subject', '=', subject).executeTakeFirstOrThrow();
  return JSON.parse(row.state) as CatalogueState;
}
