import type { Cnic } from '../../src-shared/ids.ts';
import { PersonData } from '../../src-shared/licensing/person-data.ts';

const given = [
  'Muhammad Ahmed',
  'Ghulam Hussain',
  'Sher Bahadur',
  'Abdul Karim',
  'Syed Zafar',
  'Mir Wali',
  'Raja Faisal',
];
const givenUr = ['محمد احمد', 'غلام حسین', 'شیر بہادر', 'عبدالکریم', 'سید ظفر', 'میر ولی', 'راجہ فیصل'];
const family = ['Khan Yousafzai', 'Hussain Shah', 'Ali Khan', 'Karim Baltistani', 'Wali Shah Hunzai'];
const familyUr = ['خان یوسفزئی', 'حسین شاہ', 'علی خان', 'کریم بلتستانی', 'ولی شاہ ہنزائی'];
const streets = ['مرکزی بازار روڈ', 'یونیورسٹی روڈ', 'ایئرپورٹ روڈ', 'پونیال روڈ', 'ہسپتال روڈ', 'شاہراہِ قراقرم'];
const places = ['محلہ مجینی، گلگت', 'جوٹیال، گلگت', 'دنیور، گلگت', 'علی آباد، ہنزہ', 'گاہکوچ، غذر', 'سکردو، بلتستان'];

/** A fixed sequence of numbers (Park and Miller 1988, minimal standard), so that both sides get the same every time. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (this.#state * 48_271) % 2_147_483_647;
    return this.#state % limit;
  }

  of<Value>(list: readonly Value[]): Value {
    const value = list[this.below(list.length)];
    if (value === undefined) throw new RangeError('nothing to choose from');
    return value;
  }
}

/** A person with everything a counter types in, the address in full. `number` makes the CNIC. */
export function person(number: number, dice: Dice): PersonData {
  const [name, kin, father, line] = [dice.below(7), dice.below(5), dice.below(7), dice.below(9_000)];
  const at = (list: readonly string[], index: number) => list[index] ?? '';
  const house = `مکان نمبر ${line}، گلی نمبر ${1 + dice.below(40)}، نزد جامع مسجد و بوائز ہائی سکول`;
  return PersonData.parse({
    cnic: `71${String(number).padStart(10, '0')}1` as Cnic,
    nameEn: `${at(given, name)} ${at(family, kin)}`,
    nameUr: `${at(givenUr, name)} ${at(familyUr, kin)}`,
    fatherEn: `${at(given, father)} ${at(family, kin)}`,
    fatherUr: `${at(givenUr, father)} ${at(familyUr, kin)}`,
    birthDate: `${1960 + dice.below(44)}-${two(1 + dice.below(12))}-${two(1 + dice.below(28))}`,
    gender: 'male',
    bloodGroup: dice.of(['A+', 'B+', 'O+', 'AB+'] as const),
    phone: `03${String(dice.below(1_000_000_000)).padStart(9, '0')}`,
    address: `${house}، ${dice.of(streets)}، ${dice.of(places)}، تحصیل و ضلع گلگت، پوسٹ کوڈ ${15_000 + dice.below(900)}`,
  });
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
