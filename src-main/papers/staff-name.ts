import type { Language } from '../../src-shared/contract/counter/enrolment.ts';
import type { StaffId } from '../../src-shared/ids.ts';
import type { Counter } from '../counter.ts';
import { html, type Html } from './html.ts';
import { code, typed } from './paper-words.ts';

/** A member of staff as papers name them: the name, and the id that is on the journal. */
export function staffName({ store }: Pick<Counter, 'store'>, id: StaffId, language: Language): Html {
  const row = store.get(store.sql.selectFrom('staff').select(['name_en', 'name_ur']).where('id', '=', id));
  const name = language === 'ur' ? row?.name_ur : row?.name_en;
  return html`${typed(name ?? id)} (${code(id)})`;
}
