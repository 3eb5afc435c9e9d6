import type { Day, RulesVersion } from '../ids.ts';
import { contentText, type CatalogueContent } from '../ledger/entries/catalogue-entries.ts';
import type { CatalogueState } from '../ledger/catalogue-state.ts';
import { Catalogue, type Catalogues } from './catalogue.ts';
import type { CatalogueProblem } from './catalogue-problem.ts';
import { HOUSE_FILE, readCatalogue } from './read-catalogue.ts';
import type { CatalogueText } from './read-file.ts';

/** What a version of the rules is known by besides its name; central computes it, everybody checks it. */
export type HashText = (text: string) => string;

/** A published version that this build cannot decide by, and why. */
export interface UnreadCatalogue {
  readonly version: RulesVersion;
  readonly from: Day;
  readonly problems: readonly CatalogueProblem[];
}

/** A version as it was published: the rules, or why they cannot be read here. */
export function openPublished(state: CatalogueState, hash: HashText): Catalogue | UnreadCatalogue {
  const { version, from, content, sha256 } = state;
  const unread = (problems: readonly CatalogueProblem[]) => ({ version, from, problems });
  if (hash(contentText(content)) !== sha256) {
    return unread([{ file: HOUSE_FILE, line: 1, reason: 'is not what was published' }]);
  }
  const read = readCatalogue(textsOf(content));
  return 'house' in read ? new Catalogue(read) : unread(read);
}

/** Decides by these from now on, in the order of publication. */
export function learnOpened(books: Catalogues, opened: readonly (Catalogue | UnreadCatalogue)[]): void {
  books.learn(
    opened.flatMap((each) => (each instanceof Catalogue ? [each] : [])),
    opened.flatMap((each) => (each instanceof Catalogue ? [] : [each])),
  );
}

/** Its files as text again, one value a line, so that a problem has a line to name. */
export function textsOf({ house, services }: CatalogueContent): readonly CatalogueText[] {
  return [
    { file: HOUSE_FILE, text: JSON.stringify(house, null, 2) },
    ...services.map((service, index) => ({
      file: `services/${typeof service['service'] === 'string' ? service['service'] : index + 1}.json`,
      text: JSON.stringify(service, null, 2),
    })),
  ];
}
