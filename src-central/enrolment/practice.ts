import { CentreCode, StaffId } from '../../src-shared/ids.ts';
import { putAdmin } from '../auth/admins.ts';
import type { CentralDatabase } from '../database/database.ts';
import { putCentre, putStaff, type StaffInput } from './centres.ts';

const CENTRE = CentreCode.parse('GLT');

/** PINs of the practice centre, by staff id: public, and good for nothing but practice. */
export const practicePins: Readonly<Record<string, string>> = {
  'operator-1': '111111',
  'operator-2': '222222',
  'technician-1': '333333',
  'supervisor-1': '444444',
};

/** Who may see the practice central's page: public like the PINs. */
export const practiceAdmin = { name: 'practice', password: 'practice-centre' } as const;
/** Decisions on cases take two. */
const secondAdmin = { name: 'practice-2', password: 'practice-centre' } as const;

const names: readonly Pick<StaffInput, 'id' | 'nameEn' | 'nameUr' | 'role'>[] = [
  { id: StaffId.parse('operator-1'), nameEn: 'Operator 1', nameUr: 'آپریٹر 1', role: 'operator' },
  { id: StaffId.parse('operator-2'), nameEn: 'Operator 2', nameUr: 'آپریٹر 2', role: 'operator' },
  { id: StaffId.parse('technician-1'), nameEn: 'Technician 1', nameUr: 'ٹیکنیشن 1', role: 'technician' },
  { id: StaffId.parse('supervisor-1'), nameEn: 'Supervisor 1', nameUr: 'سپروائزر 1', role: 'supervisor' },
];

/** The practice centre with one person a role (two operators), named by their role. Once only: gives whether this was the time. */
export async function seedPracticeCentre(db: CentralDatabase, now: Date): Promise<boolean> {
  const there = await db.selectFrom('centre').select('code').where('code', '=', CENTRE).executeTakeFirst();
  if (there !== undefined) return false;
  await putCentre(db, { code: CENTRE, nameEn: 'Gilgit', nameUr: 'گلگت' }, now);
  const members = names.map((each) => ({ ...each, centre: CENTRE, pin: practicePins[each.id] ?? '', active: true }));
  await putStaff(db, members, now);
  await Promise.all([practiceAdmin, secondAdmin].map((admin) => putAdmin(db, admin)));
  return true;
}
