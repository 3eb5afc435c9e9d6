import { PersonData } from '../../../src-shared/licensing/person-data.ts';

/**
 * Names put together from common given names and family names, each in both scripts: sample people,
 * nobody in particular. CNICs start with 7 (Gilgit-Baltistan) and follow from the number of the sample.
 */
type Name = readonly [english: string, urdu: string];

const men: readonly Name[] = [
  ['Ahmed', 'احمد'],
  ['Bilal', 'بلال'],
  ['Danish', 'دانش'],
  ['Faisal', 'فیصل'],
  ['Hamza', 'حمزہ'],
  ['Imran', 'عمران'],
  ['Kashif', 'کاشف'],
  ['Nadeem', 'ندیم'],
];
const women: readonly Name[] = [
  ['Aisha', 'عائشہ'],
  ['Farah', 'فرح'],
  ['Hina', 'حنا'],
  ['Maryam', 'مریم'],
  ['Nadia', 'نادیہ'],
  ['Sadia', 'سعدیہ'],
];
const families: readonly Name[] = [
  ['Khan', 'خان'],
  ['Hussain', 'حسین'],
  ['Ali', 'علی'],
  ['Shah', 'شاہ'],
  ['Karim', 'کریم'],
  ['Wali', 'ولی'],
  ['Mir', 'میر'],
];
const places = [
  'Jutial, Gilgit',
  'Danyore, Gilgit',
  'Aliabad, Hunza',
  'Gahkuch, Ghizer',
  'Satpara Road, Skardu',
] as const;
const bloodGroups = ['A+', 'B+', 'O+', 'AB+', 'O-', 'B-'] as const;

/** The papers of sample applicant `number` (from 1): always the same person for the same number. */
export function sampleApplicant(number: number): PersonData {
  const woman = isWoman(number);
  const [nameEn, nameUr] = pick(woman ? women : men, number * 5);
  const [familyEn, familyUr] = pick(families, number * 3);
  const [fatherEn, fatherUr] = pick(men, number * 7 + 3);
  const serial = String(1_000_000 + ((number * 7_919) % 9_000_000));
  const year = 1962 + ((number * 11) % 44);
  return PersonData.parse({
    cnic: `71${String(100 + (number % 900))}${serial}${woman ? 2 : 1}`,
    nameEn: `${nameEn} ${familyEn}`,
    nameUr: `${nameUr} ${familyUr}`,
    fatherEn: `${fatherEn} ${familyEn}`,
    fatherUr: `${fatherUr} ${familyUr}`,
    birthDate: `${year}-${two(1 + (number % 12))}-${two(1 + ((number * 5) % 28))}`,
    gender: woman ? 'female' : 'male',
    bloodGroup: pick(bloodGroups, number),
    phone: `0300${String(1_000_000 + ((number * 104_729) % 9_000_000))}`,
    address: `House ${1 + (number % 90)}, ${pick(places, number)}`,
  });
}

/** Every third sample applicant is a woman; the practice camera's sitter follows. */
export function isWoman(number: number): boolean {
  return number % 3 === 0;
}

function pick<Item>(list: readonly Item[], number: number): Item {
  const item = list[number % list.length];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
