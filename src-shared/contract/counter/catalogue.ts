import { z } from 'zod';
import { ComingChange } from '../../catalogue/coming-changes.ts';
import { Words } from '../../catalogue/words.ts';
import { Day, Instant, RulesVersion, Sha256 } from '../../ids.ts';
import { query } from './procedure.ts';

/** One version of the rules as a counter knows it. */
export const RulesView = z.object({
  version: RulesVersion,
  from: Day,
  reference: z.string(),
  services: z.int(),
  state: z.enum(['past', 'inForce', 'coming']),
  /** Null for those that came with the app. */
  published: z.object({ at: Instant, sha256: Sha256 }).nullable(),
});
export type RulesView = z.infer<typeof RulesView>;

/** A published version this app cannot read; the rules of before go on deciding. */
export const UnreadView = z.object({ version: RulesVersion, from: Day });
export type UnreadView = z.infer<typeof UnreadView>;

export const CatalogueView = z.object({
  today: Day,
  /** By the day they begin, the newest first. */
  versions: z.array(RulesView),
  unread: z.array(UnreadView),
  /** What will be otherwise, soonest first. */
  coming: z.array(ComingChange),
});
export type CatalogueView = z.infer<typeof CatalogueView>;

/** What a status bar says of it. `next` is null while no change is near. */
export const CatalogueNews = z.object({
  next: z.object({ day: Day, days: z.int() }).nullable(),
  unread: z.array(UnreadView),
  /** What kinds of documents are called, by the services that issue them. */
  documentNames: z.record(z.string(), Words),
});
export type CatalogueNews = z.infer<typeof CatalogueNews>;

export const catalogue = {
  /** Rules are read here and changed nowhere at a counter. */
  overview: query('signedIn').output(CatalogueView),
  news: query('signedIn').output(CatalogueNews),
};
