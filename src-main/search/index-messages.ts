import type { ErrorCode } from '../../src-shared/errors.ts';

/** A person as the index takes one in. */
export interface IndexedPerson {
  readonly cnic: string;
  readonly nameEn: string;
  readonly nameUr: string;
  readonly fatherEn: string;
  readonly fatherUr: string;
  readonly birthDate: string;
  /** Has an application that is not settled. */
  readonly open: boolean;
  /** Has an application of this counter's centre. */
  readonly own: boolean;
}

/** Where an index stands; compared with what the store says of it. */
export interface IndexStanding {
  /** Null for a new, empty file. */
  readonly indexId: string | null;
  /** The last batch of changes taken in. */
  readonly batch: number;
  /** Whom that batch was about. */
  readonly last: readonly string[];
  /** Place of the last person taken in while the index was built. */
  readonly builtTo: number;
  readonly complete: boolean;
}

export interface IndexHit {
  readonly cnic: string;
  readonly why: 'words' | 'corrected' | 'sound';
}

export interface IndexFound {
  readonly hits: readonly IndexHit[];
  readonly corrected: string | null;
}

/** What the core asks of the worker that holds the index, and what it gets for it. */
export interface IndexAsks {
  /** Makes the index anew, empty. */
  readonly reset: { readonly ask: { readonly indexId: string }; readonly gives: null };
  /** Takes people of the store in their order; `commit` makes all since the last one durable. */
  readonly build: {
    readonly ask: { readonly people: readonly IndexedPerson[]; readonly upTo: number; readonly commit: boolean };
    readonly gives: null;
  };
  readonly finish: { readonly ask: object; readonly gives: null };
  /** Takes changes, and who is gone; durable when answered. */
  readonly apply: {
    readonly ask: {
      readonly batch: number;
      readonly people: readonly IndexedPerson[];
      readonly gone: readonly string[];
    };
    readonly gives: null;
  };
  readonly find: { readonly ask: { readonly text: string; readonly limit: number }; readonly gives: IndexFound };
  readonly close: { readonly ask: object; readonly gives: null };
}

export type IndexAsk = {
  readonly [What in keyof IndexAsks]: { readonly what: What } & IndexAsks[What]['ask'];
}[keyof IndexAsks];

export interface ToIndex {
  readonly id: number;
  readonly ask: IndexAsk;
}

/** The first message says where the index stands, or why it could not be opened; then one answer an ask. */
export type FromIndex =
  | { readonly kind: 'opened'; readonly standing: IndexStanding }
  | { readonly kind: 'unopened'; readonly code: ErrorCode }
  | { readonly kind: 'answer'; readonly id: number; readonly value: IndexFound | null }
  | { readonly kind: 'failed'; readonly id: number; readonly code: ErrorCode };

/** What the worker is started with; the key is handed over in memory and is nowhere else. */
export interface IndexPlace {
  readonly file: string;
  readonly key: Uint8Array;
}
