import type { PersonGender } from '../licensing/person-data.ts';
import type { Category } from '../licensing/category.ts';
import type { z } from 'zod';

/** The same words in both languages of the card. */
export interface Bilingual {
  readonly en: string;
  readonly ur: string;
}

/**
 * The fixed words of the card. They belong to the document and not to the screens: a card reads the
 * same whatever language its counter is set to.
 */
export const cardWords = {
  state: { en: 'Islamic Republic of Pakistan', ur: 'اسلامی جمہوریہ پاکستان' },
  title: { en: 'Driving Licence', ur: 'ڈرائیونگ لائسنس' },
  licenceNumber: { en: 'Licence no.', ur: 'لائسنس نمبر' },
  cnic: { en: 'CNIC', ur: 'شناختی کارڈ نمبر' },
  name: { en: 'Name', ur: 'نام' },
  father: { en: 'Father / husband', ur: 'والد / شوہر' },
  birthDate: { en: 'Date of birth', ur: 'تاریخِ پیدائش' },
  gender: { en: 'Gender', ur: 'جنس' },
  bloodGroup: { en: 'Blood group', ur: 'بلڈ گروپ' },
  issuedOn: { en: 'Date of issue', ur: 'تاریخِ اجرا' },
  validUntil: { en: 'Valid until', ur: 'تاریخِ تنسیخ' },
  categories: { en: 'Categories', ur: 'اقسام' },
  validFrom: { en: 'Valid from', ur: 'از' },
  centre: { en: 'Issued at', ur: 'مقامِ اجرا' },
  address: { en: 'Address', ur: 'پتہ' },
  found: {
    en: 'If found, please hand in at any licensing centre or police station.',
    ur: 'ملنے پر کسی بھی لائسنسنگ سینٹر یا تھانے میں جمع کرا دیں۔',
  },
  practice: { en: 'PRACTICE', ur: 'مشق' },
  practiceLegend: {
    en: 'Practice card. Not a licence, gives no right to drive.',
    ur: 'یہ مشق کا کارڈ ہے، لائسنس نہیں۔',
  },
} as const satisfies Record<string, Bilingual>;

/** Short mark of a category on the front; full name in both languages on the back. */
export const categoryWords: Readonly<Record<Category, Bilingual & { readonly mark: string }>> = {
  motorcycle: { mark: 'M/CYCLE', en: 'Motorcycle', ur: 'موٹر سائیکل' },
  rickshaw: { mark: 'RICKSHAW', en: 'Motorcycle rickshaw', ur: 'موٹر سائیکل رکشہ' },
  car: { mark: 'M/CAR', en: 'Motor car or jeep', ur: 'موٹر کار یا جیپ' },
  ltv: { mark: 'LTV', en: 'Light transport vehicle', ur: 'ہلکی ٹرانسپورٹ گاڑی' },
  htv: { mark: 'HTV', en: 'Heavy transport vehicle', ur: 'بھاری ٹرانسپورٹ گاڑی' },
  tractorAgricultural: { mark: 'TRAC-A', en: 'Tractor, agricultural', ur: 'زرعی ٹریکٹر' },
  tractorCommercial: { mark: 'TRAC-C', en: 'Tractor, commercial', ur: 'تجارتی ٹریکٹر' },
  psv: { mark: 'PSV', en: 'Public service vehicle', ur: 'پبلک سروس گاڑی' },
  invalidCarriage: { mark: 'INV', en: 'Invalid carriage', ur: 'معذور افراد کی گاڑی' },
  other: { mark: 'OTHER', en: 'Other vehicle', ur: 'دیگر گاڑی' },
};

export const genderWords: Readonly<Record<z.infer<typeof PersonGender>, string>> = { male: 'M', female: 'F', x: 'X' };

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-11-21` as `21 Nov 2026`: no reader takes the day for the month. */
export function cardDate(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${date} ${months[Number(month) - 1] ?? month} ${year}`;
}

/** `3520212345671` as `35202-1234567-1`. */
export function cardCnic(cnic: string): string {
  return `${cnic.slice(0, 5)}-${cnic.slice(5, 12)}-${cnic.slice(12)}`;
}
