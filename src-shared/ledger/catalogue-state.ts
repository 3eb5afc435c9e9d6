import type { Day, RulesVersion, Sha256 } from '../ids.ts';
import type { CatalogueContent } from './entries/catalogue-entries.ts';
import type { Deed } from './state.ts';

/** What an administrator of central did with a version, and why; the deed's actor is central. */
export interface CatalogueAct {
  readonly by: string;
  readonly reason: string;
  readonly deed: Deed;
}

/** `proposed` waits for a second person; `published` is for good. */
export type CatalogueStage = 'proposed' | 'declined' | 'published';

/** One version of the rules, `catalogue:<version>`. */
export interface CatalogueState {
  readonly kind: 'catalogue';
  readonly version: RulesVersion;
  readonly from: Day;
  /** Of `contentText(content)`. */
  readonly sha256: Sha256;
  readonly content: CatalogueContent;
  readonly stage: CatalogueStage;
  readonly proposed: CatalogueAct;
  readonly answer: CatalogueAct | null;
}

/** A version of the rules as the tables list it, without its content. */
export interface CatalogueVersionRow {
  version: string;
  subject: string;
  from_day: string;
  sha256: string;
  stage: string;
  reason: string;
  proposed_by: string;
  proposed_at: string;
  answer: string | null;
  decided_by: string | null;
  decided_at: string | null;
}
