import type { CaseAbout } from '../../../src-shared/contract/counter/exceptions.ts';
import { ApplicationId, Cnic, LicenceNumber, ReceiptNumber } from '../../../src-shared/ids.ts';
import type { ExceptionCaseRow } from '../../../src-shared/ledger/exception-tables.ts';
import { Paisa } from '../../../src-shared/licensing/category.ts';
import type { Counter } from '../../counter.ts';

type Body = Readonly<Record<string, unknown>>;

/** Whom and what a case concerns: read from the entry itself where it is this counter's, as far as it can be read. */
export function aboutOf(counter: Counter, row: Pick<ExceptionCaseRow, 'entry_id' | 'about'>): CaseAbout {
  const { store } = counter;
  const own = store.get(store.sql.selectFrom('journal').select('body').where('id', '=', row.entry_id));
  const body = own === undefined ? {} : readBody(own.body);
  const applicationId = ApplicationId.safeParse(body['applicationId']).data ?? null;
  const cnic = cnicOf(counter, { subject: row.about, applicationId });
  const names = namesOf(counter, cnic) ?? namesIn(body);
  return {
    cnic,
    ...names,
    applicationId,
    licenceNumber: LicenceNumber.safeParse(body['licenceNumber'] ?? body['number']).data ?? null,
    receiptNumber: ReceiptNumber.safeParse(body['receiptNumber']).data ?? null,
    amount: Paisa.safeParse(body['total']).data ?? null,
  };
}

function readBody(text: string): Body {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Body) : {};
  } catch {
    return {};
  }
}

function cnicOf(
  { store }: Counter,
  { subject, applicationId }: { subject: string; applicationId: ApplicationId | null },
): Cnic | null {
  if (subject.startsWith('person:')) return Cnic.safeParse(subject.slice('person:'.length)).data ?? null;
  if (applicationId === null) return null;
  const row = store.get(store.sql.selectFrom('application').select('cnic').where('id', '=', applicationId));
  return Cnic.safeParse(row?.cnic).data ?? null;
}

type Names = Pick<CaseAbout, 'nameEn' | 'nameUr'>;

function namesOf({ store }: Counter, cnic: Cnic | null): Names | undefined {
  if (cnic === null) return undefined;
  const row = store.get(store.sql.selectFrom('person').select(['name_en', 'name_ur']).where('cnic', '=', cnic));
  return row === undefined ? undefined : { nameEn: row.name_en, nameUr: row.name_ur };
}

/** The names in a body that was to record them. */
function namesIn(body: Body): Names {
  const person = body['person'];
  const { nameEn, nameUr } = typeof person === 'object' && person !== null ? (person as Body) : {};
  return {
    nameEn: typeof nameEn === 'string' ? nameEn : null,
    nameUr: typeof nameUr === 'string' ? nameUr : null,
  };
}
