import { sql } from 'kysely';
import type { Store } from '../store/store.ts';
import type { IndexedPerson } from './index-messages.ts';

/** People of one step: some two milliseconds of the core's time. */
export const PAGE = 200;

/** Changes waiting to be taken into the index: who, and at which version each was read. */
export interface QueuedChanges {
  readonly taken: readonly { readonly cnic: string; readonly version: number }[];
  readonly people: readonly IndexedPerson[];
  /** No longer in the store. */
  readonly gone: readonly string[];
}

/** What the index is filled from: the store's people, and the queue of those who changed. */
export class SearchSource {
  readonly #store: Store;
  readonly #centre: () => string | undefined;

  constructor(store: Store, centre: () => string | undefined) {
    this.#store = store;
    this.#centre = centre;
  }

  /** Which index belongs to this store, and the last batch it is known to hold. */
  get standing(): { readonly indexId: string | null; readonly batch: number } {
    const row = this.#store.get(this.#store.sql.selectFrom('search_state').selectAll());
    return { indexId: row?.index_id ?? null, batch: row?.batch ?? 0 };
  }

  /** Another index from now on, to be built; null when the one there is no good. */
  adopt(indexId: string | null): void {
    this.#store.run(this.#store.sql.updateTable('search_state').set({ index_id: indexId, batch: 0 }));
  }

  /** The place of the last person; people are counted by their places, for counting rows takes long. */
  get lastPlace(): number {
    const row = this.#store.get(this.#store.sql.selectFrom('person').select(sql<number | null>`max(rowid)`.as('last')));
    return row?.last ?? 0;
  }

  page(after: number): { readonly people: readonly IndexedPerson[]; readonly upTo: number } {
    const rows = this.#store.all(
      this.#select()
        .where(sql<boolean>`person.rowid > ${after}`)
        .orderBy(sql`person.rowid`)
        .limit(PAGE),
    );
    return { people: rows.map(personOf), upTo: rows.at(-1)?.place ?? after };
  }

  get waits(): boolean {
    return this.#store.get(this.#store.sql.selectFrom('search_queue').select('cnic').limit(1)) !== undefined;
  }

  changes(): QueuedChanges {
    const taken = this.#store.all(this.#store.sql.selectFrom('search_queue').selectAll().limit(PAGE));
    const cnics = taken.map(({ cnic }) => cnic);
    const rows = cnics.length === 0 ? [] : this.#store.all(this.#select().where('person.cnic', 'in', cnics));
    const here = new Set(rows.map(({ cnic }) => cnic));
    return { taken, people: rows.map(personOf), gone: cnics.filter((cnic) => !here.has(cnic)) };
  }

  /** The index holds them: off the queue, but for those that changed again meanwhile. */
  done({ taken }: QueuedChanges, batch: number): void {
    const { sql: db } = this.#store;
    this.#store.transact(() => {
      for (const { cnic, version } of taken) {
        this.#store.run(db.deleteFrom('search_queue').where('cnic', '=', cnic).where('version', '=', version));
      }
      this.#store.run(db.updateTable('search_state').set({ batch }));
    });
  }

  /** These go to the index again: it is one batch ahead of what the store knows of. */
  requeue(cnics: readonly string[], batch: number): void {
    const { sql: db } = this.#store;
    this.#store.transact(() => {
      for (const cnic of cnics) {
        const row = db.insertInto('search_queue').values({ cnic, version: 1 });
        this.#store.run(row.onConflict((conflict) => conflict.doNothing()));
      }
      this.#store.run(db.updateTable('search_state').set({ batch }));
    });
  }

  #select() {
    const centre = this.#centre();
    const own =
      centre === undefined
        ? sql<number>`0`
        : sql<number>`exists (select 1 from application
      where application.cnic = person.cnic and substr(application.stream, 1, ${centre.length + 1}) = ${`${centre}-`})`;
    return this.#store.sql
      .selectFrom('person')
      .select(['cnic', 'name_en', 'name_ur', 'father_en', 'father_ur', 'birth_date'])
      .select([
        sql<number>`person.rowid`.as('place'),
        sql<number>`exists (select 1 from application where application.cnic = person.cnic
          and application.stage in ('open', 'submitted', 'returned'))`.as('open'),
        own.as('own'),
      ]);
  }
}

type PersonRow = {
  readonly [Column in 'cnic' | 'name_en' | 'name_ur' | 'father_en' | 'father_ur' | 'birth_date']: string;
} & {
  readonly open: number;
  readonly own: number;
};

function personOf(row: PersonRow): IndexedPerson {
  return {
    cnic: row.cnic,
    nameEn: row.name_en,
    nameUr: row.name_ur,
    fatherEn: row.father_en,
    fatherUr: row.father_ur,
    birthDate: row.birth_date,
    open: row.open === 1,
    own: row.own === 1,
  };
}
