import { z } from 'zod';
import { Cnic, Day } from '../../ids.ts';
import { query } from './procedure.ts';

/** Most hits of one search. */
export const MAX_HITS = 50;

/**
 * Somebody whom the words may mean. `why`, best first: the digits of the CNIC, a licence or receipt
 * number, the very words (or their beginnings), words one typing mistake away, words that sound alike.
 */
export const SearchHit = z.object({
  cnic: Cnic,
  nameEn: z.string(),
  nameUr: z.string(),
  fatherEn: z.string(),
  birthDate: Day,
  why: z.enum(['cnic', 'number', 'words', 'corrected', 'sound']),
});
export type SearchHit = z.infer<typeof SearchHit>;

/**
 * How far the index of names is: `building` answers from what is in it so far, of `total` people
 * `done`; `off` cannot go on for a while (no room, say) and answers from what is in it. Numbers are always found.
 */
export const SearchIndex = z.object({
  state: z.enum(['ready', 'building', 'off']),
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
});
export type SearchIndex = z.infer<typeof SearchIndex>;

export const SearchFound = z.object({
  hits: z.array(SearchHit),
  /** The words as they were taken where some were corrected; null when all were taken as typed. */
  corrected: z.string().nullable(),
  tookMs: z.number().nonnegative(),
  index: SearchIndex,
});
export type SearchFound = z.infer<typeof SearchFound>;

export const search = {
  /**
   * People of this counter's store: by CNIC (four digits or more), by licence or receipt number, or by
   * words of their and their father's name in English or Urdu with the birth year, the last word as far
   * as typed. Never fails because of the index.
   */
  words: query(['operator', 'supervisor'])
    .input(z.strictObject({ text: z.string().max(120), limit: z.int().positive().max(MAX_HITS) }))
    .output(SearchFound),
};
