import type { Catalogues } from '../../src-shared/catalogue/catalogue.ts';
import { learnOpened, openPublished } from '../../src-shared/catalogue/published.ts';
import type { CatalogueState } from '../../src-shared/ledger/catalogue-state.ts';
import { sha256 } from './journal.ts';
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

/** Decides by what this store has of published rules from now on: after a start, and whenever something of them came down. */
export function learnPublished(store: Store, rules: Catalogues): void {
  const opened = publishedStates(store).map(
    (state) => rules.published.find(({ version }) => version === state.version) ?? openPublished(state, sha256),
  );
  learnOpened(rules, opened);
}
