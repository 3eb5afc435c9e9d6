import type { CatalogueProblem } from '../../src-shared/catalogue/catalogue-problem.ts';
import { readCatalogue } from '../../src-shared/catalogue/read-catalogue.ts';
import type { CatalogueText } from '../../src-shared/catalogue/read-file.ts';
import { refuse, type Result } from '../../src-shared/errors.ts';
import type { RulesVersion, Sha256 } from '../../src-shared/ids.ts';
import type { CatalogueState } from '../../src-shared/ledger/catalogue-state.ts';
import { contentText } from '../../src-shared/ledger/entries/catalogue-entries.ts';
import type { Entry } from '../../src-shared/ledger/entry.ts';
import { catalogueSubject } from '../../src-shared/ledger/subjects.ts';
import { sha256Text } from '../auth/signatures.ts';
import { stateWithUnsettled, tryOwn, type OwnParts } from '../ingest/try-own.ts';
import { contentOf } from './content.ts';

/** Who says it, and why. */
export interface Say {
  readonly by: string;
  readonly reason: string;
}

/**
 * Proposes a catalogue: its files are read and every problem is told with its file and line; nothing is written
 * of one that has any. Refuses with `catalogue.versionTaken` a version that is known with other content.
 */
export async function proposeRules(
  desk: OwnParts,
  texts: readonly CatalogueText[],
  say: Say,
): Promise<{ problems: readonly CatalogueProblem[] } | { proposed: Result<Entry> }> {
  const read = readCatalogue(texts);
  if (!('house' in read)) return { problems: read };
  const { version, from } = read.house;
  const content = contentOf(texts);
  const sha256 = sha256Text(contentText(content)) as Sha256;
  const shipped = desk.books.shipped.find((each) => each.version === version);
  if (shipped !== undefined) return { proposed: refuse('catalogue.versionTaken', { version }) };
  const data = { version, from, sha256, content, ...say };
  return { proposed: await tryOwn(desk, { type: 'catalogue.proposed', subject: catalogueSubject(version), data }) };
}

export interface Answer extends Say {
  readonly version: RulesVersion;
  /** Of the proposal that was read: another one is not answered by it. */
  readonly sha256: Sha256;
}

/** The second person's yes. From the next round of settling on it is on its way to every counter. */
export async function publishRules(desk: OwnParts, { version, sha256, by, reason }: Answer): Promise<Result<Entry>> {
  const state = await findRules(desk, version);
  if (state === undefined) return refuse('catalogue.notProposed', { version });
  const data = { version, from: state.from, sha256, by, reason };
  return tryOwn(desk, { type: 'catalogue.published', subject: catalogueSubject(version), data });
}

/** No, by anybody; also the proposer's own. */
export function declineRules(desk: OwnParts, { version, ...data }: Answer): Promise<Result<Entry>> {
  return tryOwn(desk, { type: 'catalogue.declined', subject: catalogueSubject(version), data });
}

/** One version with all that is written of it, settled or not: who just proposed it finds it at once. */
export async function findRules(
  { db, books }: Pick<OwnParts, 'db' | 'books'>,
  version: RulesVersion,
): Promise<CatalogueState | undefined> {
  const subject = catalogueSubject(version);
  const state = await db.transaction().execute((trx) => stateWithUnsettled(trx, subject, { books }));
  return state?.kind === 'catalogue' ? state : undefined;
}
