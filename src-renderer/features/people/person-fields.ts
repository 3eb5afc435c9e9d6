import type { PersonFound } from '../../../src-shared/contract/counter/people.ts';
import { westernDigits } from '../../../src-shared/licensing/cnic.ts';
import { checkPerson, cleanText, PersonData } from '../../../src-shared/licensing/person-data.ts';
import type { TextKey } from '../../../src-shared/i18n/texts.ts';
import { asTyped, readTypedDay } from '../../text/typed-day.ts';

export const personFields = [
  'nameEn',
  'nameUr',
  'fatherEn',
  'fatherUr',
  'birthDate',
  'gender',
  'bloodGroup',
  'phone',
  'address',
] as const;
export type PersonField = (typeof personFields)[number];

export type PersonValues = Readonly<Record<PersonField, string>>;
export type Wrong = Readonly<Partial<Record<PersonField, TextKey>>>;

/** What the fields show: what was typed before what is recorded before what the CNIC says. */
export function valuesOf(found: PersonFound, draft: Readonly<Record<string, string>>): PersonValues {
  const { person } = found;
  const recorded: Partial<PersonValues> =
    person === null
      ? { gender: found.gender }
      : { ...person, birthDate: asTyped(person.birthDate), bloodGroup: person.bloodGroup ?? '' };
  const entries = personFields.map((field) => [field, draft[field] ?? recorded[field] ?? ''] as const);
  return Object.fromEntries(entries) as PersonValues;
}

/** The person the fields describe, or what is wrong under which field. */
export function readPerson(
  found: PersonFound,
  values: PersonValues,
  today: string,
): { readonly person: PersonData | null; readonly wrong: Wrong } {
  const raw = {
    cnic: found.cnic,
    ...Object.fromEntries(personFields.map((field) => [field, cleanText(values[field])])),
    birthDate: readTypedDay(values.birthDate) ?? '',
    bloodGroup: values.bloodGroup === '' ? null : values.bloodGroup,
    phone: westernDigits(values.phone).replaceAll(/[\s()-]/g, ''),
  };
  const parsed = PersonData.safeParse(raw);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path[0]));
    const wrong = personFields.filter((field) => names.has(field)).map((field) => [field, wrongText(field)]);
    return { person: null, wrong: Object.fromEntries(wrong) as Wrong };
  }
  // A name has no digits, whatever script they are of.
  const names = (['nameEn', 'nameUr', 'fatherEn', 'fatherUr'] as const).filter((name) =>
    /\p{Nd}/u.test(parsed.data[name]),
  );
  if (names.length > 0)
    return { person: null, wrong: Object.fromEntries(names.map((name) => [name, wrongText(name)])) };
  const checked = checkPerson(parsed.data, today);
  if (checked.ok) return { person: parsed.data, wrong: {} };
  const field = checked.code === 'cnic.genderDigit' ? 'gender' : 'birthDate';
  return { person: null, wrong: { [field]: `error.${checked.code}.cause` } };
}

function wrongText(field: PersonField): TextKey {
  switch (field) {
    case 'nameEn':
    case 'fatherEn':
      return 'people.wrong.nameEn';
    case 'nameUr':
    case 'fatherUr':
      return 'people.wrong.nameUr';
    case 'bloodGroup':
    case 'gender':
      return 'people.wrong.gender';
    default:
      return `people.wrong.${field}`;
  }
}
