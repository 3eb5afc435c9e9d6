import { z } from 'zod';
import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { learnOpened, openPublished } from '../../src-shared/catalogue/published.ts';
import { RulesVersion } from '../../src-shared/ids.ts';
import type { CatalogueState } from '../../src-shared/ledger/catalogue-state.ts';
import type { Subject } from '../../src-shared/ledger/entry.ts';
import { sha256 } from './journal.ts';
import { findMeta, putMeta } from './meta.ts';
import { refold } from './refold.ts';
import type { Store } from './store.ts';

/** The versions of the rules that central published, as this store has them, in the order of publication. */
export function publishedStates(store: Store): readonly CatalogueState[] {
  const query = store.sql
    .selectFrom('catalogue_version')
    .innerJoin('subject', 'subject.subject', 'catalogue_version.subject')
    .select('subject.state')
    .where('catalogue_version.stage', '=', 'published')
    .orderBy('catalogue_version.decided_at')
    .orderBy('catalogue_version.version');
  return store.all(query).map(({ state }) => JSON.parse(state) as CatalogueState);
}

const UNREAD = 'unreadRules';

/**
 * Decides by what this store has of published rules from now on: after a start, and whenever something of them came
 * down. What an older build could not read is folded again by the first that can: entries that were decided under it
 * came down in the meantime and were left out.
 */
export function learnPublished(store: Store, rules: Catalogues): void {
  const opened = publishedStates(store).map(
    (state) => rules.published.find(({ version }) => version === state.version) ?? openPublished(state, sha256),
  );
  learnOpened(rules, opened);
  const before = findMeta(store, UNREAD, z.array(RulesVersion)) ?? [];
  const now = rules.unread.map(({ version }) => version);
  const late = before.filter((version) => rules.get(version) !== undefined);
  if (late.length === 0 && before.join() === now.join()) return;
  store.transact(() => {
    for (const version of late) for (const subject of decidedUnder(store, version)) refold(store, subject, rules);
    putMeta(store, UNREAD, now);
  });
}

/** Subjects of entries that came down and name a version of the rules. */
function decidedUnder(store: Store, version: RulesVersion): readonly Subject[] {
  const query = store.sql.selectFrom('feed_entry').select('subject').distinct();
  const rows = store.all(query.where('entry', 'like', `%${version}%`).where('subject', 'not like', 'catalogue:%'));
  return rows.map(({ subject }) => subject as Subject);
}
