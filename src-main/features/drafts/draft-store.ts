import type { Draft } from '../../../src-shared/contract/counter/drafts.ts';
import type { Cnic, StaffId } from '../../../src-shared/ids.ts';
import type { Store } from '../../store/store.ts';
import type { StoreTables } from '../../store/tables.ts';

/** Fields typed and not yet recorded; newest draft first. */
export function listDrafts(store: Store): Draft[] {
  const rows = store.all(store.sql.selectFrom('draft').selectAll());
  const byCnic = Map.groupBy(rows, (row) => row.cnic);
  const drafts = [...byCnic].map(([cnic, fields]) => toDraft(cnic as Cnic, fields));
  return drafts.toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
}

export function findDraft(store: Store, cnic: Cnic): Draft | undefined {
  const rows = store.all(store.sql.selectFrom('draft').selectAll().where('cnic', '=', cnic));
  return rows.length === 0 ? undefined : toDraft(cnic, rows);
}

/** Writes fields in one commit; the answer to the screen comes after it. */
export function saveDraft(
  store: Store,
  draft: { cnic: Cnic; fields: Readonly<Record<string, string>> },
  by: { id: StaffId; at: string },
): void {
  store.transact(() => {
    for (const [field, value] of Object.entries(draft.fields)) {
      const news = { value, updated_at: by.at, updated_by: by.id };
      store.run(
        store.sql
          .insertInto('draft')
          .values({ cnic: draft.cnic, field, ...news })
          .onConflict((conflict) => conflict.columns(['cnic', 'field']).doUpdateSet(news)),
      );
    }
  });
}

export function discardDraft(store: Store, cnic: Cnic): void {
  store.transact(() => store.run(store.sql.deleteFrom('draft').where('cnic', '=', cnic)));
}

function toDraft(cnic: Cnic, rows: readonly StoreTables['draft'][]): Draft {
  const newest = rows.reduce((a, b) => (a.updated_at >= b.updated_at ? a : b));
  return {
    cnic,
    fields: Object.fromEntries(rows.map((row) => [row.field, row.value])),
    updatedAt: newest.updated_at,
    updatedBy: newest.updated_by as StaffId,
  };
}
