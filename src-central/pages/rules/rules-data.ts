import { Catalogues } from '../../../src-shared/catalogue/catalogue.ts';
import { comingChanges, type ComingChange } from '../../../src-shared/catalogue/coming-changes.ts';
import { openPublished } from '../../../src-shared/catalogue/published.ts';
import { Catalogue } from '../../../src-shared/catalogue/catalogue.ts';
import type { Day, RulesVersion } from '../../../src-shared/ids.ts';
import type { CatalogueState, CatalogueVersionRow } from '../../../src-shared/ledger/catalogue-state.ts';
import { dayOf } from '../../../src-shared/licensing/calendar.ts';
import { sha256Text } from '../../auth/signatures.ts';
import { findRules } from '../../catalogue/publish-rules.ts';
import { learnPublished } from '../../catalogue/learn-published.ts';
import type { Central } from '../../central.ts';

type Parts = Pick<Central, 'db' | 'books' | 'now'>;

/** Every version there is: those of the release, then what was proposed and published, the latest first. */
export interface RulesList {
  readonly today: Day;
  readonly inForce: RulesVersion | undefined;
  readonly shipped: readonly { readonly version: RulesVersion; readonly from: Day }[];
  readonly rows: readonly CatalogueVersionRow[];
  readonly coming: readonly ComingChange[];
}

export async function readRules({ db, books, now }: Parts): Promise<RulesList> {
  await learnPublished(db, books);
  const today = dayOf(now().toISOString());
  const rows = await db.selectFrom('catalogue_version').selectAll().orderBy('proposed_at', 'desc').limit(200).execute();
  const shipped = books.shipped.map(({ version, from }) => ({ version, from }));
  return { today, inForce: books.versionOn(today)?.version, shipped, rows, coming: comingChanges(books, today) };
}

/** One version with what it would change, or changed, on the day it begins and after. */
export interface RulesFile {
  readonly state: CatalogueState;
  readonly today: Day;
  /** Undefined where this release cannot read it. */
  readonly changes: readonly ComingChange[] | undefined;
}

export async function readVersion({ db, books, now }: Parts, version: RulesVersion): Promise<RulesFile | undefined> {
  const state = await findRules({ db, books }, version);
  if (state === undefined) return undefined;
  await learnPublished(db, books);
  const today = dayOf(now().toISOString());
  const opened = openPublished(state, sha256Text);
  if (!(opened instanceof Catalogue)) return { state, today, changes: undefined };
  // As if it were published now, beside all that is.
  const then = new Catalogues(books.shipped);
  then.learn([...books.published.filter((each) => each.version !== version), opened]);
  const before = new Date(Date.parse(state.from) - 86_400_000).toISOString().slice(0, 10);
  const changes = comingChanges(then, before).filter((each) => each.version === version);
  return { state, today, changes };
}
